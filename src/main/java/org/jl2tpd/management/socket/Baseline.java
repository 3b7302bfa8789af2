package org.jl2tpd.management.socket;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the counters were when an operator last said {@code reset_statistics}. The command line shows counters since then; the counters
 * themselves, and what SNMP and JMX show, never go back. Thread-safe.
 */
final class Baseline {
    private record Mark(long ns, Map<String, Long> counters) {}

    private volatile Mark mark;

    /** Counts from here on. */
    void move(long nowNs, Map<String, Long> counters) {
        mark = new Mark(nowNs, Map.copyOf(counters));
    }

    /** Seconds since the last move; -1 for none yet. */
    long ageSeconds(long nowNs) {
        Mark last = mark;
        return last == null ? -1 : (nowNs - last.ns()) / 1_000_000_000L;
    }

    /** The counters less what they were. */
    Map<String, Long> since(Map<String, Long> counters) {
        Mark last = mark;
        if (last == null) {
            return counters;
        }
        Map<String, Long> result = new LinkedHashMap<>();
        counters.forEach(
                (name, value) -> result.put(name, value - last.counters().getOrDefault(name, 0L)));
        return result;
    }
}
