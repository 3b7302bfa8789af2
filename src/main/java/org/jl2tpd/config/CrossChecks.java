package org.jl2tpd.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PeerIndex;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.Rules;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.IpAddress;

/** Checks what parts of a file say of one another, when each of them has been read. */
final class CrossChecks {
    /** Attributes and keys that name a profile, and of which kind. */
    private static final Map<String, ProfileKind> PROFILE_NAMES = Map.of(
            PeerAttributes.TUNNEL_PROFILE_NAME.name(), ProfileKind.TUNNEL,
            TunnelAttributes.PEER_PROFILE_NAME.name(), ProfileKind.PEER,
            TunnelAttributes.SESSION_PROFILE_NAME.name(), ProfileKind.SESSION,
            SessionAttributes.PPP_PROFILE_NAME.name(), ProfileKind.PPP);

    private final Draft draft;
    private final Map<String, String> devices = new HashMap<>();
    private final Configuration configuration;

    CrossChecks(Draft draft, Configuration configuration) {
        this.draft = draft;
        this.configuration = configuration;
    }

    void run() {
        draft.profileNodes.forEach((kind, nodes) -> nodes.values().forEach(this::references));
        peers();
        pools();
        ppp();
        users();
        tunnels();
        new SwitchChecks(draft, configuration).run();
        new StaticTunnelChecks(draft, devices).run();
        new PortChecks(draft, configuration).run();
        new ManagementChecks(draft).run();
    }

    private void references(Node node) {
        PROFILE_NAMES.forEach((key, kind) -> reference(node, key, kind));
        poolReference(node);
    }

    private void reference(Node node, String key, ProfileKind kind) {
        if (node.raw(key) instanceof String name && configuration.profile(kind, name) == null) {
            Set<String> known = configuration.profiles().get(kind).keySet();
            node.error(key, key + ": there is no " + section(kind) + " \"" + name + "\"" + Suggestion.of(name, known));
        }
    }

    static String section(ProfileKind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + "_profile";
    }

    private void poolReference(Node node) {
        String key = PppAttributes.IP_POOL_NAME.name();
        if (node.raw(key) instanceof String name && !name.isEmpty() && !draft.pools.containsKey(name)) {
            node.error(key, key + ": there is no pool \"" + name + "\"" + Suggestion.of(name, draft.pools.keySet()));
        }
    }

    private void peers() {
        Map<String, Profile> peers = configuration.profiles().get(ProfileKind.PEER);
        Map<String, Node> nodes = draft.profileNodes.get(ProfileKind.PEER);
        // In the order of the file, so that the later one of two is reported.
        List<Profile> written = nodes.keySet().stream().map(peers::get).toList();
        for (PeerIndex.Conflict conflict : new PeerIndex(written, peers.get(Configuration.DEFAULT)).conflicts()) {
            Attribute<?> attribute = conflict.attribute();
            nodes.get(conflict.second().name())
                    .error(
                            attribute.name(),
                            attribute.name() + ": peer_profile \""
                                    + conflict.first().name() + "\" already takes these peers");
        }
        for (Profile peer : written) {
            if (peer.get(PeerAttributes.ALLOW_TUNNELS)) {
                allowed(peer, nodes.get(peer.name()));
            }
        }
    }

    private void allowed(Profile peer, Node node) {
        Resolved resolved = configuration.resolve(peer);
        for (Rules.Problem problem : Rules.check(resolved)) {
            node.error(
                    PeerAttributes.TUNNEL_PROFILE_NAME.name(),
                    problem.message() + ": neither peer_profile \"" + peer.name()
                            + "\" nor its tunnel profile has one");
        }
        boolean open = resolved.tunnel().get(TunnelAttributes.AUTH_MODE) == Choices.AuthMode.NONE;
        if (open && peer.name().equals(Configuration.DEFAULT)) {
            node.warn(
                    PeerAttributes.ALLOW_TUNNELS.name(), "everyone may open tunnels: the default peer needs no secret");
        }
    }

    private void pools() {
        new PoolOverlaps(draft.pools.values()).report();
    }

    private void ppp() {
        draft.profileNodes.get(ProfileKind.PPP).forEach((name, node) -> {
            Profile ppp = configuration.profile(ProfileKind.PPP, name);
            pppd(ppp, node);
            Draft.PlacedPool pool = draft.pools.get(ppp.get(PppAttributes.IP_POOL_NAME));
            if (pool != null
                    && !ppp.get(PppAttributes.IPV6)
                    && !pool.pool().ipv6().isEmpty()) {
                node.warn(
                        PppAttributes.IP_POOL_NAME.name(),
                        "the pool has IPv6 prefixes that nobody gets: set ipv6 = true in this profile");
            }
            boolean gives = pool != null && !pool.pool().ipv4().isEmpty() && ppp.get(PppAttributes.IPV4);
            if (gives && ppp.get(PppAttributes.LOCAL_IPADDR) == null) {
                node.error(
                        PppAttributes.IP_POOL_NAME.name(),
                        "ip_pool_name needs local_ipaddr: our own address on the links of that pool");
            }
        });
    }

    /** Only the kernel's driver has what a pppd can be given. */
    private void pppd(Profile ppp, Node node) {
        if (ppp.get(PppAttributes.PPP) != Choices.PppMode.PPPD) {
            return;
        }
        String key = PppAttributes.PPP.name();
        Choices.DatapathKind datapath = configuration.system().get(SystemAttributes.DATAPATH);
        if (datapath == Choices.DatapathKind.TUN || datapath == Choices.DatapathKind.MEMORY) {
            String name = datapath.name().toLowerCase(java.util.Locale.ROOT);
            node.error(key, "ppp = \"pppd\" needs the kernel datapath: datapath is \"" + name + "\"");
        } else {
            String path = configuration.system().get(SystemAttributes.PPPD_PATH);
            node.warn(key, "ppp = \"pppd\" needs " + path + ", and the daemon to run as root");
        }
        for (Attribute<?> attribute : Rules.WITHOUT_EFFECT_WITH_PPPD) {
            if (node.has(attribute.name()) && !ppp.get(attribute).equals(attribute.defaultValue())) {
                node.warn(attribute.name(), attribute.name() + " has no effect with ppp = \"pppd\"");
            }
        }
    }

    private void users() {
        Set<String> names = new HashSet<>();
        Map<IpAddress, String> addresses = new HashMap<>();
        for (Draft.PlacedUser placed : draft.users) {
            String name = placed.user().name();
            if (!names.add(name)) {
                placed.node().error("name", "name: there are two users \"" + name + "\"");
            }
            IpAddress address = placed.user().ipv4();
            String other = address == null ? null : addresses.putIfAbsent(address, name);
            if (other != null) {
                placed.node().error("ipaddr", "ipaddr: user \"" + other + "\" has this address");
            }
            poolReference(placed.node());
        }
    }

    private void tunnels() {
        Set<String> names = new HashSet<>();
        for (TunnelReader.PlacedTunnel placed : draft.tunnels) {
            Node node = placed.node();
            String name = placed.tunnel().name();
            if (!name.isEmpty() && !names.add(name)) {
                node.error("tunnel_name", "tunnel_name: there are two tunnels \"" + name + "\"");
            }
            reference(node, "profile_name", ProfileKind.TUNNEL);
            references(node);
            Resolved resolved = configuration.resolve(placed.tunnel());
            for (Rules.Problem problem : Rules.check(resolved)) {
                node.error(problem.attribute().name(), problem.message() + ": this tunnel has none");
            }
            placed.sessions().forEach(session -> session(resolved, session));
        }
    }

    private void session(Resolved tunnel, TunnelReader.PlacedSession placed) {
        reference(placed.node(), "profile_name", ProfileKind.SESSION);
        references(placed.node());
        device(placed);
        Resolved resolved = configuration.resolve(tunnel, placed.session());
        if (placed.node().raw(PppAttributes.PPP.name()) != null) {
            pppd(resolved.ppp(), placed.node());
        }
        for (Rules.Problem problem : Rules.checkOpened(resolved)) {
            placed.node().error(problem.attribute().name(), problem.message());
        }
    }

    /** Two sessions can't have one device: the second would never come up. */
    private void device(TunnelReader.PlacedSession placed) {
        String device = placed.session().interfaceName();
        String other = device.isEmpty()
                ? null
                : devices.putIfAbsent(device, placed.session().name());
        if (other != null) {
            placed.node().error("interface_name", "interface_name: session \"" + other + "\" has the device " + device);
        }
    }
}
