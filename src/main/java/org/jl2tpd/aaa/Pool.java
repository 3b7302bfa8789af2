package org.jl2tpd.aaa;

import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** A pool's addresses, prefixes of links, and prefixes for delegation. */
final class Pool {
    /** Length of a link's prefix. */
    private static final int LINK_BITS = 64;

    @FunctionalInterface
    private interface RangeChange {
        void apply(SlotPool slots, int first, int end);
    }

    final PoolDefinition definition;
    final String name;
    final AddressPool ipv4;
    final PrefixPool ipv6;
    final PrefixPool delegated;
    /** A bit for each kind. Changed by one thread, and read by any. */
    private volatile int nearlyFull;

    Pool(PoolDefinition definition) {
        this.definition = definition;
        name = definition.name();
        ipv4 = new AddressPool(definition.ipv4());
        ipv6 = new PrefixPool(definition.ipv6(), LINK_BITS);
        delegated = new PrefixPool(definition.delegated(), definition.delegatedLength());
    }

    boolean isNearlyFull(AddressKind kind) {
        return (nearlyFull & 1 << kind.ordinal()) != 0;
    }

    void setNearlyFull(AddressKind kind, boolean isFull) {
        int bit = 1 << kind.ordinal();
        nearlyFull = isFull ? nearlyFull | bit : nearlyFull & ~bit;
    }

    /** What was told of a former pool of that name was told. */
    void continues(Pool former) {
        nearlyFull = former.nearlyFull;
    }

    /** Keeps out an address or prefix that a session has which did not get it here. */
    void block(Object held) {
        each(held, SlotPool::block);
    }

    /** That session has ended. */
    void unblock(Object held) {
        each(held, SlotPool::unblock);
    }

    private void each(Object held, RangeChange change) {
        if (held instanceof IpAddress address && address.isV4()) {
            int slot = ipv4.slot(address);
            if (slot != SlotPool.NONE) {
                change.apply(ipv4.slots(), slot, slot + 1);
            }
        } else if (held instanceof IpPrefix prefix && !prefix.address().isV4()) {
            ipv6.overlapping(prefix, (first, end) -> change.apply(ipv6.slots(), first, end));
            delegated.overlapping(prefix, (first, end) -> change.apply(delegated.slots(), first, end));
        }
    }

    /** Whether a session got a part of it here. */
    boolean isAnyTaken(Object held) {
        boolean[] isTaken = new boolean[1];
        each(held, (slots, first, end) -> isTaken[0] |= slots.isAnyTaken(first, end));
        return isTaken[0];
    }

    LocalAuthenticator.PoolUse use() {
        return new LocalAuthenticator.PoolUse(
                name,
                ipv4.slots().size(),
                ipv4.slots().used(),
                ipv6.slots().size(),
                ipv6.slots().used(),
                delegated.slots().size(),
                delegated.slots().used());
    }

    LocalAuthenticator.PoolHistory history() {
        return new LocalAuthenticator.PoolHistory(
                use(),
                history(AddressKind.IPV4),
                history(AddressKind.IPV6),
                history(AddressKind.DELEGATED),
                definition.alarmPercent());
    }

    private LocalAuthenticator.KindHistory history(AddressKind kind) {
        SlotPool slots = slots(kind);
        return new LocalAuthenticator.KindHistory(slots.peak(), slots.exhausted(), isNearlyFull(kind));
    }

    SlotPool slots(AddressKind kind) {
        return switch (kind) {
            case IPV4 -> ipv4.slots();
            case IPV6 -> ipv6.slots();
            case DELEGATED -> delegated.slots();
        };
    }

    /** The slot of an address or prefix of that kind, {@link SlotPool#NONE} for none. */
    int slot(AddressKind kind, Object held) {
        return switch (kind) {
            case IPV4 -> ipv4.slot((IpAddress) held);
            case IPV6 -> ipv6.slot((IpPrefix) held);
            case DELEGATED -> delegated.slot((IpPrefix) held);
        };
    }

    /** The address or prefix of a slot. */
    Object at(AddressKind kind, int slot) {
        return switch (kind) {
            case IPV4 -> ipv4.address(slot);
            case IPV6 -> ipv6.prefix(slot);
            case DELEGATED -> delegated.prefix(slot);
        };
    }
}
