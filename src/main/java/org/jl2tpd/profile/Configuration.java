package org.jl2tpd.profile;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/**
 * A whole, valid configuration, whatever file or command it came from. Immutable: what is resolved from it for a tunnel or a
 * session is a value of its own that no later configuration touches.
 */
public final class Configuration {
    /** Name of the profile of each kind that is always there. */
    public static final String DEFAULT = "default";

    private static final List<ProfileKind> NAMED =
            List.of(ProfileKind.PEER, ProfileKind.TUNNEL, ProfileKind.SESSION, ProfileKind.PPP);

    private final Profile system;
    private final Map<ProfileKind, Map<String, Profile>> profiles = new EnumMap<>(ProfileKind.class);
    private final List<TunnelDefinition> tunnels;
    private final List<UserDefinition> users;
    private final Map<String, PoolDefinition> pools;
    private final Map<String, Secret> secrets;
    private final Map<String, String> secretFiles;
    private final List<SwitchRule> switchRules;
    private final List<StaticTunnelDefinition> staticTunnels;
    private final ManagementDefinition management;
    private final RadiusDefinition radius;
    private final PeerIndex peers;
    private final Map<String, Resolved> resolvedPeers = new ConcurrentHashMap<>();

    private Configuration(ConfigurationBuilder parts) {
        system = parts.system;
        tunnels = parts.tunnels;
        users = parts.users;
        pools = parts.pools;
        secrets = parts.secrets;
        secretFiles = parts.secretFiles;
        switchRules = parts.switchRules;
        staticTunnels = parts.staticTunnels;
        management = parts.management;
        radius = parts.radius;
        for (ProfileKind kind : NAMED) {
            var named = new HashMap<>(parts.profiles.getOrDefault(kind, Map.of()));
            named.putIfAbsent(DEFAULT, new Profile(kind, DEFAULT, Map.of()));
            profiles.put(kind, Map.copyOf(named));
        }
        peers = new PeerIndex(profiles.get(ProfileKind.PEER).values(), fallback(ProfileKind.PEER));
    }

    static Configuration of(ConfigurationBuilder parts) {
        return new Configuration(parts);
    }

    /** Begins one of which nothing is set. */
    public static ConfigurationBuilder builder() {
        return new ConfigurationBuilder();
    }

    /** Begins another one with all that this one has. */
    public ConfigurationBuilder toBuilder() {
        return new ConfigurationBuilder()
                .system(system)
                .profiles(profiles)
                .tunnels(tunnels)
                .users(users)
                .pools(pools)
                .secrets(secrets, secretFiles)
                .switchRules(switchRules)
                .staticTunnels(staticTunnels)
                .management(management)
                .radius(radius);
    }

    /** The same with another system profile. */
    public Configuration withSystem(Profile other) {
        return toBuilder().system(other).build();
    }

    /** The same with other profiles of the kinds that have names. */
    public Configuration withProfiles(Map<ProfileKind, Map<String, Profile>> others) {
        return toBuilder().profiles(others).build();
    }

    /** The same with other tunnels of ours. */
    public Configuration withTunnels(List<TunnelDefinition> others) {
        return toBuilder().tunnels(others).build();
    }

    /** The same with other local users. */
    public Configuration withUsers(List<UserDefinition> others) {
        return toBuilder().users(others).build();
    }

    /** The same with other address pools. */
    public Configuration withPools(Map<String, PoolDefinition> others) {
        return toBuilder().pools(others).build();
    }

    /** The same with other rules for switched calls. */
    public Configuration withSwitchRules(List<SwitchRule> others) {
        return toBuilder().switchRules(others).build();
    }

    /** The same with other tunnels without control protocol. */
    public Configuration withStaticTunnels(List<StaticTunnelDefinition> others) {
        return toBuilder().staticTunnels(others).build();
    }

    /** The same, managed otherwise. */
    public Configuration withManagement(ManagementDefinition other) {
        return toBuilder().management(other).build();
    }

    /** The same with another RADIUS. */
    public Configuration withRadius(RadiusDefinition other) {
        return toBuilder().radius(other).build();
    }

    /**
     * The same with other secrets.
     *
     * @param files whole path of the file that a secret was read from, by the secret's name; one that is not here stood in the configuration itself
     */
    public Configuration withSecrets(Map<String, Secret> others, Map<String, String> files) {
        return toBuilder().secrets(others, files).build();
    }

    /** Who manages the daemon, and by what means. */
    public ManagementDefinition management() {
        return management;
    }

    /** Whom we ask by RADIUS, and who may ask us. */
    public RadiusDefinition radius() {
        return radius;
    }

    public Profile system() {
        return system;
    }

    public Map<ProfileKind, Map<String, Profile>> profiles() {
        return profiles;
    }

    public List<TunnelDefinition> tunnels() {
        return tunnels;
    }

    public List<StaticTunnelDefinition> staticTunnels() {
        return staticTunnels;
    }

    public List<UserDefinition> users() {
        return users;
    }

    public Map<String, PoolDefinition> pools() {
        return pools;
    }

    /** Which calls of peers are continued into our tunnels, in the order in which they are tried. */
    public List<SwitchRule> switchRules() {
        return switchRules;
    }

    /** Secrets by name. */
    public Map<String, Secret> secrets() {
        return secrets;
    }

    /** Whole path of the file that a secret was read from, by the secret's name. */
    public Map<String, String> secretFiles() {
        return secretFiles;
    }

    /** The secret of that name, null when there is none. */
    public Secret secret(String name) {
        return secrets.get(name);
    }

    /** The profile of that name, null when there is none. */
    public Profile profile(ProfileKind kind, String name) {
        return profiles.get(kind).get(name);
    }

    /**
     * The peer profile for an SCCRQ: exact Host Name, then its longest domain suffix, then the longest source prefix,
     * then {@code default}.
     */
    public Profile peerFor(String hostName, IpAddress address) {
        return peers.find(hostName, address);
    }

    /** The profiles of a tunnel that a peer opens. */
    public Resolved resolve(Profile peer) {
        if (profile(ProfileKind.PEER, peer.name()) != peer) {
            return resolvePeer(peer);
        }
        return resolvedPeers.computeIfAbsent(peer.name(), name -> resolvePeer(peer));
    }

    private Resolved resolvePeer(Profile peer) {
        return complete(peer, named(ProfileKind.TUNNEL, peer.get(PeerAttributes.TUNNEL_PROFILE_NAME)), null);
    }

    /** The profiles of a tunnel that we open; the definition's own values are laid over the tunnel profile. */
    public Resolved resolve(TunnelDefinition tunnel) {
        Profile explicit = tunnel.profileName() == null ? null : named(ProfileKind.TUNNEL, tunnel.profileName());
        Profile peer = named(ProfileKind.PEER, peerName(tunnel, explicit));
        Profile base =
                explicit != null ? explicit : named(ProfileKind.TUNNEL, peer.get(PeerAttributes.TUNNEL_PROFILE_NAME));
        return complete(peer, base, tunnel.overrides());
    }

    private static String peerName(TunnelDefinition tunnel, Profile explicit) {
        if (tunnel.peerProfileName() != null) {
            return tunnel.peerProfileName();
        }
        return explicit == null ? DEFAULT : explicit.get(TunnelAttributes.PEER_PROFILE_NAME);
    }

    /** Lays peer's and own values over the tunnel profile, and adds the session and ppp profiles that follow. */
    private Resolved complete(Profile peer, Profile base, Profile own) {
        Profile tunnel = withNamedSecret(withPeer(base, peer).with(own), own);
        if (!tunnel.sets(TunnelAttributes.AUTH_MODE) && tunnel.get(TunnelAttributes.SECRET) != null) {
            tunnel = tunnel.with(TunnelAttributes.AUTH_MODE, Choices.AuthMode.CHALLENGE);
        }
        Profile session = named(
                ProfileKind.SESSION,
                first(
                        tunnel.get(TunnelAttributes.SESSION_PROFILE_NAME),
                        peer.get(PeerAttributes.SESSION_PROFILE_NAME)));
        return new Resolved(peer, tunnel, session, pppOf(peer, tunnel, session));
    }

    /** A definition made by command names its secret; one of the file holds it already. */
    private Profile withNamedSecret(Profile tunnel, Profile own) {
        if (own == null || !own.sets(TunnelAttributes.SECRET_NAME) || own.sets(TunnelAttributes.SECRET)) {
            return tunnel;
        }
        Secret secret = secrets.get(own.get(TunnelAttributes.SECRET_NAME));
        return secret == null ? tunnel : tunnel.with(TunnelAttributes.SECRET, secret);
    }

    private static Profile withPeer(Profile base, Profile peer) {
        Profile tunnel = base;
        Secret secret = peer.get(PeerAttributes.SECRET);
        if (secret != null) {
            tunnel = tunnel.with(TunnelAttributes.SECRET, secret);
        }
        int port = peer.get(PeerAttributes.PEER_PORT);
        if (port != 0 && !base.sets(TunnelAttributes.PEER_UDP_PORT)) {
            tunnel = tunnel.with(TunnelAttributes.PEER_UDP_PORT, port);
        }
        return tunnel;
    }

    /** The profiles of a session that we open in that tunnel; the definition's own values are laid over. */
    public Resolved resolve(Resolved tunnel, SessionDefinition session) {
        Profile base =
                session.profileName() == null ? tunnel.session() : named(ProfileKind.SESSION, session.profileName());
        Profile own = base.with(session.overrides());
        Profile ppp = session.pppProfileName() == null
                ? pppOf(tunnel.peer(), tunnel.tunnel(), own)
                : named(ProfileKind.PPP, session.pppProfileName());
        return new Resolved(tunnel.peer(), tunnel.tunnel(), own, ppp.with(session.pppOverrides()));
    }

    /** A tunnel's profiles as this configuration has those of its sessions; one that it has no longer stays, and so does the tunnel's own. */
    public Resolved renewed(Resolved tunnel) {
        Profile session = profile(ProfileKind.SESSION, tunnel.session().name());
        session = session == null ? tunnel.session() : session;
        Profile ppp = profile(ProfileKind.PPP, pppName(tunnel.peer(), tunnel.tunnel(), session));
        return new Resolved(tunnel.peer(), tunnel.tunnel(), session, ppp == null ? tunnel.ppp() : ppp);
    }

    private Profile pppOf(Profile peer, Profile tunnel, Profile session) {
        return named(ProfileKind.PPP, pppName(peer, tunnel, session));
    }

    private static String pppName(Profile peer, Profile tunnel, Profile session) {
        return first(
                session.get(SessionAttributes.PPP_PROFILE_NAME),
                tunnel.get(TunnelAttributes.PPP_PROFILE_NAME),
                peer.get(PeerAttributes.PPP_PROFILE_NAME));
    }

    /** The first name that is not {@code default}. */
    private static String first(String... names) {
        for (String name : names) {
            if (!name.equals(DEFAULT)) {
                return name;
            }
        }
        return DEFAULT;
    }

    private Profile named(ProfileKind kind, String name) {
        Profile found = profile(kind, name);
        return found == null ? fallback(kind) : found;
    }

    private Profile fallback(ProfileKind kind) {
        return profile(kind, DEFAULT);
    }

    /** Sizes only: a configuration is large, and holds secrets. */
    @Override
    public String toString() {
        return "Configuration[tunnels=" + tunnels.size() + ", users=" + users.size() + ", pools=" + pools.size() + "]";
    }
}
