package org.jl2tpd.management.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds how many requests are answered, and how many long answers are sent, at once: each holds memory meanwhile. Any thread. */
final class Turns {
    /** Requests that are being answered. */
    static final int ANSWERING = 4;

    /** Answers of more than {@link #LONG_OCTETS} that are being sent; a client that takes its answer slowly keeps its turn. */
    static final int SENDING = 2;

    static final int LONG_OCTETS = 256 * 1024;

    /** A request waits so long for its turn. */
    static final int WAIT_S = 5;

    /** Gives a turn back. */
    interface Turn {
        void close();
    }

    private final Semaphore answering = new Semaphore(ANSWERING, true);
    private final Semaphore sending = new Semaphore(SENDING, true);

    Turn toAnswer() throws Refusal {
        return take(answering);
    }

    Turn toSend(int octets) throws Refusal {
        return octets > LONG_OCTETS ? take(sending) : () -> {};
    }

    private static Turn take(Semaphore turns) throws Refusal {
        try {
            if (turns.tryAcquire(WAIT_S, TimeUnit.SECONDS)) {
                return turns::release;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Refusal(503, "too many requests at once; try again");
    }
}
