package org.jl2tpd.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.ProfileRules;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.Rules;
import org.jl2tpd.wire.IpAddress;

/** Checks what parts of a file say of one another, when each of them has been read. */
final class CrossChecks {
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
        new RadiusChecks(draft, configuration).run();
    }

    private void references(Node node) {
        ProfileRules.REFERENCES.forEach((attribute, kind) -> reference(node, attribute.name(), kind));
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

    /** In the order of the file, so that the later one of two is reported. */
    private void peers() {
        Map<String, Profile> peers = configuration.profiles().get(ProfileKind.PEER);
        Map<String, Node> nodes = draft.profileNodes.get(ProfileKind.PEER);
        List<Profile> written = nodes.keySet().stream().map(peers::get).toList();
        ProfileRules.peers(configuration, written)
                .forEach(fault -> report(nodes.get(fault.owner().name()), fault));
    }

    private static void report(Node node, ProfileRules.Fault fault) {
        if (fault.isWarning()) {
            node.warn(fault.attribute().name(), fault.message());
        } else {
            node.error(fault.attribute().name(), fault.message());
        }
    }

    private void pools() {
        new PoolOverlaps(draft.pools.values()).report();
    }

    private void ppp() {
        draft.profileNodes
                .get(ProfileKind.PPP)
                .forEach((name, node) -> ProfileRules.ppp(configuration, configuration.profile(ProfileKind.PPP, name))
                        .forEach(fault -> report(node, fault)));
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
            ProfileRules.pppd(configuration, resolved.ppp()).forEach(fault -> report(placed.node(), fault));
        }
        if (placed.node().raw(PppAttributes.USE_RADIUS.name()) != null
                || placed.node().raw(PppAttributes.RADIUS_HINT.name()) != null) {
            ProfileRules.radius(configuration, resolved.ppp()).forEach(fault -> report(placed.node(), fault));
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
