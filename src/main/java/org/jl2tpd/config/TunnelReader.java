package org.jl2tpd.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Schema;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.wire.Secret;

/** Reads {@code [[tunnel]]} with {@code [[tunnel.session]]}. */
final class TunnelReader {
    /** A session with the place that it came from. */
    record PlacedSession(SessionDefinition session, Node node) {}

    /** A tunnel with the place that it came from. */
    record PlacedTunnel(TunnelDefinition tunnel, Node node, List<PlacedSession> sessions) {}

    private static final Set<String> TUNNEL_KEYS = FileKeys.names(FileKeys.TUNNEL);
    private static final Set<String> SESSION_KEYS = FileKeys.names(FileKeys.SESSION);

    private final Secrets secrets;
    private final ProfileReader profiles;
    private final Map<String, Profile> tunnelProfiles;
    private final Map<String, Profile> peerProfiles;

    /**
     * @param tunnelProfiles by name: a tunnel without {@code dest_ipaddr} takes its profile's
     * @param peerProfiles by name: they name the tunnel profile of a tunnel that names none
     */
    TunnelReader(Secrets secrets, Map<String, Profile> tunnelProfiles, Map<String, Profile> peerProfiles) {
        this.secrets = secrets;
        this.peerProfiles = peerProfiles;
        this.tunnelProfiles = tunnelProfiles;
        profiles = new ProfileReader(secrets);
    }

    PlacedTunnel read(Node node) {
        String name = node.text("tunnel_name");
        if (!node.has("tunnel_name")) {
            node.missing("the tunnel has no tunnel_name");
        }
        Set<String> others = new LinkedHashSet<>(TUNNEL_KEYS);
        others.add("session");
        Profile own = profiles.read(node, ProfileKind.TUNNEL, orEmpty(name), others, "a tunnel");
        String profileName = node.text("profile_name");
        List<String> destinations = destinations(node, own, profileName);
        List<PlacedSession> sessions = new ArrayList<>();
        for (Node child : node.children("session", "[[tunnel.session]]")) {
            sessions.add(session(child));
        }
        refuseDuplicates(sessions);
        TunnelDefinition tunnel = new TunnelDefinition(
                orEmpty(name),
                destinations,
                profileName,
                node.text("peer_profile_name"),
                node.flag("persist", true),
                own,
                sessions.stream().map(PlacedSession::session).toList());
        return new PlacedTunnel(tunnel, node, sessions);
    }

    private List<String> destinations(Node node, Profile own, String profileName) {
        String applies = profileName == null ? profileOfPeer(node) : profileName;
        Profile profile = tunnelProfiles.getOrDefault(applies, tunnelProfiles.get(Configuration.DEFAULT));
        List<String> destinations = own.get(TunnelAttributes.DEST_IPADDR);
        if (destinations.isEmpty() && profile != null) {
            destinations = profile.get(TunnelAttributes.DEST_IPADDR);
        }
        if (destinations.isEmpty() && !node.has("dest_ipaddr")) {
            node.missing("the tunnel has no dest_ipaddr");
        }
        return destinations;
    }

    /** As {@link Configuration#resolve(TunnelDefinition)} finds it. */
    private String profileOfPeer(Node node) {
        String named = node.raw("peer_profile_name") instanceof String text ? text : Configuration.DEFAULT;
        Profile peer = peerProfiles.getOrDefault(named, peerProfiles.get(Configuration.DEFAULT));
        return peer == null ? Configuration.DEFAULT : peer.get(PeerAttributes.TUNNEL_PROFILE_NAME);
    }

    private PlacedSession session(Node node) {
        String name = node.text("session_name");
        if (!node.has("session_name")) {
            node.missing("the session has no session_name");
        }
        node.refuseUnknown(sessionKeys(), "a session");
        Profile own = profile(node, ProfileKind.SESSION, name, SESSION_KEYS);
        Set<String> taken = new HashSet<>(SESSION_KEYS);
        Schema.of(ProfileKind.SESSION).forEach(attribute -> taken.add(attribute.name()));
        Profile ppp = profile(node, ProfileKind.PPP, name, taken);
        Secret password = secrets.of(node, "user_password", "secret_name");
        SessionDefinition session = new SessionDefinition(
                orEmpty(name),
                node.text("profile_name"),
                node.text("ppp_profile_name"),
                orEmpty(node.text("user_name")),
                password,
                device(node),
                own,
                ppp);
        return new PlacedSession(session, node);
    }

    private Profile profile(Node node, ProfileKind kind, String name, Set<String> others) {
        Map<Attribute<?>, Object> values = new HashMap<>(profiles.values(node, kind, others));
        Profile profile = new Profile(kind, orEmpty(name), values);
        ProfileReader.check(node, profile);
        return profile;
    }

    private static String device(Node node) {
        String name = node.text("interface_name");
        if (name != null && !name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}")) {
            node.error("interface_name", "interface_name must be a device name of 1 to 15 characters");
        }
        return orEmpty(name);
    }

    private static Set<String> sessionKeys() {
        Set<String> keys = new LinkedHashSet<>(SESSION_KEYS);
        Schema.of(ProfileKind.SESSION).forEach(attribute -> keys.add(attribute.name()));
        Schema.of(ProfileKind.PPP).forEach(attribute -> keys.add(attribute.name()));
        return keys;
    }

    private static void refuseDuplicates(List<PlacedSession> sessions) {
        Set<String> names = new HashSet<>();
        for (PlacedSession placed : sessions) {
            String name = placed.session().name();
            if (!name.isEmpty() && !names.add(name)) {
                placed.node().error("session_name", "session_name \"" + name + "\" is used twice in this tunnel");
            }
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
