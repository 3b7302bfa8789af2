package org.jl2tpd.datapath;

import java.util.List;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * Devices, addresses and routes of the TUN datapath. Shared device: every distinct local IPv4 address once, and a route for each
 * prefix of a session. Own device: the link's two ends as an address with a peer, and routes for the rest.
 */
final class TunNetwork {
    private static final int LINK_LOCAL_LENGTH = 64;

    private final Kernel kernel;
    private final DatapathCounters counters;
    private final PrefixTable<TunSession> destinations = new PrefixTable<>();
    private final AddressMap<TunSession> interfaceIds = new AddressMap<>();

    TunNetwork(Kernel kernel, DatapathCounters counters) {
        this.kernel = kernel;
        this.counters = counters;
    }

    /** Which session a destination leads to over the shared device, or null. */
    TunSession find(long hi, long lo) {
        return IpPacket.isLinkLocal(hi) ? interfaceIds.get(0, lo) : destinations.find(hi, lo);
    }

    /** Makes a device and takes it up. */
    TunPort openPort(String name, boolean shared, int mtu) throws SystemCallException {
        var port = new TunPort(kernel.open(name), shared, mtu);
        int index = port.device.index();
        kernel.begin();
        kernel.noAddressGeneration(index);
        port.ipv6 = kernel.commit() == null;
        kernel.begin();
        kernel.linkUp(index, mtu);
        String problem = kernel.commit();
        if (problem != null) {
            port.device.close();
            throw new SystemCallException("cannot take up the device " + name + ": " + problem);
        }
        if (port.ipv6 && shared) {
            kernel.begin();
            kernel.addAddress(index, linkLocal(TunPort.SHARED_LINK_LOCAL_ID), null, LINK_LOCAL_LENGTH);
            port.ipv6 = kernel.commit() == null;
        }
        return port;
    }

    private static IpAddress linkLocal(long interfaceId) {
        return new IpAddress(IpPacket.linkLocalHi(), interfaceId);
    }

    /** Makes the session's network; returns null, or what failed: the session then has none. */
    String apply(TunSession state, SessionNetwork network) {
        if (state.network != null) {
            kernel.begin();
            gatherRemoval(state);
            finishRemoval();
        }
        state.network = network;
        kernel.begin();
        gatherAddition(state);
        String problem = kernel.commit();
        if (problem != null) {
            remove(state);
        }
        return problem;
    }

    private void gatherAddition(TunSession state) {
        SessionNetwork network = state.network;
        TunPort port = state.port;
        boolean wantsV6 = network.localInterfaceId() != 0 || network.ipv6Prefix() != null;
        if (wantsV6 && !port.ipv6) {
            counters.add(DatapathCounter.IPV6_UNAVAILABLE);
        }
        int index = port.device.index();
        if (port.shared) {
            addShared(state, network, port);
        } else {
            if (network.mtu() != port.mtu) {
                kernel.linkUp(index, network.mtu());
                port.mtu = network.mtu();
            }
            addOwnAddresses(network, port);
        }
        List<IpPrefix> routes = TunSession.routes(network, port.shared);
        int mtu = network.mtu() < port.mtu ? network.mtu() : 0;
        for (IpPrefix prefix : routes) {
            boolean v4 = prefix.address().isV4();
            if (port.shared) {
                destinations.put(prefix, state);
            }
            if (v4 || port.ipv6) {
                kernel.addRoute(index, prefix, v4 ? network.localIpv4() : null, mtu);
            }
        }
    }

    private void addShared(TunSession state, SessionNetwork network, TunPort port) {
        IpAddress local = network.localIpv4();
        if (local != null && port.acquire(local)) {
            kernel.addAddress(port.device.index(), local, null, 32);
        }
        if (network.peerInterfaceId() != 0) {
            interfaceIds.put(0, network.peerInterfaceId(), state);
        }
    }

    private void addOwnAddresses(SessionNetwork network, TunPort port) {
        int index = port.device.index();
        if (network.localIpv4() != null) {
            kernel.addAddress(index, network.localIpv4(), network.peerIpv4(), 32);
        }
        if (network.localInterfaceId() == 0 || !port.ipv6) {
            return;
        }
        kernel.addAddress(index, linkLocal(network.localInterfaceId()), null, LINK_LOCAL_LENGTH);
        IpPrefix prefix = network.ipv6Prefix();
        if (network.client() && prefix != null) {
            kernel.addAddress(index, inside(prefix, network.localInterfaceId()), null, prefix.length());
        }
    }

    private static IpAddress inside(IpPrefix prefix, long interfaceId) {
        return new IpAddress(prefix.address().hi(), prefix.address().lo() | interfaceId);
    }

    /** Takes away what {@link #apply} made. Does not close the session's own device. */
    void remove(TunSession state) {
        if (state.network == null) {
            return;
        }
        kernel.begin();
        gatherRemoval(state);
        finishRemoval();
        state.network = null;
    }

    private void finishRemoval() {
        if (kernel.commit() != null) {
            counters.add(DatapathCounter.CLEANUP_FAILED);
        }
    }

    private void gatherRemoval(TunSession state) {
        SessionNetwork network = state.network;
        TunPort port = state.port;
        int index = port.device.index();
        for (IpPrefix prefix : TunSession.routes(network, port.shared)) {
            boolean ours = !port.shared || destinations.remove(prefix, state);
            if (ours && (prefix.address().isV4() || port.ipv6)) {
                kernel.removeRoute(index, prefix);
            }
        }
        if (port.shared) {
            removeShared(state, network, port);
        } else {
            removeOwnAddresses(network, port);
        }
    }

    private void removeShared(TunSession state, SessionNetwork network, TunPort port) {
        IpAddress local = network.localIpv4();
        if (local != null && port.release(local)) {
            kernel.removeAddress(port.device.index(), local, null, 32);
        }
        if (interfaceIds.get(0, network.peerInterfaceId()) == state) {
            interfaceIds.remove(0, network.peerInterfaceId());
        }
    }

    private void removeOwnAddresses(SessionNetwork network, TunPort port) {
        int index = port.device.index();
        if (network.localIpv4() != null) {
            kernel.removeAddress(index, network.localIpv4(), network.peerIpv4(), 32);
        }
        if (network.localInterfaceId() == 0 || !port.ipv6) {
            return;
        }
        kernel.removeAddress(index, linkLocal(network.localInterfaceId()), null, LINK_LOCAL_LENGTH);
        IpPrefix prefix = network.ipv6Prefix();
        if (network.client() && prefix != null) {
            kernel.removeAddress(index, inside(prefix, network.localInterfaceId()), null, prefix.length());
        }
    }

    void close() {
        kernel.close();
    }
}
