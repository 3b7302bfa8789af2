package org.jl2tpd.aaa;

import java.util.Arrays;

/**
 * Free slots in the order in which they became free, and marks of those that are taken. Memory is eight octets for each slot, in pages that are
 * made when one of theirs is used first.
 */
final class SlotList {
    static final int NONE = SlotPool.NONE;

    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int TAKEN = -2;
    private static final int ABSENT = -3;

    private final int capacity;
    /** Neighbours of the free ones; {@link #TAKEN} or {@link #ABSENT} in {@code next} for others. */
    private int[][] next = new int[0][];

    private int[][] previous = new int[0][];
    private int head = NONE;
    private int tail = NONE;

    SlotList(int capacity) {
        this.capacity = capacity;
    }

    boolean isFree(int slot) {
        return state(slot) >= NONE;
    }

    /** Whether it was never taken, or was taken out since. */
    boolean isUnknown(int slot) {
        return state(slot) == ABSENT;
    }

    boolean isTaken(int slot) {
        return state(slot) == TAKEN;
    }

    private int state(int slot) {
        int page = slot >> PAGE_BITS;
        return slot < 0 || slot >= capacity || page >= next.length || next[page] == null ? ABSENT : next(slot);
    }

    /** The one that is free for longest, {@link #NONE} for none. */
    int first() {
        return head;
    }

    /** Marks a slot that is not among the free ones. */
    void take(int slot) {
        makePage(slot >> PAGE_BITS);
        setNext(slot, TAKEN);
    }

    private void makePage(int page) {
        if (page >= next.length) {
            int length = Math.max(page + 1, 2 * next.length);
            next = Arrays.copyOf(next, length);
            previous = Arrays.copyOf(previous, length);
        }
        if (next[page] == null) {
            int length = Math.min(PAGE, capacity - (page << PAGE_BITS));
            next[page] = new int[length];
            previous[page] = new int[length];
            Arrays.fill(next[page], ABSENT);
        }
    }

    /** Takes a free one out. */
    void unlink(int slot) {
        int before = previous(slot);
        int after = next(slot);
        if (before == NONE) {
            head = after;
        } else {
            setNext(before, after);
        }
        if (after == NONE) {
            tail = before;
        } else {
            setPrevious(after, before);
        }
        setNext(slot, ABSENT);
    }

    /** The slot is free from now on. */
    void append(int slot) {
        makePage(slot >> PAGE_BITS);
        setNext(slot, NONE);
        setPrevious(slot, tail);
        if (tail == NONE) {
            head = slot;
        } else {
            setNext(tail, slot);
        }
        tail = slot;
    }

    private int next(int slot) {
        return next[slot >> PAGE_BITS][slot & PAGE - 1];
    }

    private int previous(int slot) {
        return previous[slot >> PAGE_BITS][slot & PAGE - 1];
    }

    private void setNext(int slot, int other) {
        next[slot >> PAGE_BITS][slot & PAGE - 1] = other;
    }

    private void setPrevious(int slot, int other) {
        previous[slot >> PAGE_BITS][slot & PAGE - 1] = other;
    }
}
