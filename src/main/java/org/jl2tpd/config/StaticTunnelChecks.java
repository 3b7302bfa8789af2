package org.jl2tpd.config;

import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.StaticSessionAttributes;
import org.jl2tpd.profile.StaticTunnelAttributes;

/** Checks what static tunnels and their sessions say of one another: the kernel has one table of ids for all of them. */
final class StaticTunnelChecks {
    /** Static tunnels, and static sessions of all tunnels, of a file. */
    static final int MAX_TUNNELS = 1000;

    static final int MAX_SESSIONS = 4000;

    private final Draft draft;
    private final Map<String, String> devices;
    private final Map<Long, String> tunnelIds = new HashMap<>();
    private final Map<Long, String> sessionIds = new HashMap<>();
    private final Map<String, String> ports = new HashMap<>();
    private int sessions;

    /** @param devices names of network devices that sessions of the file have already, and whose they are */
    StaticTunnelChecks(Draft draft, Map<String, String> devices) {
        this.draft = draft;
        this.devices = devices;
    }

    void run() {
        int count = 0;
        for (StaticTunnelReader.PlacedTunnel placed : draft.staticTunnels) {
            if (++count > MAX_TUNNELS) {
                placed.node().missing("there are more than " + MAX_TUNNELS + " static tunnels");
                return;
            }
            tunnel(placed);
        }
    }

    private void tunnel(StaticTunnelReader.PlacedTunnel placed) {
        String name = placed.tunnel().name();
        once(
                placed.node(),
                StaticTunnelAttributes.TUNNEL_ID.name(),
                tunnelIds,
                tunnelId(placed.tunnel()),
                "static_tunnel",
                name);
        port(placed);
        for (StaticTunnelReader.PlacedSession session : placed.sessions()) {
            if (++sessions > MAX_SESSIONS) {
                session.node().missing("there are more than " + MAX_SESSIONS + " static sessions");
                return;
            }
            session(session);
        }
    }

    private static Long tunnelId(Profile tunnel) {
        return tunnel.sets(StaticTunnelAttributes.TUNNEL_ID) ? tunnel.get(StaticTunnelAttributes.TUNNEL_ID) : null;
    }

    /** The kernel binds a socket for each. */
    private void port(StaticTunnelReader.PlacedTunnel placed) {
        Profile tunnel = placed.tunnel();
        int port = tunnel.get(StaticTunnelAttributes.OUR_UDP_PORT);
        boolean bound = port != 0
                && tunnel.get(StaticTunnelAttributes.LOCAL) != null
                && tunnel.get(StaticTunnelAttributes.ENCAPSULATION) == Choices.Encapsulation.UDP;
        String end = bound ? tunnel.get(StaticTunnelAttributes.LOCAL) + " " + port : null;
        once(placed.node(), StaticTunnelAttributes.OUR_UDP_PORT.name(), ports, end, "static_tunnel", tunnel.name());
    }

    private void session(StaticTunnelReader.PlacedSession placed) {
        Profile session = placed.session();
        Long id = session.sets(StaticSessionAttributes.SESSION_ID)
                ? session.get(StaticSessionAttributes.SESSION_ID)
                : null;
        once(placed.node(), StaticSessionAttributes.SESSION_ID.name(), sessionIds, id, "session", session.name());
        String device = session.get(StaticSessionAttributes.INTERFACE_NAME);
        once(
                placed.node(),
                StaticSessionAttributes.INTERFACE_NAME.name(),
                devices,
                device.isEmpty() ? null : device,
                "session",
                session.name());
        boolean unnumbered = session.get(StaticSessionAttributes.L2SPEC_TYPE) == Choices.L2SpecType.NONE
                && session.get(StaticSessionAttributes.SEQUENCING) != Choices.Sequencing.NONE;
        if (unnumbered) {
            placed.node()
                    .error(
                            StaticSessionAttributes.SEQUENCING.name(),
                            "sequencing needs l2spec_type \"default\": the numbers stand in that sublayer");
        }
    }

    /** @param value null for none */
    private static <T> void once(Node node, String key, Map<T, String> taken, T value, String what, String name) {
        String other = value == null ? null : taken.putIfAbsent(value, name);
        if (other != null) {
            node.error(key, key + ": " + what + " \"" + other + "\" has " + value + " already");
        }
    }
}
