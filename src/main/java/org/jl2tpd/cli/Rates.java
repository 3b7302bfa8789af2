package org.jl2tpd.cli;

import java.util.HashMap;
import java.util.Map;

/** Growth of counters between two showings of the same command. */
final class Rates {
    private Map<String, Long> before = Map.of();
    private Map<String, Long> now = new HashMap<>();
    private long beforeNs;
    private long nowNs = System.nanoTime();

    /** Another showing begins. */
    void next() {
        before = now;
        beforeNs = nowNs;
        now = new HashMap<>();
        nowNs = System.nanoTime();
    }

    /** How much a counter grew in a second; nothing when it is seen for the first time. */
    String of(String counter, long value) {
        now.put(counter, value);
        Long last = before.get(counter);
        double seconds = (nowNs - beforeNs) / 1e9;
        return last == null || seconds <= 0 ? "" : Long.toString(Math.round((value - last) / seconds));
    }
}
