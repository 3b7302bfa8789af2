package org.jl2tpd.radius;

/** Counters that one thread writes and any thread reads. */
final class ServerCounters {
    private final Counter[] counters = new Counter[ServerCounter.values().length];

    ServerCounters() {
        for (int i = 0; i < counters.length; i++) {
            counters[i] = new Counter();
        }
    }

    void count(ServerCounter counter) {
        counters[counter.ordinal()].count();
    }

    void set(ServerCounter counter, long value) {
        counters[counter.ordinal()].set(value);
    }

    long get(ServerCounter counter) {
        return counters[counter.ordinal()].get();
    }
}
