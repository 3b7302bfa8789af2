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
import org.jl2tpd.profile.TunnelPort;
import org.jl2tpd.wire.IpAddress;

/** Finds UDP ports of this host that two sockets of the daemon would need: the second could never be bound. */
final class PortChecks {
    /** A socket of a tunnel, and whose it is. */
    private record End(TunnelPort port, String tunnel) {}

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
        TunnelPort port = TunnelPort.of(configuration, placed.tunnel());
        if (port == null) {
            return;
        }
        List<End> others = opened.computeIfAbsent(port.port(), any -> new ArrayList<>());
        for (End other : others) {
            if (port.meets(other.port)) {
                placed.node().error(TunnelAttributes.OUR_UDP_PORT.name(), port.taken(other.tunnel));
                return;
            }
        }
        others.add(new End(port, placed.tunnel().name()));
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
