package org.jl2tpd.bench;

/** Deadlines of many objects, to 16 ms: an object that is armed anew costs a field write. */
final class Wheel {
    private static final int SLOTS = 1024;
    private static final int SLOT_BITS = 24;

    /** Something with one deadline. */
    abstract static class Timed {
        private Timed next;
        private Timed previous;
        /** Where it is queued, negative for nowhere. */
        private int slot = -1;

        private long queuedNs;
        /** 0 for none. */
        private long deadlineNs;

        abstract void onTimeout(long nowNs);
    }

    private final Timed[] slots = new Timed[SLOTS];
    private long tick;

    Wheel(long nowNs) {
        tick = nowNs >> SLOT_BITS;
    }

    void arm(Timed timed, long deadlineNs) {
        timed.deadlineNs = deadlineNs;
        if (timed.slot >= 0 && deadlineNs < timed.queuedNs) {
            remove(timed);
        }
        if (timed.slot < 0) {
            insert(timed);
        }
    }

    void disarm(Timed timed) {
        timed.deadlineNs = 0;
    }

    /** Calls what is due. */
    void advance(long nowNs) {
        long end = nowNs >> SLOT_BITS;
        while (tick < end) {
            int slot = (int) (tick++ & SLOTS - 1);
            Timed list = slots[slot];
            slots[slot] = null;
            drain(list, nowNs);
        }
    }

    private void drain(Timed list, long nowNs) {
        Timed timed = list;
        while (timed != null) {
            Timed next = timed.next;
            timed.slot = -1;
            if (timed.deadlineNs != 0 && timed.deadlineNs > nowNs) {
                insert(timed);
            } else if (timed.deadlineNs != 0) {
                timed.deadlineNs = 0;
                timed.onTimeout(nowNs);
            }
            timed = next;
        }
    }

    private void insert(Timed timed) {
        long at = Math.max(tick, timed.deadlineNs >> SLOT_BITS);
        int slot = (int) (Math.min(at, tick + SLOTS - 1) & SLOTS - 1);
        timed.slot = slot;
        timed.queuedNs = timed.deadlineNs;
        timed.previous = null;
        timed.next = slots[slot];
        if (timed.next != null) {
            timed.next.previous = timed;
        }
        slots[slot] = timed;
    }

    private void remove(Timed timed) {
        if (timed.previous == null) {
            slots[timed.slot] = timed.next;
        } else {
            timed.previous.next = timed.next;
        }
        if (timed.next != null) {
            timed.next.previous = timed.previous;
        }
        timed.slot = -1;
    }
}
