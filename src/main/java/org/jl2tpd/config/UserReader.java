package org.jl2tpd.config;

import java.util.List;
import org.jl2tpd.profile.UserDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/** Reads one {@code [[user]]}. */
final class UserReader {
    private UserReader() {}

    /** The user; null when it has no name. */
    static UserDefinition read(Node node, Secrets secrets) {
        node.refuseUnknown(FileKeys.names(FileKeys.USER), "a user");
        String name = node.text("name");
        if (!node.has("name")) {
            node.missing("the user has no name");
        }
        Secret password = secrets.of(node, "password", "secret_name");
        boolean enabled = node.flag("enabled", true);
        if (enabled && !node.has("password") && !node.has("secret_name")) {
            node.missing("the user needs password or secret_name, or enabled = false");
        }
        IpAddress address = node.ipv4("ipaddr");
        IpPrefix link = prefix(node, "ipv6_prefix", 64, 64);
        IpPrefix delegated = prefix(node, "delegated_prefix", 1, 64);
        List<IpPrefix> routes = List.copyOf(node.prefixes("routes", false));
        if ("*".equals(name)) {
            refuseFixed(node);
        }
        String pool = node.text("ip_pool_name");
        return name == null
                ? null
                : new UserDefinition(name, password, address, link, delegated, pool, routes, enabled);
    }

    private static void refuseFixed(Node node) {
        for (String key : List.of("ipaddr", "ipv6_prefix", "delegated_prefix", "routes")) {
            if (node.has(key)) {
                node.error(key, key + " is for one user, and * is many");
            }
        }
    }

    private static IpPrefix prefix(Node node, String key, int shortest, int longest) {
        List<IpPrefix> prefixes = node.prefixes(key, true);
        if (prefixes.size() > 1) {
            node.error(key, key + " must be one prefix");
        }
        if (prefixes.isEmpty()) {
            return null;
        }
        int length = prefixes.get(0).length();
        if (length < shortest || length > longest) {
            String range = shortest == longest ? "of " + longest : "of at most " + longest;
            node.error(key, key + " must be a prefix " + range + " bits");
        }
        return prefixes.get(0);
    }
}
