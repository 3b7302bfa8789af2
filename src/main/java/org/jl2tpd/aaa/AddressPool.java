package org.jl2tpd.aaa;

import java.util.List;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.wire.IpAddress;

/** IPv4 addresses of ranges, numbered through as slots. */
final class AddressPool {
    private final List<PoolDefinition.Range> ranges;
    /** First slot behind each range. */
    private final int[] ends;

    private final SlotPool slots;

    AddressPool(List<PoolDefinition.Range> ranges) {
        this.ranges = ranges;
        ends = new int[ranges.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end = Math.min(SlotPool.MAX_CAPACITY, end + size(ranges.get(i)));
            ends[i] = (int) end;
        }
        slots = new SlotPool((int) end);
    }

    private static long size(PoolDefinition.Range range) {
        return (range.last().v4() & 0xffffffffL) - (range.first().v4() & 0xffffffffL) + 1;
    }

    SlotPool slots() {
        return slots;
    }

    /** The address of a slot. */
    IpAddress address(int slot) {
        int range = 0;
        while (slot >= ends[range]) {
            range++;
        }
        int start = range == 0 ? 0 : ends[range - 1];
        return IpAddress.v4(ranges.get(range).first().v4() + slot - start);
    }

    /** Keeps an address out, because it is ours or a certain user's; nothing happens when it is not of this pool. */
    void reserve(IpAddress address) {
        slots.reserve(slot(address));
    }

    /** The slot of an address; {@link SlotPool#NONE} when it is not of this pool. */
    int slot(IpAddress address) {
        int start = 0;
        for (int i = 0; i < ends.length; i++) {
            PoolDefinition.Range range = ranges.get(i);
            if (address.compareTo(range.first()) >= 0 && address.compareTo(range.last()) <= 0) {
                int slot = start + address.v4() - range.first().v4();
                return slot < ends[i] ? slot : SlotPool.NONE;
            }
            start = ends[i];
        }
        return SlotPool.NONE;
    }
}
