package org.jl2tpd.aaa;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Numbers from 0 to a capacity that are taken and given back, each in a time that does not grow with them. What was never used comes first, then what
 * has been free for longest. Memory is that of {@link SlotList} for numbers that were used here, and nothing for others.
 */
final class SlotPool {
    /** Largest capacity; more could not be used by any number of sessions. */
    static final int MAX_CAPACITY = 1 << 30;
    /** No slot. */
    static final int NONE = -1;

    private final int capacity;
    private int reserved;
    /** Slots that are reserved, or that somebody has who did not take them here. */
    private final BlockedSlots blocked = new BlockedSlots();
    /** Ranges (first, end) below {@link #fresh} that were blocked and are not any more; each is used up from its start. */
    private final ArrayDeque<int[]> returned = new ArrayDeque<>();

    private final SlotList slots;
    /** From here on nothing was given yet, but for what somebody wanted just so. */
    private int fresh;
    /** Behind every slot that was given. */
    private int high;
    /** Changed by one thread, and read by any. */
    private volatile int used;

    private volatile int peak;
    private volatile long exhausted;

    SlotPool(int capacity) {
        this.capacity = Math.min(capacity, MAX_CAPACITY);
        slots = new SlotList(this.capacity);
    }

    /** Keeps a slot out; only before it was taken. */
    void reserve(int slot) {
        reserve(slot, slot + 1);
    }

    /**
     * Keeps slots out; only before anything was taken or blocked.
     *
     * @param end the slot behind the last one
     */
    void reserve(int first, int end) {
        int limit = Math.min(end, capacity);
        if (first >= fresh && first < limit) {
            blocked.add(first, limit, (from, to) -> reserved += to - from);
        }
    }

    /** Slots that can be in use at once. */
    int size() {
        return capacity - reserved;
    }

    int used() {
        return used;
    }

    /** Most that were in use at once. */
    int peak() {
        return peak;
    }

    /** Who wanted one and got none. */
    long exhausted() {
        return exhausted;
    }

    void countExhausted() {
        exhausted++;
    }

    /** Takes the slot when it is free, else another one; {@link #NONE} when all are taken. */
    int take(int preferred) {
        if (slots.isFree(preferred)) {
            slots.unlink(preferred);
            return mark(preferred);
        }
        if (preferred >= fresh && preferred < capacity && isFresh(preferred)) {
            return mark(preferred);
        }
        skipGiven();
        if (fresh < capacity) {
            return mark(fresh++);
        }
        int slot = slots.first();
        if (slot == NONE) {
            return takeReturned();
        }
        slots.unlink(slot);
        return mark(slot);
    }

    private boolean isFresh(int slot) {
        return slots.isUnknown(slot) && blocked.free(slot) == slot;
    }

    private void skipGiven() {
        fresh = Math.min(capacity, blocked.free(fresh));
        while (fresh < high && !slots.isUnknown(fresh)) {
            fresh = Math.min(capacity, blocked.free(fresh + 1));
        }
    }

    private int takeReturned() {
        int[] range = returned.peek();
        if (range == null) {
            return NONE;
        }
        int slot = range[0]++;
        if (range[0] == range[1]) {
            returned.poll();
        }
        return mark(slot);
    }

    private int mark(int slot) {
        slots.take(slot);
        high = Math.max(high, slot + 1);
        used++;
        peak = Math.max(peak, used);
        return slot;
    }

    /**
     * Somebody has them who did not take them here: nobody gets them until each who has them gave them back by {@link #unblock}. They count as
     * used. Only where {@link #isAnyTaken} says no.
     *
     * @param end the slot behind the last one
     */
    void block(int first, int end) {
        int limit = Math.min(end, capacity);
        if (first >= 0 && first < limit) {
            blocked.add(first, limit, this::withdraw);
        }
    }

    private void withdraw(int first, int end) {
        used += end - first;
        peak = Math.max(peak, used);
        int last = Math.min(end, Math.max(fresh, high));
        for (int slot = first; slot < last; slot++) {
            if (slots.isFree(slot)) {
                slots.unlink(slot);
            }
        }
        if (first < Math.min(end, fresh) && !returned.isEmpty()) {
            cutReturned(first, end);
        }
    }

    private void cutReturned(int first, int end) {
        List<int[]> ranges = List.copyOf(returned);
        returned.clear();
        for (int[] range : ranges) {
            addReturned(range[0], Math.min(range[1], first));
            addReturned(Math.max(range[0], end), range[1]);
        }
    }

    private void addReturned(int first, int end) {
        if (first < end) {
            returned.add(new int[] {first, end});
        }
    }

    /** Whether one of them was taken here. */
    boolean isAnyTaken(int first, int end) {
        int last = Math.min(end, high);
        for (int slot = Math.max(first, 0); slot < last; slot++) {
            if (slots.isTaken(slot)) {
                return true;
            }
        }
        return false;
    }

    /** One who had them gave them back. */
    void unblock(int first, int end) {
        int limit = Math.min(end, capacity);
        if (first >= 0 && first < limit) {
            blocked.remove(first, limit, this::free);
        }
    }

    private void free(int first, int end) {
        used -= end - first;
        int last = Math.min(end, fresh);
        if (last - first > 1) {
            returned.add(new int[] {first, last});
        } else if (last > first) {
            slots.append(first);
        }
    }

    /** Gives a slot back; false, and nothing happens, when it was not taken. */
    boolean release(int slot) {
        if (!slots.isTaken(slot)) {
            return false;
        }
        slots.append(slot);
        used--;
        return true;
    }
}
