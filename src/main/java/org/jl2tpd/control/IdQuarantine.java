package org.jl2tpd.control;

/**
 * Session ids that were freed lately and must not be assigned again yet (L2TP-9.1-02): a first-in-first-out ring, with a
 * bitmap once it is too long to search. Empty it holds no memory; it never holds more than the number space.
 */
final class IdQuarantine {
    /** Up to so many entries are searched one by one; above, a bitmap of 8 KiB is kept. */
    private static final int SEARCHED = 32;

    private static final int FIRST_CAPACITY = 8;
    private static final long TICK_NS = 10_000_000;

    private final int holdTicks;
    private char[] ids;
    /** When each was freed, in ticks of 10 ms modulo 2^32. */
    private int[] ticks;

    private int head;
    private int size;
    private long[] bitmap;

    IdQuarantine(long holdNs) {
        holdTicks = (int) (holdNs / TICK_NS);
    }

    boolean contains(int id) {
        if (bitmap != null) {
            return (bitmap[id >>> 6] & (1L << id)) != 0;
        }
        for (int i = 0; i < size; i++) {
            if (ids[(head + i) & (ids.length - 1)] == id) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return size;
    }

    /** Adds an id that is not in it. */
    void add(long nowNs, int id) {
        release(nowNs);
        grow();
        int at = (head + size++) & (ids.length - 1);
        ids[at] = (char) id;
        ticks[at] = tick(nowNs);
        mark(id);
    }

    /** Frees what was held long enough. */
    void release(long nowNs) {
        int now = tick(nowNs);
        while (size > 0 && now - ticks[head] > holdTicks) {
            removeOldest();
        }
    }

    private static int tick(long nowNs) {
        return (int) (nowNs / TICK_NS);
    }

    /** Frees the oldest before its time and returns it; 0 when there is none. */
    int removeOldest() {
        if (size == 0) {
            return 0;
        }
        int id = ids[head];
        head = (head + 1) & (ids.length - 1);
        if (bitmap != null) {
            bitmap[id >>> 6] &= ~(1L << id);
        }
        if (--size == 0) {
            clear();
        }
        return id;
    }

    private void clear() {
        ids = null;
        ticks = null;
        bitmap = null;
        head = 0;
    }

    private void mark(int id) {
        if (bitmap != null) {
            bitmap[id >>> 6] |= 1L << id;
        } else if (size > SEARCHED) {
            bitmap = new long[Sequence.MODULUS / Long.SIZE];
            for (int i = 0; i < size; i++) {
                mark(ids[(head + i) & (ids.length - 1)]);
            }
        }
    }

    private void grow() {
        if (ids == null) {
            ids = new char[FIRST_CAPACITY];
            ticks = new int[FIRST_CAPACITY];
        } else if (size == ids.length) {
            char[] moreIds = new char[size * 2];
            int[] moreTicks = new int[size * 2];
            for (int i = 0; i < size; i++) {
                moreIds[i] = ids[(head + i) & (size - 1)];
                moreTicks[i] = ticks[(head + i) & (size - 1)];
            }
            ids = moreIds;
            ticks = moreTicks;
            head = 0;
        }
    }
}
