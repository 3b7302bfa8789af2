package org.jl2tpd.engine;

/** Something with a deadline; its place in {@link Deadlines} is kept inside it, so that moving costs no look-up. */
abstract class Timed {
    /** When it is due, as {@link Deadlines} last saw it. */
    long dueNs = Long.MAX_VALUE;
    /** Index in the heap, -1 when not in it. */
    int heapIndex = -1;

    /** When {@link #onDue} is wanted; {@link Long#MAX_VALUE} never. */
    abstract long nextDeadlineNs();

    abstract void onDue(long nowNs);
}
