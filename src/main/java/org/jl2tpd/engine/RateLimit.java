package org.jl2tpd.engine;

/** A token bucket: so many a second, with a burst of one second's worth. */
final class RateLimit {
    private static final long SECOND_NS = 1_000_000_000L;

    private final long intervalNs;
    private long fullAtNs;
    private boolean started;

    RateLimit(int perSecond) {
        this.intervalNs = SECOND_NS / perSecond;
    }

    /** Whether one more may pass now. */
    boolean tryTake(long nowNs) {
        if (!started || fullAtNs - nowNs < 0) {
            fullAtNs = nowNs;
            started = true;
        }
        if (fullAtNs - nowNs > SECOND_NS) {
            return false;
        }
        fullAtNs += intervalNs;
        return true;
    }
}
