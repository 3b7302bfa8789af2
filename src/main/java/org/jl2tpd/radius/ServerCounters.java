package org.jl2tpd.radius;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counters that one thread writes and any thread reads. */
final class ServerCounters {
    private final AtomicLongArray values = new AtomicLongArray(ServerCounter.values().length);

    void add(ServerCounter counter, long more) {
        set(counter, get(counter) + more);
    }

    void count(ServerCounter counter) {
        add(counter, 1);
    }

    void set(ServerCounter counter, long value) {
        values.lazySet(counter.ordinal(), value);
    }

    long get(ServerCounter counter) {
        return values.get(counter.ordinal());
    }
}
