package org.jl2tpd.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** Finds addresses that stand in two pools, and IPv6 prefixes that stand twice, in the time of one sort. */
final class PoolOverlaps {
    /** Addresses from first to last, and where the file says so. */
    private record Block(IpAddress first, IpAddress last, String pool, String key, Node node) {
        boolean overlaps(Block after) {
            return after.first.compareTo(last) <= 0;
        }

        /** Whether both stand in one list, which was checked when it was read. */
        boolean isSameList(Block other) {
            return pool.equals(other.pool) && key.equals(other.key);
        }
    }

    private final List<Block> blocks = new ArrayList<>();

    PoolOverlaps(Collection<Draft.PlacedPool> pools) {
        for (Draft.PlacedPool placed : pools) {
            String name = placed.pool().name();
            placed.pool()
                    .ipv4()
                    .forEach(range -> blocks.add(new Block(range.first(), range.last(), name, "ipv4", placed.node())));
            placed.pool().ipv6().forEach(prefix -> add(prefix, name, "ipv6", placed.node()));
            placed.pool().delegated().forEach(prefix -> add(prefix, name, "delegated", placed.node()));
        }
        blocks.sort(Comparator.comparing(Block::first));
    }

    private void add(IpPrefix prefix, String pool, String key, Node node) {
        long hostBits = prefix.length() >= 64 ? 0 : -1L >>> prefix.length();
        IpAddress last = new IpAddress(prefix.address().hi() | hostBits, -1L);
        blocks.add(new Block(prefix.address(), last, pool, key, node));
    }

    void report() {
        Block widest = null;
        for (Block block : blocks) {
            if (widest != null && widest.overlaps(block) && !widest.isSameList(block)) {
                block.node.error(
                        block.key,
                        block.key + ": " + widest.key + " of pool \"" + widest.pool
                                + "\" has some of these addresses too");
            }
            if (widest == null || block.last.compareTo(widest.last) > 0) {
                widest = block;
            }
        }
    }
}
