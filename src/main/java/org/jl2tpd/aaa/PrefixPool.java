package org.jl2tpd.aaa;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** IPv6 prefixes of one length, at most 64, cut from longer blocks and numbered through as slots. */
final class PrefixPool {
    private final List<IpPrefix> blocks;
    private final int length;
    /** First slot behind each block. */
    private final int[] ends;

    private final SlotPool slots;

    PrefixPool(List<IpPrefix> blocks, int length) {
        this.blocks = blocks;
        this.length = length;
        ends = new int[blocks.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            int bits = Math.min(30, Math.max(0, length - blocks.get(i).length()));
            end = Math.min(SlotPool.MAX_CAPACITY, end + (1L << bits));
            ends[i] = (int) end;
        }
        slots = new SlotPool((int) end);
    }

    SlotPool slots() {
        return slots;
    }

    /** The prefix of a slot. */
    IpPrefix prefix(int slot) {
        int block = 0;
        while (slot >= ends[block]) {
            block++;
        }
        long index = slot - (block == 0 ? 0 : ends[block - 1]);
        IpAddress first = blocks.get(block).address();
        return new IpPrefix(new IpAddress(first.hi() + (index << (64 - length)), 0), length);
    }

    /** The slot of a prefix; {@link SlotPool#NONE} when it is not just one of this pool. */
    int slot(IpPrefix prefix) {
        int[] found = {SlotPool.NONE};
        if (prefix.length() == length) {
            overlapping(prefix, (first, end) -> found[0] = first);
        }
        return found[0];
    }

    /** Tells the slots whose prefixes overlap that one, as ranges. */
    void overlapping(IpPrefix prefix, BlockedSlots.RangeAction action) {
        int start = 0;
        for (int i = 0; i < ends.length; i++) {
            IpPrefix block = blocks.get(i);
            boolean isInside = block.contains(prefix.address());
            if (isInside || prefix.contains(block.address())) {
                long distance = prefix.address().hi() - block.address().hi();
                long offset = isInside ? distance >>> (64 - length) : 0;
                long count = prefix.length() >= length ? 1 : 1L << Math.min(30, length - prefix.length());
                long end = Math.min(ends[i] - start, offset + count);
                if (offset < end) {
                    action.accept(start + (int) offset, start + (int) end);
                }
            }
            start = ends[i];
        }
    }

    /** Keeps out what overlaps the prefix, because it is a certain user's. */
    void reserve(IpPrefix prefix) {
        overlapping(prefix, slots::reserve);
    }
}
