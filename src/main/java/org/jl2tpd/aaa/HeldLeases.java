package org.jl2tpd.aaa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Addresses that sessions had when the former process was cut off: for a time they are their users' alone, since a peer may still believe in
 * them. Pools keep them out until then.
 */
final class HeldLeases {
    private static final Comparator<Hold> ORDER =
            Comparator.comparingLong((Hold hold) -> hold.untilNs).thenComparingInt(hold -> hold.number);

    /** One address or prefix. */
    private static final class Hold {
        final int number;
        final String userName;
        final AddressKind kind;
        final Object held;
        final long untilNs;

        Hold(int number, String userName, AddressKind kind, Object held, long untilNs) {
            this.number = number;
            this.userName = userName;
            this.kind = kind;
            this.held = held;
            this.untilNs = untilNs;
        }
    }

    private final PoolSet pools;
    private final Map<String, List<Hold>> byUser = new HashMap<>();
    private final Map<Object, Hold> byAddress = new HashMap<>();
    private final TreeSet<Hold> byTime = new TreeSet<>(ORDER);
    private int lastNumber;

    HeldLeases(PoolSet pools) {
        this.pools = pools;
    }

    /** @param sinceNs when the session was cut, on the clock of {@link #expire} */
    void add(LeasedAddresses addresses, long sinceNs) {
        for (AddressKind kind : AddressKind.ALL) {
            Object held = addresses.at(kind);
            Pool pool = held == null ? null : poolOf(kind, held);
            if (pool != null && !byAddress.containsKey(held)) {
                long untilNs = sinceNs + pool.definition.leaseHoldSeconds() * 1_000_000_000L;
                add(new Hold(lastNumber++, addresses.userName(), kind, held, untilNs));
            }
        }
    }

    private Pool poolOf(AddressKind kind, Object held) {
        for (Pool pool : pools.current()) {
            if (pool.slot(kind, held) != SlotPool.NONE && pool.definition.leaseHoldSeconds() > 0) {
                return pool;
            }
        }
        return null;
    }

    private void add(Hold hold) {
        byAddress.put(hold.held, hold);
        byTime.add(hold);
        byUser.computeIfAbsent(hold.userName, name -> new ArrayList<>(3)).add(hold);
        pools.block(hold.held);
    }

    private void remove(Hold hold) {
        byAddress.remove(hold.held);
        byTime.remove(hold);
        List<Hold> ofUser = byUser.get(hold.userName);
        ofUser.remove(hold);
        if (ofUser.isEmpty()) {
            byUser.remove(hold.userName);
        }
        pools.unblock(hold.held);
    }

    /** What was held until now is anybody's. */
    void expire(long nowNs) {
        while (!byTime.isEmpty() && byTime.first().untilNs - nowNs <= 0) {
            remove(byTime.first());
        }
    }

    /** Other pools are there now. */
    void blockAgain() {
        byAddress.keySet().forEach(pools::block);
    }

    /** Gives a user's slot of that pool back to it, for that user to take now; {@link SlotPool#NONE} when there is none. */
    int reclaim(String userName, AddressKind kind, Pool pool) {
        for (Hold hold : byUser.getOrDefault(userName, List.of())) {
            int slot = hold.kind == kind ? pool.slot(kind, hold.held) : SlotPool.NONE;
            if (slot != SlotPool.NONE) {
                remove(hold);
                return slot;
            }
        }
        return SlotPool.NONE;
    }

    /** Nothing else is free: the slot of that pool that is held for the shortest time from now. */
    int yield(AddressKind kind, Pool pool) {
        for (Iterator<Hold> all = byTime.iterator(); all.hasNext(); ) {
            Hold hold = all.next();
            int slot = hold.kind == kind ? pool.slot(kind, hold.held) : SlotPool.NONE;
            if (slot != SlotPool.NONE) {
                remove(hold);
                return slot;
            }
        }
        return SlotPool.NONE;
    }

    int size() {
        return byAddress.size();
    }
}
