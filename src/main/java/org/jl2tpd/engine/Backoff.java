package org.jl2tpd.engine;

import org.jl2tpd.wire.RandomSource;

/** Waits between attempts: doubled from the smallest to the greatest, each with a quarter of jitter either way, for ever. */
final class Backoff {
    /** What stayed up for so long starts again with the smallest wait. */
    static final long STABLE_NS = 60_000_000_000L;

    private final long minNs;
    private final long maxNs;
    private long nextNs;

    Backoff(long minNs, long maxNs) {
        this.minNs = minNs;
        this.maxNs = Math.max(minNs, maxNs);
        this.nextNs = minNs;
    }

    long nextNs(RandomSource random) {
        long waitNs = nextNs;
        nextNs = Math.min(maxNs, nextNs * 2);
        return waitNs - waitNs / 4 + Long.remainderUnsigned(random.nextLong(), waitNs / 2 + 1);
    }

    void reset() {
        nextNs = minNs;
    }
}
