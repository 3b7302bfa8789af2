package org.jl2tpd.datapath;

import org.jl2tpd.wire.IpAddress;

/** A device of the TUN datapath, shared by sessions or owned by one, and the local addresses that it has. */
final class TunPort {
    /** Link-local address of a shared device: every session's link is one of its own, so that it may be the same on all. */
    static final long SHARED_LINK_LOCAL_ID = 1;

    final Kernel.Device device;
    final boolean shared;
    int mtu;
    /**
     * Whether a pool is routed to the device: its last local address then stays, because the kernel takes all IPv4 routes of a
     * device away with its last IPv4 address.
     */
    boolean routesPools;
    /** Whether the kernel gives this device IPv6. */
    boolean ipv6;
    /** The session of an own device, null for a shared one. */
    TunSession owner;

    private final AddressMap<Uses> locals = new AddressMap<>();

    private static final class Uses {
        int count;
    }

    TunPort(Kernel.Device device, boolean shared, int mtu) {
        this.device = device;
        this.shared = shared;
        this.mtu = mtu;
    }

    /** Notes one more use of a local address; whether the device does not have it yet. */
    boolean acquire(IpAddress local) {
        Uses uses = locals.get(local.hi(), local.lo());
        if (uses == null) {
            uses = new Uses();
            locals.put(local.hi(), local.lo(), uses);
            uses.count = 1;
            return true;
        }
        uses.count++;
        return false;
    }

    /** Notes one use less; whether the address is to go. */
    boolean release(IpAddress local) {
        Uses uses = locals.get(local.hi(), local.lo());
        if (uses == null || --uses.count > 0 || routesPools && locals.size() == 1) {
            return false;
        }
        locals.remove(local.hi(), local.lo());
        return true;
    }
}
