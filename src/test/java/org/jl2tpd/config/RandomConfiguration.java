package org.jl2tpd.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.HookAttributes;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.ProfileRules;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.profile.RadiusDefinition.RadiusClient;
import org.jl2tpd.profile.RadiusDefinition.RadiusServer;
import org.jl2tpd.profile.Rules;
import org.jl2tpd.profile.Schema;
import org.jl2tpd.profile.SecretNames;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.SwitchRule;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.profile.UserDefinition;
import org.jl2tpd.profile.Values;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/** A valid configuration of any attributes, the same for the same seed. */
final class RandomConfiguration {
    private static final List<ProfileKind> NAMED =
            List.of(ProfileKind.PEER, ProfileKind.TUNNEL, ProfileKind.SESSION, ProfileKind.PPP);
    /** Candidates for any attribute; those that it takes are possible. */
    private static final List<Object> CANDIDATES = List.of(
            true,
            false,
            0L,
            1L,
            2L,
            7L,
            60L,
            150L,
            200L,
            1460L,
            70_000L,
            4_000_000L,
            "",
            "plain",
            "with \"quotes\" and \\ and #",
            "ünïcödé",
            "192.0.2.7",
            "2001:db8::7",
            "198.51.100.0/24",
            ".isp.example",
            "/run/x.sock",
            "64000:128000",
            "0a1b",
            "sync",
            "digital",
            "challenge",
            "lac",
            "laic",
            "own",
            "debug",
            "tun",
            List.of("192.0.2.1", "lns.example"),
            List.of("chap", "pap"),
            List.of("fsm", "data"),
            List.of("control"),
            List.of("192.0.2.1", "::1"),
            List.of("198.51.100.0/24"));

    private static final List<String> GROUPS = List.of("", "plain", "with \"quotes\" and \\ and #");

    private final Random random;
    private final Map<String, Secret> secrets = new HashMap<>();

    private RandomConfiguration(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            secrets.put(i == 0 ? "dotted.name" : "secret" + i, Secret.of("value \"" + i + "\" #" + seed));
        }
    }

    static Configuration of(long seed) {
        return new RandomConfiguration(seed).make();
    }

    private Configuration make() {
        Map<ProfileKind, Map<String, Profile>> profiles = new EnumMap<>(ProfileKind.class);
        for (ProfileKind kind : NAMED) {
            Map<String, Profile> named = new HashMap<>();
            for (String name : List.of("default", "lac.example", "b", "with space \"and\" more")) {
                if (random.nextInt(4) > 0) {
                    named.put(name, profile(kind, name));
                }
            }
            profiles.put(kind, named);
        }
        Map<String, PoolDefinition> pools = random.nextBoolean() ? Map.of() : Map.of("p.q", pool());
        Configuration configuration = Configuration.builder()
                .system(profile(ProfileKind.SYSTEM, "system"))
                .profiles(profiles)
                .tunnels(tunnels())
                .users(users())
                .pools(pools)
                .secrets(secrets)
                .management(management())
                .radius(radius())
                .build();
        Configuration valid = valid(configuration);
        return withRules(valid);
    }

    private Configuration withRules(Configuration valid) {
        boolean lns = valid.tunnels().stream()
                .anyMatch(t ->
                        valid.resolve(t).peer().get(PeerAttributes.LAC_LNS) == org.jl2tpd.profile.Choices.LacLns.LNS);
        if (lns || random.nextBoolean() || valid.tunnels().isEmpty()) {
            return valid;
        }
        String tunnel = valid.tunnels().get(0).name();
        return Configuration.builder()
                .system(valid.system())
                .profiles(valid.profiles())
                .tunnels(valid.tunnels())
                .users(valid.users())
                .pools(valid.pools())
                .secrets(secrets)
                .switchRules(List.of(
                        new SwitchRule("", "123*", "", tunnel, null),
                        new SwitchRule("default", "", ".isp.example", tunnel, "default")))
                .management(valid.management())
                .radius(valid.radius())
                .build();
    }

    /** Without what the rules between profiles refuse. */
    private Configuration valid(Configuration configuration) {
        Configuration now = configuration;
        for (int i = 0; i < 200; i++) {
            List<ProfileRules.Fault> faults = ProfileRules.check(now).stream()
                    .filter(fault -> !fault.isWarning())
                    .toList();
            if (faults.isEmpty()) {
                return now;
            }
            now = without(now, faults.get(0));
        }
        throw new IllegalStateException("never valid");
    }

    private static Configuration without(Configuration now, ProfileRules.Fault fault) {
        Profile owner = fault.owner();
        if (owner.kind() == ProfileKind.SYSTEM) {
            return now.withSystem(owner.without(List.of(fault.attribute())));
        }
        Profile found = now.profile(owner.kind(), owner.name());
        if (found == null || found != owner) {
            return now.withTunnels(List.of());
        }
        Attribute<?> attribute = fault.attribute() == PeerAttributes.TUNNEL_PROFILE_NAME
                ? PeerAttributes.ALLOW_TUNNELS
                : fault.attribute();
        Map<ProfileKind, Map<String, Profile>> all = new EnumMap<>(now.profiles());
        Map<String, Profile> named = new HashMap<>(all.get(owner.kind()));
        named.put(
                owner.name(),
                found.sets(attribute)
                        ? found.without(List.of(attribute))
                        : new Profile(owner.kind(), owner.name(), Map.of()));
        all.put(owner.kind(), named);
        return now.withProfiles(all);
    }

    private Profile profile(ProfileKind kind, String name) {
        Map<Attribute<?>, Object> values = new HashMap<>();
        for (Attribute<?> attribute : Schema.of(kind)) {
            if (random.nextInt(3) == 0) {
                value(attribute, values);
            }
        }
        values.remove(PppAttributes.IP_POOL_NAME);
        values.remove(TunnelAttributes.OUR_UDP_PORT);
        values.remove(RadiusAttributes.DYNAMIC_AUTHORIZATION_PORT);
        if (!GROUPS.contains(values.getOrDefault(PppAttributes.RADIUS_HINT, ""))) {
            values.remove(PppAttributes.RADIUS_HINT);
        }
        Profile profile = new Profile(kind, name, values);
        for (int i = 0; i < 50 && !Rules.check(profile).isEmpty(); i++) {
            Attribute<?> attribute = Rules.check(profile).get(0).attribute();
            profile = profile.sets(attribute) ? profile.without(List.of(attribute)) : new Profile(kind, name, Map.of());
        }
        return profile;
    }

    private void value(Attribute<?> attribute, Map<Attribute<?>, Object> values) {
        Attribute<Secret> named = SecretNames.secretOf(attribute);
        if (named != null) {
            String name = "secret" + (1 + random.nextInt(3));
            values.put(attribute, name);
            values.put(named, secrets.get(name));
        } else if (attribute.type() == Secret.class) {
            if (SecretNames.nameOf(attribute) != null && !values.containsKey(attribute)) {
                values.put(attribute, Secret.of("inline " + random.nextInt()));
                values.remove(SecretNames.nameOf(attribute));
            }
        } else if (!attribute.name().endsWith("_profile_name")
                && !attribute.name().endsWith("secret_name")) {
            candidate(attribute, values);
        } else if (attribute.name().endsWith("_profile_name")) {
            values.put(attribute, "default");
        }
    }

    private void candidate(Attribute<?> attribute, Map<Attribute<?>, Object> values) {
        List<Object> shuffled = new ArrayList<>(CANDIDATES);
        Collections.shuffle(shuffled, random);
        for (Object raw : shuffled) {
            Values.Reading reading = Values.read(attribute, raw);
            if (reading.problem() == null) {
                values.put(attribute, reading.value());
                return;
            }
        }
    }

    private static PoolDefinition pool() {
        var range = new PoolDefinition.Range(IpAddress.parse("10.0.0.3"), IpAddress.parse("10.0.9.9"));
        return new PoolDefinition(
                "p.q",
                List.of(range),
                List.of(IpPrefix.parse("2001:db8:1::/48")),
                List.of(IpPrefix.parse("2001:db8:8000::/33")),
                60);
    }

    private List<UserDefinition> users() {
        List<UserDefinition> users = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            Secret password = random.nextBoolean() ? secrets.get("dotted.name") : Secret.of("p\"" + i);
            boolean fixed = random.nextBoolean();
            users.add(new UserDefinition(
                    "user \\" + i + "@isp",
                    i == 2 ? null : password,
                    fixed ? IpAddress.v4(0x0a010000 + i) : null,
                    fixed ? IpPrefix.parse("2001:db8:5:" + i + "::/64") : null,
                    null,
                    null,
                    fixed ? List.of(IpPrefix.parse("192.168." + i + ".0/24")) : List.of(),
                    i != 2));
        }
        return users;
    }

    private List<TunnelDefinition> tunnels() {
        List<TunnelDefinition> tunnels = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            Profile own = profile(ProfileKind.TUNNEL, "tunnel " + i)
                    .without(List.of(
                            TunnelAttributes.PEER_PROFILE_NAME,
                            TunnelAttributes.DEST_IPADDR,
                            TunnelAttributes.SRC_IPADDR,
                            TunnelAttributes.OUR_UDP_PORT));
            List<SessionDefinition> sessions = new ArrayList<>();
            for (int j = 0; j < random.nextInt(3); j++) {
                sessions.add(session(i * 10 + j));
            }
            String peer = random.nextBoolean() ? "default" : null;
            List<String> destinations = List.of("192.0.2." + (i + 1), "lns.example");
            tunnels.add(
                    new TunnelDefinition("tunnel " + i, destinations, null, peer, random.nextBoolean(), own, sessions));
        }
        return tunnels;
    }

    private SessionDefinition session(int number) {
        String name = "session " + number;
        Profile own = profile(ProfileKind.SESSION, name)
                .without(List.of(org.jl2tpd.profile.SessionAttributes.PPP_PROFILE_NAME));
        Map<Attribute<?>, Object> ppp = new HashMap<>();
        Profile random = profile(ProfileKind.PPP, name);
        random.entries().stream()
                .filter(e -> Schema.find(ProfileKind.SESSION, e.getKey().name()) == null)
                .forEach(e -> ppp.put(e.getKey(), e.getValue()));
        Profile pppOverrides = new Profile(ProfileKind.PPP, name, ppp);
        if (!Rules.check(pppOverrides).isEmpty()) {
            pppOverrides = new Profile(ProfileKind.PPP, name, Map.of());
        }
        Secret password = this.random.nextBoolean() ? secrets.get("secret1") : Secret.of("of session " + number);
        String device = this.random.nextBoolean() ? "l2tp-" + number : "";
        return new SessionDefinition(name, null, "default", "u\"" + number, password, device, own, pppOverrides);
    }

    /** With a server for every profile that uses one. */
    private RadiusDefinition radius() {
        List<RadiusServer> servers = new ArrayList<>();
        List<RadiusClient> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Secret secret = random.nextBoolean() ? secrets.get("secret1") : Secret.of("shared \" secret " + i);
            servers.add(new RadiusServer(
                    "server \"" + i + "\"",
                    GROUPS.get(i),
                    IpAddress.parse(random.nextBoolean() ? "192.0.2." + i : "2001:db8::" + i),
                    1812 + random.nextInt(2),
                    1813 * random.nextInt(2),
                    secret,
                    random.nextBoolean(),
                    random.nextBoolean()));
            IpPrefix source = IpPrefix.parse("198.51." + i + ".0/24");
            if (random.nextBoolean()) {
                clients.add(
                        new RadiusClient("client " + i, source, secret, random.nextBoolean(), random.nextBoolean()));
            }
        }
        return new RadiusDefinition(profile(ProfileKind.RADIUS, "radius"), servers, clients);
    }

    private ManagementDefinition management() {
        if (random.nextBoolean()) {
            return ManagementDefinition.NONE;
        }
        var user = new ManagementDefinition.SnmpUser(
                "nms",
                pick(ManagementDefinition.AuthProtocol.values()),
                secrets.get("secret2"),
                pick(ManagementDefinition.PrivProtocol.values()),
                Secret.of("inline password"),
                pick(ManagementDefinition.Access.values()));
        var bare = new ManagementDefinition.SnmpUser(
                "bare",
                ManagementDefinition.AuthProtocol.SHA256,
                Secret.of("inline password"),
                ManagementDefinition.PrivProtocol.AES128,
                null,
                ManagementDefinition.Access.READ);
        var community = new ManagementDefinition.SnmpCommunity(
                "c",
                secrets.get("secret3"),
                List.of(IpPrefix.parse("192.0.2.0/24")),
                ManagementDefinition.Access.WRITE);
        var target = new ManagementDefinition.SnmpTarget(
                "t", "192.0.2.9", 162 + random.nextInt(3), random.nextBoolean(), "nms", null, 900, 3);
        var http = new ManagementDefinition.HttpUser("h", secrets.get("secret1"), ManagementDefinition.Access.WRITE);
        return new ManagementDefinition(
                profile(ProfileKind.SNMP, "snmp"),
                List.of(user, bare),
                List.of(community),
                List.of(target),
                new Profile(ProfileKind.JMX, "jmx", Map.of()),
                new Profile(ProfileKind.HTTP, "http", Map.of()),
                List.of(http),
                new Profile(ProfileKind.HOOKS, "hooks", Map.of())
                        .with(HookAttributes.SESSION_UP, "/nowhere/up" + random.nextInt(3))
                        .with(HookAttributes.MAX_RUNNING, 1 + random.nextInt(9)));
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
