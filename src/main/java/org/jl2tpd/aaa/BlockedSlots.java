package org.jl2tpd.aaa;

import java.util.Map;
import java.util.TreeMap;

/** Slots that others have, as ranges that may overlap: memory is that of the ranges, however many slots they span. */
final class BlockedSlots {
    /** Told of a range in which each slot has changed. */
    @FunctionalInterface
    interface RangeAction {
        /** @param end the slot behind the last one */
        void accept(int first, int end);
    }

    /** First slots of ranges, each up to the next key, and how many have them; below the first key nobody. */
    private final TreeMap<Integer, Integer> holders = new TreeMap<>();

    /** One more has the range; the action is told where nobody had it before. */
    void add(int first, int end, RangeAction taken) {
        split(first);
        split(end);
        for (Map.Entry<Integer, Integer> part : holders.subMap(first, end).entrySet()) {
            if (part.getValue() == 0) {
                taken.accept(part.getKey(), holders.higherKey(part.getKey()));
            }
            part.setValue(part.getValue() + 1);
        }
        join(first);
        join(end);
    }

    /** One less has the range, which was added before; the action is told where nobody has it now. */
    void remove(int first, int end, RangeAction freed) {
        split(first);
        split(end);
        for (Map.Entry<Integer, Integer> part : holders.subMap(first, end).entrySet()) {
            if (part.getValue() == 1) {
                freed.accept(part.getKey(), holders.higherKey(part.getKey()));
            }
            part.setValue(Math.max(0, part.getValue() - 1));
        }
        join(first);
        join(end);
    }

    private void split(int slot) {
        holders.putIfAbsent(slot, count(holders.floorEntry(slot)));
    }

    private void join(int slot) {
        if (count(holders.lowerEntry(slot)) == count(holders.floorEntry(slot))) {
            holders.remove(slot);
        }
    }

    private static int count(Map.Entry<Integer, Integer> part) {
        return part == null ? 0 : part.getValue();
    }

    /** The first slot from this one on that nobody has. */
    int free(int slot) {
        int free = slot;
        for (Map.Entry<Integer, Integer> part = holders.floorEntry(free);
                count(part) > 0;
                part = holders.floorEntry(free)) {
            free = holders.higherKey(free);
        }
        return free;
    }
}
