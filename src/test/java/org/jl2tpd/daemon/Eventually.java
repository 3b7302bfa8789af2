package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;

/** Asks again until the answer is the wanted one, for at most ten seconds. */
public final class Eventually {
    private static final long LIMIT_NS = 10_000_000_000L;

    private Eventually() {}

    public static <T> void equal(Callable<T> question, T wanted) throws Exception {
        long endNs = System.nanoTime() + LIMIT_NS;
        while (!wanted.equals(question.call()) && System.nanoTime() - endNs < 0) {
            Thread.sleep(10);
        }
        assertThat(question.call()).isEqualTo(wanted);
    }
}
