package org.jl2tpd.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.StaticTunnelAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.IpAddress;

/** Finds UDP ports of this host that two sockets of the daemon would need: the second could never be bound. */
final class PortChecks {
    /** A socket of a tunnel; address null for one that the route to the peer decides. */
    private record End(IpAddress address, int families, String tunnel) {
        /** A socket of no special address takes its port on all of them, of its family. */
        boolean meets(End other) {
            if ((families & other.families) == 0) {
                return false;
            }
            return address == null || other.address == null || address.equals(other.address);
        }
    }

    private static final int V4 = 1;
    private static final int V6 = 2;

    private final Draft draft;
    private final Configuration configuration;
    private final Map<Integer, List<End>> opened = new HashMap<>();

    PortChecks(Draft draft, Configuration configuration) {
        this.draft = draft;
        this.configuration = configuration;
    }

    void run() {
        draft.tunnels.forEach(this::opened);
        draft.staticTunnels.forEach(this::besideListeners);
    }

    private void opened(TunnelReader.PlacedTunnel placed) {
        Profile tunnel = configuration.resolve(placed.tunnel()).tunnel();
        int port = tunnel.get(TunnelAttributes.OUR_UDP_PORT);
        if (port == 0) {
            return;
        }
        String key = TunnelAttributes.OUR_UDP_PORT.name();
        IpAddress source = tunnel.get(TunnelAttributes.SRC_IPADDR);
        int families = source == null ? families(placed.tunnel().destinations()) : family(source);
        End end = new End(source, families, placed.tunnel().name());
        List<End> others = opened.computeIfAbsent(port, any -> new ArrayList<>());
        for (End other : others) {
            if (end.meets(other)) {
                placed.node()
                        .error(
                                key,
                                key + ": tunnel \"" + other.tunnel + "\" has port " + port
                                        + " already; tunnels that share it need a src_ipaddr each");
                return;
            }
        }
        others.add(end);
    }

    private static int family(IpAddress address) {
        return address.isV4() ? V4 : V6;
    }

    /** Those of the peers; a name may have addresses of both. */
    private static int families(List<String> destinations) {
        int families = 0;
        for (String destination : destinations) {
            IpAddress literal = IpAddress.parse(destination);
            families |= literal == null ? V4 | V6 : family(literal);
        }
        return families;
    }

    private void besideListeners(StaticTunnelReader.PlacedTunnel placed) {
        Profile tunnel = placed.tunnel();
        Profile system = configuration.system();
        int port = tunnel.get(StaticTunnelAttributes.OUR_UDP_PORT);
        IpAddress local = tunnel.get(StaticTunnelAttributes.LOCAL);
        boolean udp = tunnel.get(StaticTunnelAttributes.ENCAPSULATION) == Choices.Encapsulation.UDP;
        if (!udp || local == null || port != system.get(SystemAttributes.UDP_PORT)) {
            return;
        }
        String key = StaticTunnelAttributes.OUR_UDP_PORT.name();
        for (IpAddress listening : system.get(SystemAttributes.LISTEN_ADDRESSES)) {
            if (covers(listening, local)) {
                placed.node()
                        .error(
                                key,
                                key + ": the daemon listens on " + listening + " port " + port
                                        + " itself (listen_addresses, udp_port)");
                return;
            }
        }
    }

    private static boolean covers(IpAddress listening, IpAddress address) {
        return listening.equals(address) || listening.isUnspecified() && listening.isV4() == address.isV4();
    }
}
