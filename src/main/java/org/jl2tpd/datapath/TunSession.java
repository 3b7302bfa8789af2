package org.jl2tpd.datapath;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** A session of the TUN datapath: what it may send, and which prefixes lead to it. */
final class TunSession {
    /** The two halves of all IPv4 and IPv6 addresses: they win over the host's default route without replacing it. */
    private static final List<IpPrefix> V4_HALVES = List.of(IpPrefix.parse("0.0.0.0/1"), IpPrefix.parse("128.0.0.0/1"));

    private static final List<IpPrefix> V6_HALVES = List.of(IpPrefix.parse("::/1"), IpPrefix.parse("8000::/1"));

    final DataSession session;
    final TunPort port;
    SessionNetwork network;
    /** With a default route: the LNS's own route, which we added so that its datagrams do not go into the session. */
    Kernel.Hop pinned;

    TunSession(DataSession session, TunPort port) {
        this.session = session;
        this.port = port;
    }

    /** Collects the prefixes that are to be routed to the session, without those that the kernel routes by an address of the device. */
    static void routes(SessionNetwork network, boolean shared, ArrayList<IpPrefix> routes) {
        routes.clear();
        if (shared && network.peerIpv4() != null) {
            routes.add(new IpPrefix(network.peerIpv4(), 32));
        }
        if (network.ipv6Prefix() != null && !network.client()) {
            routes.add(network.ipv6Prefix());
        }
        for (int i = 0; i < network.peerRoutes().size(); i++) {
            routes.add(network.peerRoutes().get(i));
        }
        if (network.client() && network.defaultRoute()) {
            if (network.localIpv4() != null) {
                routes.addAll(V4_HALVES);
            }
            if (network.localInterfaceId() != 0) {
                routes.addAll(V6_HALVES);
            }
        }
    }

    /** Whether a packet from the session's peer may carry this source address (BCP 38). No allocation. */
    boolean maySend(long hi, long lo) {
        SessionNetwork now = network;
        if (now.client()) {
            return true;
        }
        if (IpPacket.isLinkLocal(hi)) {
            return lo == now.peerInterfaceId() && lo != 0;
        }
        IpAddress peer = now.peerIpv4();
        if (peer != null && hi == peer.hi() && lo == peer.lo()) {
            return true;
        }
        if (now.ipv6Prefix() != null && contains(now.ipv6Prefix(), hi, lo)) {
            return true;
        }
        List<IpPrefix> routes = now.peerRoutes();
        for (int i = 0; i < routes.size(); i++) {
            if (contains(routes.get(i), hi, lo)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(IpPrefix prefix, long hi, long lo) {
        IpAddress address = prefix.address();
        boolean v4 = hi == 0 && (lo >>> 32) == 0xffff;
        if (v4 != address.isV4()) {
            return false;
        }
        int bits = v4 ? prefix.length() + 96 : prefix.length();
        return (hi & PrefixTable.hiMask(bits)) == address.hi() && (lo & PrefixTable.loMask(bits)) == address.lo();
    }
}
