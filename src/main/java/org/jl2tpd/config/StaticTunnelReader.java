package org.jl2tpd.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.StaticSessionAttributes;
import org.jl2tpd.profile.StaticTunnelAttributes;
import org.jl2tpd.profile.StaticTunnelDefinition;

/** Reads {@code [static_tunnel.NAME]} with {@code [static_tunnel.NAME.session.NAME]}. */
final class StaticTunnelReader {
    /** A session with the place that it came from. */
    record PlacedSession(Profile session, Node node) {}

    /** A tunnel with the place that it came from. */
    record PlacedTunnel(Profile tunnel, Node node, List<PlacedSession> sessions) {
        StaticTunnelDefinition definition() {
            return new StaticTunnelDefinition(
                    tunnel, sessions.stream().map(PlacedSession::session).toList());
        }
    }

    private static final String SESSION = "session";
    private static final List<Attribute<?>> TUNNEL_NEEDS = List.of(
            StaticTunnelAttributes.LOCAL,
            StaticTunnelAttributes.REMOTE,
            StaticTunnelAttributes.TUNNEL_ID,
            StaticTunnelAttributes.PEER_TUNNEL_ID);
    private static final List<Attribute<?>> SESSION_NEEDS =
            List.of(StaticSessionAttributes.SESSION_ID, StaticSessionAttributes.PEER_SESSION_ID);

    private final ProfileReader profiles;

    StaticTunnelReader(ProfileReader profiles) {
        this.profiles = profiles;
    }

    PlacedTunnel read(String name, Node node) {
        String what = "static_tunnel \"" + name + "\"";
        Profile tunnel = profiles.read(node, ProfileKind.STATIC_TUNNEL, name, Set.of(SESSION), what);
        need(node, TUNNEL_NEEDS, what);
        List<PlacedSession> sessions = new ArrayList<>();
        for (ConfigLoader.Named session : ConfigLoader.named(node, SESSION)) {
            sessions.add(session(session));
        }
        return new PlacedTunnel(tunnel, node, sessions);
    }

    private PlacedSession session(ConfigLoader.Named named) {
        String what = "session \"" + named.name() + "\"";
        Profile session = profiles.read(named.node(), ProfileKind.STATIC_SESSION, named.name(), Set.of(), what);
        need(named.node(), SESSION_NEEDS, what);
        return new PlacedSession(session, named.node());
    }

    private static void need(Node node, List<Attribute<?>> attributes, String what) {
        for (Attribute<?> attribute : attributes) {
            if (!node.has(attribute.name())) {
                node.missing(what + " has no " + attribute.name());
            }
        }
    }
}
