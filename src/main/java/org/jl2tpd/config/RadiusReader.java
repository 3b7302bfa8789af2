package org.jl2tpd.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.profile.RadiusDefinition.RadiusClient;
import org.jl2tpd.profile.RadiusDefinition.RadiusServer;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/** Reads {@code [radius]}, {@code [[radius_server]]} and {@code [[radius_client]]}. */
final class RadiusReader {
    /** Sections of a file that are read here. */
    static final List<String> SECTIONS = List.of("radius", "radius_server", "radius_client");

    /** Shortest shared secret in octets. */
    static final int MIN_SECRET = 8;

    /** Shared secrets that are shorter are warned of (RFC 2865 3). */
    static final int GOOD_SECRET = 16;

    /** Longest name of a server or client, in octets: it is a column of tables. */
    static final int MAX_NAME = 32;

    /** Most servers. */
    static final int MAX_SERVERS = 100;

    /** Most clients. */
    static final int MAX_CLIENTS = 1000;

    private final Secrets secrets;
    private final ProfileReader profiles;
    private final Draft draft;

    RadiusReader(Secrets secrets, Draft draft) {
        this.secrets = secrets;
        this.draft = draft;
        profiles = new ProfileReader(secrets);
    }

    void read(Node root) {
        Profile settings = settings(root);
        List<RadiusServer> servers = new ArrayList<>();
        List<RadiusClient> clients = new ArrayList<>();
        for (Node node : entries(root, "radius_server", MAX_SERVERS)) {
            servers.add(server(node));
        }
        for (Node node : entries(root, "radius_client", MAX_CLIENTS)) {
            clients.add(client(node));
        }
        draft.radius = new RadiusDefinition(settings, servers, clients);
    }

    private Profile settings(Node root) {
        Node node = root.has("radius") ? root.child("radius", "[radius]") : null;
        if (node == null) {
            return new Profile(ProfileKind.RADIUS, "radius", Map.of());
        }
        draft.radiusNodes.put("radius", List.of(node));
        return profiles.read(node, ProfileKind.RADIUS, "radius", Set.of(), "radius");
    }

    private List<Node> entries(Node root, String section, int most) {
        List<Node> nodes = root.children(section, "[[" + section + "]]");
        if (nodes.size() > most) {
            root.error(section, "there are more than " + most + " " + section + " entries");
            return List.of();
        }
        draft.radiusNodes.put(section, nodes);
        return nodes;
    }

    private RadiusServer server(Node node) {
        node.refuseUnknown(FileKeys.names(FileKeys.RADIUS_SERVER), "a RADIUS server");
        String group = node.text("group");
        return new RadiusServer(
                name(node, "RADIUS server"),
                group == null ? "" : group,
                address(node),
                port(node, "authentication_port", RadiusDefinition.AUTHENTICATION_PORT),
                port(node, "accounting_port", RadiusDefinition.ACCOUNTING_PORT),
                secret(node, "RADIUS server"),
                node.flag("require_message_authenticator", true),
                node.flag("status_server", true));
    }

    private static int port(Node node, String key, int otherwise) {
        return node.number(key, 0, 65_535, otherwise);
    }

    private static IpAddress address(Node node) {
        String text = node.text("address");
        IpAddress address = text == null ? null : IpAddress.parse(text);
        if (!node.has("address")) {
            node.missing("the RADIUS server has no address");
        } else if (text != null && (address == null || !isOneHost(address))) {
            node.error("address", "address must be the IPv4 or IPv6 address of one host");
        }
        return address;
    }

    private static boolean isOneHost(IpAddress address) {
        return !address.isUnspecified() && !address.isMulticast() && !address.isBroadcast();
    }

    private RadiusClient client(Node node) {
        node.refuseUnknown(FileKeys.names(FileKeys.RADIUS_CLIENT), "a RADIUS client");
        return new RadiusClient(
                name(node, "RADIUS client"),
                source(node),
                secret(node, "RADIUS client"),
                node.flag("require_message_authenticator", false),
                node.flag("require_event_timestamp", false));
    }

    private static IpPrefix source(Node node) {
        if (!node.has("source")) {
            node.missing("the RADIUS client has no source: the address or prefix that it asks from");
            return null;
        }
        if (node.raw("source") instanceof String text && IpPrefix.parse(text) == null) {
            node.error("source", "source must be a prefix, ADDRESS/LENGTH, or an address");
            return null;
        }
        List<IpPrefix> sources = node.prefixes("source", false);
        if (sources.size() > 1) {
            node.error("source", "source must be one prefix: write a radius_client for each");
        }
        return sources.isEmpty() ? null : sources.get(0);
    }

    private static String name(Node node, String what) {
        String name = node.text("name");
        if (!node.has("name")) {
            node.missing("the " + what + " has no name");
        } else if (name != null && name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            node.error("name", "the name of a " + what + " must have at most " + MAX_NAME + " octets");
        }
        return name == null ? "" : name;
    }

    private Secret secret(Node node, String what) {
        Secret secret = secrets.of(node, "secret", "secret_name");
        if (!node.has("secret") && !node.has("secret_name")) {
            node.missing("the " + what + " needs secret_name or secret");
        } else if (secret != null && secret.octets().length < MIN_SECRET) {
            String key = node.has("secret") ? "secret" : "secret_name";
            node.error(key, key + ": the shared secret must have at least " + MIN_SECRET + " octets");
        }
        return secret;
    }
}
