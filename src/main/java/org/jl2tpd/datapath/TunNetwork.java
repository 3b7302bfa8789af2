package org.jl2tpd.datapath;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * Devices, addresses and routes of the TUN datapath. Shared device: every distinct local IPv4 address once, a route for each pool,
 * and one for each prefix of a session outside of them; a session inside then costs no system call. Own device: the link's two ends
 * as an address with a peer, and routes for the rest.
 */
final class TunNetwork {
    private static final int V4_BITS = 32;
    private static final int LINK_LOCAL_LENGTH = 64;
    /** Smallest MTU of a device with IPv6 (RFC 8200 5). */
    private static final int IPV6_MTU = 1280;

    private final NetworkKernel kernel;
    private final DatapathCounters counters;
    private final HostRoutes hostRoutes;
    private final PrefixTable<TunSession> destinations = new PrefixTable<>();
    private final AddressMap<TunSession> interfaceIds = new AddressMap<>();
    private final RoutedPools pools;
    /** Routes before and after a change, reused by each. */
    private final ArrayList<IpPrefix> before = new ArrayList<>();

    private final ArrayList<IpPrefix> after = new ArrayList<>();

    TunNetwork(TunSettings settings, NetworkKernel kernel, DatapathCounters counters) {
        this.kernel = kernel;
        this.hostRoutes = new HostRoutes(kernel);
        this.counters = counters;
        this.pools = new RoutedPools(settings.poolRoutes(), kernel, counters);
    }

    /**
     * Other pools are routed to the shared device from now on.
     *
     * @param port that device, null when there is none yet
     * @return null, or what failed
     */
    String routePools(TunPort port, List<IpPrefix> next) {
        return pools.follow(next, port, destinations);
    }

    /** Which session a destination leads to over the shared device, or null. */
    TunSession find(long hi, long lo) {
        return IpPacket.isLinkLocal(hi) ? interfaceIds.get(0, lo) : destinations.find(hi, lo);
    }

    /**
     * Takes a device up. A client's hears Router Advertisements; a session's own of a server does not.
     *
     * @return null, or what failed
     */
    String takeUp(TunPort port, boolean client) {
        int index = port.device.index();
        kernel.begin();
        kernel.noAddressGeneration(index);
        port.ipv6 = kernel.commit() == null && port.mtu >= IPV6_MTU;
        if (client) {
            refuseAdvertisedRoute(port);
        } else if (!port.shared && port.ipv6) {
            refuseAdvertisements(port);
        }
        kernel.begin();
        kernel.linkUp(index, port.mtu);
        String problem = kernel.commit();
        if (problem == null && port.shared) {
            setUpShared(port);
        }
        return problem;
    }

    /**
     * The session's default route is ours to make, as two halves: one that a router
     * advertises (RFC 4861 6.3.4) would be there without {@code defaultRoute}, and beside the host's own.
     */
    private void refuseAdvertisedRoute(TunPort port) {
        if (port.mtu >= IPV6_MTU && !kernel.takeNoDefaultRoute(port.device.name())) {
            counters.add(DatapathCounter.ADVERTISED_ROUTE_NOT_REFUSED);
        }
    }

    /** A host that forwards hears none; one that does not would take a default route from any client. */
    private void refuseAdvertisements(TunPort port) {
        if (!kernel.refuseAdvertisements(port.device.name())) {
            counters.add(DatapathCounter.ADVERTISED_ROUTE_NOT_REFUSED);
        }
    }

    /** Takes a device down. */
    void takeDown(TunPort port) {
        kernel.begin();
        kernel.linkDown(port.device.index());
        finishRemoval();
    }

    private void setUpShared(TunPort port) {
        int index = port.device.index();
        if (port.ipv6) {
            kernel.begin();
            kernel.addAddress(index, linkLocal(TunPort.SHARED_LINK_LOCAL_ID), null, LINK_LOCAL_LENGTH);
            port.ipv6 = kernel.commit() == null;
        }
        pools.route(port);
    }

    private static IpAddress linkLocal(long interfaceId) {
        return new IpAddress(IpPacket.linkLocalHi(), interfaceId);
    }

    /** Makes or changes the session's network; returns null, or what failed: the session then has none. */
    String apply(TunSession state, SessionNetwork next) {
        SessionNetwork old = state.network;
        int mtu = state.port.mtu;
        pinTunnelPeer(state, next);
        kernel.begin();
        state.network = next;
        addLocals(state.port, old, next);
        addRoutes(state, old, next);
        String problem = kernel.commit();
        // The kernel forgets a device's IPv6 settings below that MTU. No packet of the peer gets to the device before
        // we return.
        if (next.client() && mtu < IPV6_MTU) {
            refuseAdvertisedRoute(state.port);
        }
        kernel.begin();
        if (old != null) {
            gatherRemoval(state, old, next);
        }
        if (problem != null) {
            gatherRemoval(state, next, null);
            unpin(state);
            state.network = null;
            kernel.commit();
            hostRoutes.removed();
            return problem;
        }
        finishRemoval();
        return null;
    }

    /** Takes away what {@link #apply} made. Does not close the session's own device. */
    void remove(TunSession state) {
        if (state.network == null) {
            return;
        }
        kernel.begin();
        gatherRemoval(state, state.network, null);
        unpin(state);
        finishRemoval();
        state.network = null;
    }

    /** Keeps the way to the LNS that there is now; where an operator gave it a route already, that one serves. */
    private void pinTunnelPeer(TunSession state, SessionNetwork next) {
        if (!next.defaultRoute() || next.tunnelPeer() == null || state.pinned != null) {
            return;
        }
        Kernel.Hop hop = kernel.hopTo(next.tunnelPeer());
        if (hop == null || hop.index() == state.port.device.index()) {
            return;
        }
        if (hostRoutes.add(hop)) {
            state.pinned = hop;
        }
    }

    private void unpin(TunSession state) {
        if (state.pinned != null) {
            hostRoutes.remove(state.pinned);
            state.pinned = null;
        }
    }

    private void finishRemoval() {
        if (kernel.commit() != null) {
            counters.add(DatapathCounter.CLEANUP_FAILED);
        }
        hostRoutes.removed();
    }

    private void addRoutes(TunSession state, SessionNetwork old, SessionNetwork next) {
        TunPort port = state.port;
        collectRoutes(port, old, before);
        collectRoutes(port, next, after);
        boolean changed =
                old != null && (old.mtu() != next.mtu() || !Objects.equals(old.localIpv4(), next.localIpv4()));
        for (int i = 0; i < after.size(); i++) {
            boolean known = before.contains(after.get(i));
            if (!known || changed) {
                addRoute(state, after.get(i), next, known);
            }
        }
        if (port.shared && next.peerInterfaceId() != 0) {
            interfaceIds.put(0, next.peerInterfaceId(), state);
        }
    }

    private void addRoute(TunSession state, IpPrefix prefix, SessionNetwork next, boolean known) {
        TunPort port = state.port;
        boolean taken = port.shared && destinations.put(prefix, state) != null;
        if (isRouted(port, prefix)) {
            addRoute(kernel, port, prefix, next, known || taken);
        }
    }

    /** @param replace whether a route to the prefix may exist */
    static void addRoute(NetworkKernel kernel, TunPort port, IpPrefix prefix, SessionNetwork network, boolean replace) {
        IpAddress source = prefix.address().isV4() ? network.localIpv4() : null;
        int mtu = network.mtu() < port.mtu ? network.mtu() : 0;
        kernel.addRoute(port.device.index(), prefix, source, mtu, replace);
    }

    /** The routes of a session with this network; none for null. */
    private static void collectRoutes(TunPort port, SessionNetwork network, ArrayList<IpPrefix> into) {
        if (network == null) {
            into.clear();
        } else {
            TunSession.routes(network, port.shared, into);
        }
    }

    /** Whether the kernel has a route of the prefix's own. */
    private boolean isRouted(TunPort port, IpPrefix prefix) {
        return (port.ipv6 || prefix.address().isV4()) && !(port.shared && pools.covers(prefix));
    }

    private void addLocals(TunPort port, SessionNetwork old, SessionNetwork next) {
        boolean wantsV6 = next.localInterfaceId() != 0 || next.ipv6Prefix() != null;
        if (wantsV6 && !port.ipv6) {
            counters.add(DatapathCounter.IPV6_UNAVAILABLE);
        }
        if (port.shared) {
            IpAddress local = next.localIpv4();
            boolean known = local == null || old != null && local.equals(old.localIpv4());
            if (!known && port.acquire(local)) {
                kernel.addAddress(port.device.index(), local, null, V4_BITS);
            }
            return;
        }
        int index = port.device.index();
        int mtu = Math.min(next.mtu(), TunSettings.MTU_LIMIT);
        if (mtu != port.mtu) {
            kernel.linkUp(index, mtu);
            port.mtu = mtu;
        }
        List<Local> had = locals(port, old);
        for (Local local : locals(port, next)) {
            if (!had.contains(local)) {
                kernel.addAddress(index, local.address(), local.peer(), local.length());
            }
        }
    }

    /** @param next null when all goes */
    private void gatherRemoval(TunSession state, SessionNetwork old, SessionNetwork next) {
        TunPort port = state.port;
        collectRoutes(port, old, before);
        collectRoutes(port, next, after);
        for (int i = 0; i < before.size(); i++) {
            IpPrefix prefix = before.get(i);
            if (!after.contains(prefix)) {
                boolean ours = !port.shared || destinations.remove(prefix, state);
                if (ours && isRouted(port, prefix)) {
                    kernel.removeRoute(port.device.index(), prefix);
                }
            }
        }
        removeLocals(port, old, next);
        boolean keepsId = next != null && next.peerInterfaceId() == old.peerInterfaceId();
        if (port.shared && !keepsId && interfaceIds.get(0, old.peerInterfaceId()) == state) {
            interfaceIds.remove(0, old.peerInterfaceId());
        }
    }

    private void removeLocals(TunPort port, SessionNetwork old, SessionNetwork next) {
        int index = port.device.index();
        if (port.shared) {
            IpAddress local = old.localIpv4();
            boolean kept = local == null || next != null && local.equals(next.localIpv4());
            if (!kept && port.release(local)) {
                kernel.removeAddress(index, local, null, V4_BITS);
            }
            return;
        }
        List<Local> kept = locals(port, next);
        for (Local local : locals(port, old)) {
            if (!kept.contains(local)) {
                kernel.removeAddress(index, local.address(), local.peer(), local.length());
            }
        }
    }

    /** An address of ours on a session's own device. */
    private record Local(IpAddress address, IpAddress peer, int length) {}

    /** Of a session's own device: the IPv4 address with its peer, and the IPv6 ones; none for a null network. */
    private static List<Local> locals(TunPort port, SessionNetwork network) {
        if (network == null) {
            return List.of();
        }
        var locals = new ArrayList<Local>(3);
        if (network.localIpv4() != null) {
            locals.add(new Local(network.localIpv4(), network.peerIpv4(), V4_BITS));
        }
        if (network.localInterfaceId() != 0 && port.ipv6) {
            locals.add(new Local(linkLocal(network.localInterfaceId()), null, LINK_LOCAL_LENGTH));
            IpPrefix prefix = network.ipv6Prefix();
            if (network.client() && prefix != null) {
                locals.add(new Local(inside(prefix, network.localInterfaceId()), null, prefix.length()));
            }
        }
        return locals;
    }

    private static IpAddress inside(IpPrefix prefix, long interfaceId) {
        return new IpAddress(prefix.address().hi(), prefix.address().lo() | interfaceId);
    }

    void close() {
        kernel.close();
    }
}
