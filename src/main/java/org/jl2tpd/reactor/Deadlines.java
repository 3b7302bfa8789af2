package org.jl2tpd.reactor;

/** Deadlines in ns of a monotonic clock that may overflow: {@link Long#MIN_VALUE} is at once, {@link Long#MAX_VALUE} never. */
final class Deadlines {
    private static final long NS_PER_MS = 1_000_000L;

    private Deadlines() {}

    static long earlier(long one, long other) {
        if (one == Long.MAX_VALUE || other == Long.MIN_VALUE) {
            return other;
        }
        if (other == Long.MAX_VALUE || one == Long.MIN_VALUE) {
            return one;
        }
        return one - other < 0 ? one : other;
    }

    static boolean isDue(long deadlineNs, long nowNs) {
        return deadlineNs == Long.MIN_VALUE || deadlineNs != Long.MAX_VALUE && deadlineNs - nowNs <= 0;
    }

    /** Milliseconds until then, rounded up; -1 for never, as epoll_wait takes it. */
    static int waitMs(long deadlineNs, long nowNs) {
        if (deadlineNs == Long.MAX_VALUE) {
            return -1;
        }
        if (isDue(deadlineNs, nowNs)) {
            return 0;
        }
        return (int) Math.min((deadlineNs - nowNs - 1) / NS_PER_MS + 1, Integer.MAX_VALUE);
    }
}
