package org.jl2tpd.aaa;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Numbers from 0 to a capacity that are taken and given back, each in constant time. What was never used comes first, then what
 * has been free for longest. Memory is eight octets for each number that was ever used.
 */
final class SlotPool {
    /** Largest capacity; more could not be used by any number of sessions. */
    static final int MAX_CAPACITY = 1 << 30;
    /** No slot. */
    static final int NONE = -1;

    private static final int USED = -2;

    private final int capacity;
    private final Set<Integer> reserved = new HashSet<>();
    /** Slots that somebody has who did not take them here, and how many do. */
    private final Map<Integer, Integer> blocked = new HashMap<>();
    /** Neighbours in the list of free slots below {@link #fresh}; {@link #USED} in {@code next} marks a taken one. */
    private int[] next = new int[0];

    private int[] previous = new int[0];
    private int head = NONE;
    private int tail = NONE;
    private int fresh;
    /** Changed by one thread, and read by any. */
    private volatile int used;

    SlotPool(int capacity) {
        this.capacity = Math.min(capacity, MAX_CAPACITY);
    }

    /** Keeps a slot out; only before it was taken. */
    void reserve(int slot) {
        if (slot >= fresh && slot < capacity) {
            reserved.add(slot);
        }
    }

    /** Slots that can be in use at once. */
    int size() {
        return capacity - reserved.size();
    }

    int used() {
        return used;
    }

    /** Takes the slot when it is free, else another one; {@link #NONE} when all are taken. */
    int take(int preferred) {
        if (preferred >= 0 && preferred < fresh && next[preferred] != USED) {
            unlink(preferred);
            return mark(preferred);
        }
        while (reserved.contains(fresh) || blocked.containsKey(fresh)) {
            skip();
        }
        if (fresh < capacity) {
            grow();
            return mark(fresh++);
        }
        if (head == NONE) {
            return NONE;
        }
        int slot = head;
        unlink(slot);
        return mark(slot);
    }

    /** Somebody has it already: nobody gets it until each who has it gave it back by {@link #unblock}. It counts as used. */
    void block(int slot) {
        if (slot < 0 || slot >= capacity || reserved.contains(slot)) {
            return;
        }
        if (blocked.merge(slot, 1, Integer::sum) == 1) {
            used++;
            if (slot < fresh) {
                unlink(slot);
                next[slot] = USED;
            }
        }
    }

    void unblock(int slot) {
        if (!blocked.containsKey(slot)) {
            return;
        }
        if (blocked.merge(slot, -1, Integer::sum) == 0) {
            blocked.remove(slot);
            used--;
            if (slot < fresh) {
                append(slot);
            }
        }
    }

    /** A reserved slot counts as taken for ever, a blocked one until it is given back. */
    private void skip() {
        grow();
        next[fresh++] = USED;
    }

    private void grow() {
        if (fresh == next.length) {
            int length = Math.max(64, (int) Math.min(capacity, 2L * next.length));
            next = Arrays.copyOf(next, length);
            previous = Arrays.copyOf(previous, length);
        }
    }

    private int mark(int slot) {
        next[slot] = USED;
        used++;
        return slot;
    }

    private void unlink(int slot) {
        if (previous[slot] == NONE) {
            head = next[slot];
        } else {
            next[previous[slot]] = next[slot];
        }
        if (next[slot] == NONE) {
            tail = previous[slot];
        } else {
            previous[next[slot]] = previous[slot];
        }
    }

    /** Gives a slot back; false, and nothing happens, when it was not taken. */
    boolean release(int slot) {
        if (slot < 0 || slot >= fresh || next[slot] != USED || reserved.contains(slot) || blocked.containsKey(slot)) {
            return false;
        }
        append(slot);
        used--;
        return true;
    }

    private void append(int slot) {
        next[slot] = NONE;
        previous[slot] = tail;
        if (tail == NONE) {
            head = slot;
        } else {
            next[tail] = slot;
        }
        tail = slot;
    }
}
