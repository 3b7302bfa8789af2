package org.jl2tpd.radius;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A request that waits for an answer of one server, and knows which ones did not answer. */
final class Pending extends Timed implements Attempt.Asker {
    private static final String NO_ANSWER = "no answer";

    /** A server drops what was made with another secret, as silent as one that is not there. */
    private static final String POSSIBLE = " (down, a firewall, or another secret: see the server's log)";

    final RadiusRequest request;
    final Consumer<RadiusResult> result;

    /** Servers that were asked, the present one last. */
    final List<Target> tried = new ArrayList<>(2);

    /** What is under way to the present server; each has its slot. */
    final List<Attempt> attempts = new ArrayList<>(1);

    /** Why the servers before did not answer. */
    final StringBuilder words = new StringBuilder();

    Target target;
    long firstSentNs;
    long waitNs;
    int sent;
    int faultyAnswers;
    String sendProblem;

    /** Whether it goes to another server when it is due, because this one is dead. */
    boolean leaving;

    private final RadiusClient client;

    Pending(RadiusClient client, RadiusRequest request, Consumer<RadiusResult> result) {
        this.client = client;
        this.request = request;
        this.result = result;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public boolean needsProof() {
        return request.kind() == RadiusRequest.Kind.AUTHENTICATION;
    }

    @Override
    public String news() {
        return "it answers";
    }

    @Override
    void due(long nowNs) {
        client.due(nowNs, this);
    }

    @Override
    public void answered(long nowNs, Attempt attempt, RadiusPacket packet) {
        client.answered(nowNs, this, attempt, packet);
    }

    @Override
    public void faulty(PacketFault fault) {
        if (fault.isBadAuthenticator()) {
            faultyAnswers++;
        }
    }

    /** Says of the present server why it is not waited for any more. */
    void blame(String why) {
        words.append(words.isEmpty() ? "" : "; ")
                .append(target.name())
                .append(": ")
                .append(why);
    }

    /** Why all of them did not answer. */
    String wordsOfAll() {
        return (words + ";").contains(": " + NO_ANSWER + ";") ? words + POSSIBLE : words.toString();
    }

    /** What is known of the silence, and what it may mean. */
    String explainedSilence() {
        String silence = silence();
        return silence.equals(NO_ANSWER) ? silence + POSSIBLE : silence;
    }

    /** What is known of the silence. */
    String silence() {
        if (faultyAnswers > 0) {
            return "no good answer, " + faultyAnswers
                    + " had a wrong authenticator or no Message-Authenticator (is the secret the same on both sides?)";
        }
        return sendProblem == null ? NO_ANSWER : "no answer, sending failed (" + sendProblem + ")";
    }
}
