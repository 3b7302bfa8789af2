package org.jl2tpd.aaa;

import java.util.function.LongSupplier;
import org.jl2tpd.ppp.AddressGrant;

/** What users had last and what sessions had at a crash, so that they get it again; tells the log what there is to remember. */
final class LeaseMemory {
    private final HeldLeases held;
    private RememberedUsers users = new RememberedUsers();
    private LeaseLog log = LeaseLog.NONE;
    private LongSupplier clockNs = () -> 0;

    LeaseMemory(PoolSet pools) {
        held = new HeldLeases(pools);
    }

    /**
     * Continues a former process.
     *
     * @param clockNs any monotonic clock
     * @param nowSeconds since 1970
     */
    void restore(LeaseState state, LeaseLog newLog, LongSupplier clockNs, long nowSeconds) {
        this.clockNs = clockNs;
        log = newLog;
        users = state.users();
        long nowNs = clockNs.getAsLong();
        state.live().values().forEach(addresses -> held.add(addresses, nowNs));
        for (LeaseState.Held former : state.held()) {
            long ago = Math.max(0, nowSeconds - former.sinceSeconds());
            held.add(former.addresses(), nowNs - ago * 1_000_000_000L);
        }
        held.expire(nowNs);
    }

    void expire() {
        if (held.size() > 0) {
            held.expire(clockNs.getAsLong());
        }
    }

    /** Other pools are there now. */
    void poolsChanged() {
        held.blockAgain();
    }

    /** The slot that the user should have, which it may take now if it is free; {@link SlotPool#NONE} for any. */
    int preferred(String userName, boolean isOne, AddressKind kind, Pool pool) {
        if (userName == null) {
            return SlotPool.NONE;
        }
        int own = held.size() == 0 ? SlotPool.NONE : held.reclaim(userName, kind, pool);
        if (own != SlotPool.NONE || !isOne || !pool.definition.isSticky()) {
            return own;
        }
        LeasedAddresses last = users.get(userName);
        Object address = last == null ? null : last.at(kind);
        return address == null ? SlotPool.NONE : pool.slot(kind, address);
    }

    /** The pool is used up: takes what is only held; {@link SlotPool#NONE} for nothing. */
    int takeHeld(AddressKind kind, Pool pool) {
        int slot = held.size() == 0 ? SlotPool.NONE : held.yield(kind, pool);
        return slot == SlotPool.NONE ? SlotPool.NONE : pool.slots(kind).take(slot);
    }

    /** @param isOne whether it is one person's */
    void granted(long ticket, String userName, boolean isOne, AddressGrant grant) {
        var addresses = new LeasedAddresses(userName, grant.peerIpv4(), grant.ipv6Prefix(), grant.delegatedPrefix());
        if (!addresses.isNothing()) {
            boolean isRemembered = userName != null && isOne;
            if (isRemembered) {
                users.add(addresses);
            }
            log.granted(ticket, addresses, isRemembered);
        }
    }

    void released(long ticket) {
        log.released(ticket);
    }
}
