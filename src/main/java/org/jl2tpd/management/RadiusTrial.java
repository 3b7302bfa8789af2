package org.jl2tpd.management;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jl2tpd.wire.Secret;

/**
 * A question whether RADIUS servers would let a user in; no session is made.
 *
 * @param group of the servers that are asked; empty for those without one
 * @param password of the user
 * @param chap whether it is asked by CHAP, else by PAP
 */
public record RadiusTrial(String group, String user, Secret password, boolean chap) {
    /** Asks servers; never blocks. */
    @FunctionalInterface
    public interface Asker {
        CompletableFuture<Answer> ask(RadiusTrial trial);
    }

    /**
     * What they said.
     *
     * @param result {@code accept}, {@code reject}, {@code challenge} or {@code failed}
     * @param server who answered, empty when none did
     * @param micros that it took
     * @param words why it failed, empty for an answer
     * @param attributes of the answer, without secrets
     */
    public record Answer(String result, String server, long micros, String words, List<Attribute> attributes) {}

    /** One of them. */
    public record Attribute(String name, String value) {}
}
