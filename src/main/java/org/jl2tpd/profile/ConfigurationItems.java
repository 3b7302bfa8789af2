package org.jl2tpd.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jl2tpd.wire.Secret;

/** Takes a configuration apart: what is set, and no default, in a stable order. Two configurations with equal items do the same. */
public final class ConfigurationItems {
    private static final List<ProfileKind> NAMED =
            List.of(ProfileKind.PEER, ProfileKind.TUNNEL, ProfileKind.SESSION, ProfileKind.PPP);

    private final Configuration configuration;
    private final SecretFinder secrets;
    private final List<ConfigurationItem> items = new ArrayList<>();

    private ConfigurationItems(Configuration configuration) {
        this.configuration = configuration;
        this.secrets = new SecretFinder(configuration.secrets());
    }

    /** All of a configuration. */
    public static List<ConfigurationItem> of(Configuration configuration) {
        return new ConfigurationItems(configuration).all();
    }

    private List<ConfigurationItem> all() {
        table("system", configuration.system());
        new TreeMap<>(configuration.secrets()).forEach(this::secret);
        new TreeMap<>(configuration.pools()).forEach((name, pool) -> named("pool", name, pool(pool)));
        for (ProfileKind kind : NAMED) {
            String section = kind.name().toLowerCase(Locale.ROOT) + "_profile";
            new TreeMap<>(configuration.profiles().get(kind)).forEach((name, profile) -> {
                if (!name.equals(Configuration.DEFAULT) || !profile.entries().isEmpty()) {
                    named(section, name, attributes(profile));
                }
            });
        }
        configuration.users().forEach(user -> listed("user", user.name(), user(user)));
        configuration.tunnels().forEach(tunnel -> items.add(tunnel(tunnel)));
        for (int i = 0; i < configuration.switchRules().size(); i++) {
            listed(
                    "switch",
                    Integer.toString(i + 1),
                    rule(configuration.switchRules().get(i)));
        }
        configuration.staticTunnels().forEach(tunnel -> items.add(staticTunnel(tunnel)));
        new ManagementItems(configuration.management(), secrets, this).add();
        new RadiusItems(configuration.radius(), secrets, this).add();
        return List.copyOf(items);
    }

    /** A section that is there once; nothing where nothing is set. */
    void table(String section, Profile profile) {
        if (!profile.entries().isEmpty()) {
            items.add(new ConfigurationItem(section, "", false, attributes(profile), List.of()));
        }
    }

    private void named(String section, String name, Map<String, Object> values) {
        items.add(new ConfigurationItem(section, name, false, values, List.of()));
    }

    void listed(String section, String name, Map<String, Object> values) {
        items.add(new ConfigurationItem(section, name, true, values, List.of()));
    }

    private void secret(String name, Secret value) {
        String file = configuration.secretFiles().get(name);
        named("secret", name, file == null ? Map.of("value", value) : Map.of("file", file));
    }

    private static Map<String, Object> pool(PoolDefinition pool) {
        Map<String, Object> values = new LinkedHashMap<>();
        putList(
                values,
                "ipv4",
                pool.ipv4().stream().map(r -> r.first() + "-" + r.last()).toList());
        putList(values, "ipv6", pool.ipv6());
        putList(values, "delegated", pool.delegated());
        putOther(values, "delegated_length", pool.delegatedLength(), PoolDefinition.DEFAULT_DELEGATED_LENGTH);
        putOther(values, "lease_hold_seconds", pool.leaseHoldSeconds(), PoolDefinition.DEFAULT_LEASE_HOLD_SECONDS);
        putOther(values, "alarm_percent", pool.alarmPercent(), PoolDefinition.DEFAULT_ALARM_PERCENT);
        if (!pool.isSticky()) {
            values.put("sticky", false);
        }
        return values;
    }

    private static void putOther(Map<String, Object> values, String key, int value, int usual) {
        if (value != usual) {
            values.put(key, (long) value);
        }
    }

    static void putList(Map<String, Object> values, String key, List<?> elements) {
        if (!elements.isEmpty()) {
            values.put(key, elements.stream().map(Object::toString).toList());
        }
    }

    static void put(Map<String, Object> values, String key, Object value) {
        if (value != null && !value.toString().isEmpty()) {
            values.put(key, value.toString());
        }
    }

    private Map<String, Object> user(UserDefinition user) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", user.name());
        secrets.put(values, "password", "secret_name", user.password());
        put(values, "ipaddr", user.ipv4());
        put(values, "ipv6_prefix", user.ipv6Prefix());
        put(values, "delegated_prefix", user.delegatedPrefix());
        put(values, "ip_pool_name", user.poolName());
        putList(values, "routes", user.routes());
        if (!user.enabled()) {
            values.put("enabled", false);
        }
        return values;
    }

    private ConfigurationItem tunnel(TunnelDefinition tunnel) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tunnel_name", tunnel.name());
        List<String> inherited = configuration.resolve(tunnel).tunnel().get(TunnelAttributes.DEST_IPADDR);
        if (tunnel.overrides().sets(TunnelAttributes.DEST_IPADDR)
                || !tunnel.destinations().equals(inherited)) {
            values.put(TunnelAttributes.DEST_IPADDR.name(), List.copyOf(tunnel.destinations()));
        }
        put(values, "profile_name", tunnel.profileName());
        put(values, "peer_profile_name", tunnel.peerProfileName());
        if (!tunnel.persist()) {
            values.put("persist", false);
        }
        attributes(tunnel.overrides()).forEach(values::putIfAbsent);
        List<ConfigurationItem> sessions =
                tunnel.sessions().stream().map(this::session).toList();
        return new ConfigurationItem("tunnel", tunnel.name(), true, values, sessions);
    }

    private ConfigurationItem session(SessionDefinition session) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("session_name", session.name());
        put(values, "profile_name", session.profileName());
        put(values, "ppp_profile_name", session.pppProfileName());
        put(values, "user_name", session.userName());
        secrets.put(values, "user_password", "secret_name", session.userPassword());
        put(values, "interface_name", session.interfaceName());
        values.putAll(attributes(session.overrides()));
        values.putAll(attributes(session.pppOverrides()));
        return new ConfigurationItem("session", session.name(), true, values, List.of());
    }

    private static Map<String, Object> rule(SwitchRule rule) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "peer", rule.peer());
        put(values, "called_number", rule.calledNumber());
        put(values, "realm", rule.realm());
        put(values, "tunnel", rule.tunnel());
        put(values, "session_profile_name", rule.sessionProfileName());
        return values;
    }

    private ConfigurationItem staticTunnel(StaticTunnelDefinition tunnel) {
        List<ConfigurationItem> sessions = tunnel.sessions().stream()
                .map(s -> new ConfigurationItem("session", s.name(), false, attributes(s), List.of()))
                .toList();
        return new ConfigurationItem("static_tunnel", tunnel.name(), false, attributes(tunnel.tunnel()), sessions);
    }

    /** What a profile sets, in the schema's order; a secret by its name where it has one that still holds it. */
    private Map<String, Object> attributes(Profile profile) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Attribute<?> attribute : Schema.of(profile.kind())) {
            if (!profile.sets(attribute)) {
                continue;
            }
            Attribute<Secret> named = SecretNames.secretOf(attribute);
            Attribute<String> name = SecretNames.nameOf(attribute);
            if (named != null) {
                if (isNamed(profile, named)) {
                    values.put(attribute.name(), profile.get(attribute));
                }
            } else if (attribute.type() != Secret.class) {
                values.put(attribute.name(), Values.plain(attribute, profile.get(attribute)));
            } else if (name == null || !isNamed(profile, attribute)) {
                values.put(attribute.name(), profile.get(attribute));
            }
        }
        return values;
    }

    /** Whether the secret of that attribute is the one whose name the profile has. */
    private boolean isNamed(Profile profile, Attribute<?> secret) {
        Attribute<String> name = SecretNames.nameOf(secret);
        if (!profile.sets(name)) {
            return false;
        }
        Object value = profile.get(secret);
        Secret known = configuration.secret(profile.get(name));
        return value == null ? known != null : value.equals(known);
    }
}
