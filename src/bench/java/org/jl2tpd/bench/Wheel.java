package org.jl2tpd.bench;

/** Deadlines of many objects, to 16 ms: an object that is armed anew costs a field write. */
final class Wheel {
    private static final int SLOTS = 1024;
    private static final int SLOT_BITS = 24;

    /** Something with one deadline. */
    abstract static class Timed {
        private Timed next;
        private boolean queued;
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
        if (!timed.queued) {
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
            timed.queued = false;
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
        timed.queued = true;
        timed.next = slots[slot];
        slots[slot] = timed;
    }
}
