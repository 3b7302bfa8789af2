package org.jl2tpd.daemon.hooks;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** Jobs that wait, at most so many; those of one key are given out one at a time and in order, others in the order in which they came. Thread-safe. */
final class HookQueue {
    /** By key; an entry is there while a job of that key waits or runs. */
    private final Map<Long, ArrayDeque<HookJob>> byKey = new HashMap<>();

    private final ArrayDeque<Long> ready = new ArrayDeque<>();
    private int limit;
    private int waiting;

    HookQueue(int limit) {
        this.limit = limit;
    }

    synchronized void setLimit(int jobs) {
        limit = jobs;
    }

    /** Returns false when there is no room for it. */
    synchronized boolean offer(HookJob job) {
        if (waiting >= limit) {
            return false;
        }
        waiting++;
        ArrayDeque<HookJob> others = byKey.get(job.key());
        if (others == null) {
            others = new ArrayDeque<>(2);
            byKey.put(job.key(), others);
            ready.add(job.key());
        }
        others.add(job);
        return true;
    }

    /** The next job that may start, null when there is none; {@link #ended} follows. */
    synchronized HookJob next() {
        Long key = ready.poll();
        if (key == null) {
            return null;
        }
        waiting--;
        return byKey.get(key).poll();
    }

    /** The job ended, or did not start: the next one of its key may. */
    synchronized void ended(HookJob job) {
        if (byKey.get(job.key()).isEmpty()) {
            byKey.remove(job.key());
        } else {
            ready.add(job.key());
        }
    }

    synchronized int waiting() {
        return waiting;
    }

    /** Forgets what waits; returns how many those were. */
    synchronized int clear() {
        int forgotten = waiting;
        waiting = 0;
        ready.clear();
        byKey.values().forEach(ArrayDeque::clear);
        return forgotten;
    }
}
