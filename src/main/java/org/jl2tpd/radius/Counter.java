package org.jl2tpd.radius;

/** A number that one thread writes and any thread reads. */
final class Counter {
    private volatile long value;

    void count() {
        set(value + 1);
    }

    void set(long now) {
        value = now;
    }

    long get() {
        return value;
    }
}
