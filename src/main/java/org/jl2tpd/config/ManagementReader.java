package org.jl2tpd.config;

import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.profile.JmxAttributes;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.ManagementDefinition.AuthProtocol;
import org.jl2tpd.profile.ManagementDefinition.HttpUser;
import org.jl2tpd.profile.ManagementDefinition.PrivProtocol;
import org.jl2tpd.profile.ManagementDefinition.SnmpCommunity;
import org.jl2tpd.profile.ManagementDefinition.SnmpTarget;
import org.jl2tpd.profile.ManagementDefinition.SnmpUser;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Schema;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/** Reads {@code [snmp]}, {@code [jmx]}, {@code [http]} and {@code [hooks]} with their users, communities and targets. */
final class ManagementReader {
    /** Sections of a file that are read here. */
    static final List<String> SECTIONS =
            List.of("snmp", "snmp_user", "snmp_community", "snmp_target", "jmx", "http", "http_user", "hooks");

    /** Shortest password in octets (RFC 3414 11.2). */
    static final int MIN_PASSWORD = 8;

    /** Longest name of a user in octets: a SnmpAdminString of USM and VACM (RFC 3414, RFC 3415). */
    static final int MAX_NAME = 32;

    /** Entries of one of the lists. */
    static final int MAX_ENTRIES = 1000;

    /** Attributes that name a file; relative ones are looked for beside the configuration file. */
    static final Set<Attribute<?>> FILES = Set.of(
            JmxAttributes.PASSWORD_FILE,
            JmxAttributes.ACCESS_FILE,
            JmxAttributes.KEYSTORE_FILE,
            JmxAttributes.TRUSTSTORE_FILE,
            HttpAttributes.KEYSTORE_FILE);

    private final Secrets secrets;
    private final ProfileReader profiles;
    private final Path folder;
    private final Draft draft;

    /** @param folder that relative paths start from; null leaves them as they are */
    ManagementReader(Secrets secrets, Path folder, Draft draft) {
        this.secrets = secrets;
        this.folder = folder;
        this.draft = draft;
        profiles = new ProfileReader(secrets);
    }

    void read(Node root) {
        Profile snmp = profile(root, ProfileKind.SNMP);
        Profile jmx = profile(root, ProfileKind.JMX);
        Profile http = profile(root, ProfileKind.HTTP);
        Profile hooks = profile(root, ProfileKind.HOOKS);
        List<SnmpUser> users = new ArrayList<>();
        List<SnmpCommunity> communities = new ArrayList<>();
        List<SnmpTarget> targets = new ArrayList<>();
        List<HttpUser> httpUsers = new ArrayList<>();
        for (Node node : entries(root, "snmp_user")) {
            users.add(user(node));
        }
        for (Node node : entries(root, "snmp_community")) {
            communities.add(community(node));
        }
        for (Node node : entries(root, "snmp_target")) {
            targets.add(target(node));
        }
        for (Node node : entries(root, "http_user")) {
            httpUsers.add(httpUser(node));
        }
        draft.management = new ManagementDefinition(snmp, users, communities, targets, jmx, http, httpUsers, hooks);
    }

    private Profile profile(Node root, ProfileKind kind) {
        String section = kind.name().toLowerCase(Locale.ROOT);
        Node node = root.has(section) ? root.child(section, "[" + section + "]") : null;
        Profile read = new Profile(kind, section, java.util.Map.of());
        if (node == null) {
            return read;
        }
        draft.managementNodes.put(section, List.of(node));
        read = profiles.read(node, kind, section, Set.of(), section);
        for (Attribute<?> attribute : Schema.of(kind)) {
            if (attribute.name().endsWith("_secret_name") && node.raw(attribute.name()) instanceof String name) {
                if (!name.isEmpty()) {
                    secrets.referred(node, attribute.name());
                }
            }
        }
        return resolved(node, read);
    }

    /** With whole paths in place of relative ones. */
    @SuppressWarnings("unchecked")
    private Profile resolved(Node node, Profile read) {
        Profile whole = read;
        for (Attribute<?> attribute : FILES) {
            if (attribute.kind() != read.kind() || !read.sets(attribute)) {
                continue;
            }
            String path = (String) read.get(attribute);
            if (path.isEmpty() || folder == null) {
                continue;
            }
            try {
                String resolved = folder.resolve(path).normalize().toString();
                whole = whole.with((Attribute<String>) attribute, resolved);
            } catch (InvalidPathException e) {
                node.error(attribute.name(), attribute.name() + " must be a path");
            }
        }
        return whole;
    }

    private List<Node> entries(Node root, String section) {
        List<Node> nodes = root.children(section, "[[" + section + "]]");
        if (nodes.size() > MAX_ENTRIES) {
            root.error(section, "there are more than " + MAX_ENTRIES + " " + section + " entries");
            return List.of();
        }
        draft.managementNodes.put(section, nodes);
        return nodes;
    }

    private SnmpUser user(Node node) {
        node.refuseUnknown(FileKeys.names(FileKeys.SNMP_USER), "an SNMP user");
        Secret auth = password(node, "auth_password", "auth_secret_name");
        if (!node.has("auth_password") && !node.has("auth_secret_name")) {
            node.missing("the SNMP user needs auth_secret_name or auth_password");
        }
        Secret priv = password(node, "priv_password", "priv_secret_name");
        boolean hasPriv = node.has("priv_password") || node.has("priv_secret_name");
        if (node.has("priv_protocol") && !hasPriv) {
            node.error("priv_protocol", "priv_protocol needs priv_secret_name or priv_password");
        } else if (!hasPriv) {
            node.warn("name", "this SNMP user is answered without encryption: set priv_secret_name");
        }
        if (!hasPriv && access(node) == Access.WRITE) {
            node.warn("access", "an SNMP user without encryption changes nothing: set priv_secret_name");
        }
        return new SnmpUser(
                name(node, "SNMP user"),
                node.choice("auth_protocol", AuthProtocol.class, AuthProtocol.SHA256),
                auth,
                node.choice("priv_protocol", PrivProtocol.class, PrivProtocol.AES128),
                priv,
                access(node));
    }

    private SnmpCommunity community(Node node) {
        node.refuseUnknown(FileKeys.names(FileKeys.SNMP_COMMUNITY), "an SNMP community");
        Secret community = secrets.of(node, "community", "community_secret_name");
        if (!node.has("community") && !node.has("community_secret_name")) {
            node.missing("the SNMP community needs community_secret_name or community");
        }
        List<IpPrefix> sources = List.copyOf(node.prefixes("sources", false));
        if (node.has("sources") && sources.isEmpty()) {
            node.error("sources", "sources must not be empty: leave it out to answer everyone who reaches the agent");
        }
        Access access = access(node);
        if (access == Access.WRITE) {
            node.warn("access", "every program of this host that knows this community can change what the daemon does");
        }
        return new SnmpCommunity(name(node, "SNMP community"), community, sources, access);
    }

    private SnmpTarget target(Node node) {
        node.refuseUnknown(FileKeys.names(FileKeys.SNMP_TARGET), "an SNMP target");
        String address = node.text("address");
        if (!node.has("address")) {
            node.missing("the SNMP target has no address");
        } else if (address != null && !isOneHost(address)) {
            node.error("address", "address must be the IPv4 or IPv6 address of one host");
        }
        return new SnmpTarget(
                name(node, "SNMP target"),
                address == null ? "" : address,
                node.number("port", 1, 65_535, 162),
                node.flag("inform", false),
                node.text("user"),
                node.text("community"),
                node.number("timeout_ms", 100, 60_000, 1500),
                node.number("retries", 0, 10, 3));
    }

    private static boolean isOneHost(String text) {
        IpAddress address = IpAddress.parse(text);
        return address != null && !address.isUnspecified() && !address.isMulticast() && !address.isBroadcast();
    }

    private HttpUser httpUser(Node node) {
        node.refuseUnknown(FileKeys.names(FileKeys.HTTP_USER), "an HTTP user");
        Secret password = password(node, "password", "secret_name");
        if (!node.has("password") && !node.has("secret_name")) {
            node.missing("the HTTP user needs secret_name or password");
        }
        String name = name(node, "HTTP user");
        if (name.indexOf(':') >= 0) {
            node.error("name", "the name of an HTTP user can't hold a colon (RFC 7617)");
        }
        return new HttpUser(name, password, access(node));
    }

    private static String name(Node node, String what) {
        String name = node.text("name");
        if (!node.has("name")) {
            node.missing("the " + what + " has no name");
        } else if (name != null && name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_NAME) {
            node.error("name", "the name of an " + what + " must have at most " + MAX_NAME + " octets");
        }
        return name == null ? "" : name;
    }

    private static Access access(Node node) {
        return node.choice("access", Access.class, Access.READ);
    }

    private Secret password(Node node, String valueKey, String nameKey) {
        Secret password = secrets.of(node, valueKey, nameKey);
        if (password != null && password.octets().length < MIN_PASSWORD) {
            String key = node.has(valueKey) ? valueKey : nameKey;
            node.error(key, key + ": the password must have at least " + MIN_PASSWORD + " octets");
        }
        return password;
    }

    /** Whether only this host reaches what listens on the address; null for the default, which is such. */
    static boolean isLoopback(IpAddress address) {
        try {
            return address == null
                    || InetAddress.getByAddress(address.toBytes()).isLoopbackAddress();
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
