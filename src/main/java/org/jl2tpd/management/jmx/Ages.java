package org.jl2tpd.management.jmx;

/** Time since a moment of {@link System#nanoTime}. */
final class Ages {
    private Ages() {}

    /** Seconds since then; 0 for a moment that never was (0). */
    static long seconds(long momentNs) {
        return momentNs == 0 ? 0 : Math.max(0, System.nanoTime() - momentNs) / 1_000_000_000L;
    }

    /** Milliseconds since then; -1 for a moment that never was (0). */
    static long milliseconds(long momentNs) {
        return momentNs == 0 ? -1 : Math.max(0, System.nanoTime() - momentNs) / 1_000_000L;
    }

    /** Milliseconds since 1970 of that moment. */
    static long wall(long momentNs) {
        return System.currentTimeMillis() - (System.nanoTime() - momentNs) / 1_000_000L;
    }
}
