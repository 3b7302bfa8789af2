package org.jl2tpd.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.profile.RadiusDefinition.RadiusClient;
import org.jl2tpd.profile.RadiusDefinition.RadiusServer;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelPort;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/** Checks what the sections about RADIUS say of one another, of secrets and of sockets; what profiles want of them is {@link org.jl2tpd.profile.ProfileRules}'. */
final class RadiusChecks {
    private static final List<IpPrefix> PRIVATE = List.of(
            IpPrefix.parse("10.0.0.0/8"),
            IpPrefix.parse("172.16.0.0/12"),
            IpPrefix.parse("192.168.0.0/16"),
            IpPrefix.parse("100.64.0.0/10"),
            IpPrefix.parse("169.254.0.0/16"),
            IpPrefix.parse("fc00::/7"),
            IpPrefix.parse("fe80::/10"));

    private final Draft draft;
    private final Configuration configuration;
    private final RadiusDefinition radius;

    RadiusChecks(Draft draft, Configuration configuration) {
        this.draft = draft;
        this.configuration = configuration;
        radius = draft.radius;
    }

    void run() {
        unique("radius_server", radius.servers(), RadiusServer::name);
        unique("radius_client", radius.clients(), RadiusClient::name);
        each("radius_server", radius.servers(), this::server);
        each("radius_client", radius.clients(), this::client);
        sources();
        if (!radius.clients().isEmpty()) {
            dynamicAuthorization();
        }
    }

    private List<Node> nodes(String section) {
        return draft.radiusNodes.getOrDefault(section, List.of());
    }

    private <T> void each(String section, List<T> entries, java.util.function.BiConsumer<Node, T> check) {
        for (int i = 0; i < entries.size(); i++) {
            check.accept(nodes(section).get(i), entries.get(i));
        }
    }

    private <T> void unique(String section, List<T> entries, Function<T, String> nameOf) {
        Set<String> names = new HashSet<>();
        each(section, entries, (node, entry) -> {
            String name = nameOf.apply(entry);
            if (!name.isEmpty() && !names.add(name)) {
                node.error("name", "name: there are two " + section + " entries \"" + name + "\"");
            }
        });
    }

    private void server(Node node, RadiusServer server) {
        if (server.authenticationPort() == 0 && server.accountingPort() == 0) {
            String key = "authentication_port";
            node.error(key, key + " and accounting_port are both 0: the server would never be asked");
        }
        if (!server.requireMessageAuthenticator()) {
            String key = "require_message_authenticator";
            node.warn(key, key + " is off: who is between us and the server can let in anyone (Blast-RADIUS)");
        }
        weak(node, server.secret(), server.address());
    }

    private void client(Node node, RadiusClient client) {
        if (client.source() != null) {
            if (client.source().length() == 0) {
                node.warn("source", "source is every address: whoever finds the secret can end sessions");
            }
            weak(node, client.secret(), client.source().address());
        }
    }

    private static void weak(Node node, Secret secret, IpAddress peer) {
        boolean isShort = secret != null && secret.octets().length < RadiusReader.GOOD_SECRET;
        if (!isShort || peer == null || ManagementReader.isLoopback(peer)) {
            return;
        }
        String key = node.has("secret") ? "secret" : "secret_name";
        String where =
                PRIVATE.stream().anyMatch(net -> net.contains(peer)) ? "" : ", and " + peer + " is no private address";
        node.warn(
                key,
                key + ": a shared secret of less than " + RadiusReader.GOOD_SECRET
                        + " octets can be guessed by who sees a packet" + where);
    }

    private void sources() {
        Map<IpPrefix, String> names = new HashMap<>();
        each("radius_client", radius.clients(), (node, client) -> {
            String other = client.source() == null ? null : names.putIfAbsent(client.source(), client.name());
            if (other != null) {
                node.error("source", "source: radius_client \"" + other + "\" has this prefix");
            }
        });
    }

    private void dynamicAuthorization() {
        String key = RadiusAttributes.DYNAMIC_AUTHORIZATION_PORT.name();
        int port = radius.settings().get(RadiusAttributes.DYNAMIC_AUTHORIZATION_PORT);
        List<Node> section = nodes("radius");
        Node node = section.isEmpty() ? nodes("radius_client").get(0) : section.get(0);
        if (port == 0) {
            node.warn(key, key + " is 0: nobody hears the radius_clients");
            return;
        }
        String other = taken(port);
        if (other != null) {
            node.error(key, key + ": " + other + " port " + port + " already");
        }
    }

    /** Who of the daemon has that UDP port where ours would be bound; null for nobody. */
    private String taken(int port) {
        List<IpAddress> ours = radius.settings().get(RadiusAttributes.DYNAMIC_AUTHORIZATION_ADDRESSES);
        if (port == configuration.system().get(SystemAttributes.UDP_PORT)
                && meet(ours, configuration.system().get(SystemAttributes.LISTEN_ADDRESSES))) {
            return "the daemon listens for tunnels on (listen_addresses, udp_port)";
        }
        var snmp = draft.management.snmp();
        if (snmp.get(SnmpAttributes.ENABLED)
                && port == snmp.get(SnmpAttributes.PORT)
                && meet(ours, snmp.get(SnmpAttributes.LISTEN_ADDRESSES))) {
            return "[snmp] has";
        }
        return draft.tunnels.stream()
                .filter(placed -> isTunnels(TunnelPort.of(configuration, placed.tunnel()), port, ours))
                .map(placed -> "tunnel \"" + placed.tunnel().name() + "\" has")
                .findFirst()
                .orElse(null);
    }

    private static boolean isTunnels(TunnelPort tunnel, int port, List<IpAddress> ours) {
        return tunnel != null
                && tunnel.port() == port
                && (tunnel.address() == null || meet(ours, List.of(tunnel.address())));
    }

    /** Whether a socket on one of ours and one on one of theirs could not be bound beside one another; no address of ours is every address. */
    private static boolean meet(List<IpAddress> ours, List<IpAddress> theirs) {
        return ours.isEmpty()
                ? !theirs.isEmpty()
                : ours.stream()
                        .anyMatch(a -> theirs.stream().anyMatch(b -> a.equals(b) || covers(a, b) || covers(b, a)));
    }

    private static boolean covers(IpAddress any, IpAddress address) {
        return any.isUnspecified() && any.isV4() == address.isV4();
    }
}
