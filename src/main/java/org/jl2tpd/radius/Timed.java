package org.jl2tpd.radius;

/** Something that waits until a moment in a {@link TimerHeap}. */
abstract class Timed {
    /** When; meaningful while it waits. */
    long deadlineNs;

    /** Its place in the heap, -1 while it does not wait. */
    int place = -1;

    /** The moment has come; it does not wait any more. */
    abstract void due(long nowNs);
}
