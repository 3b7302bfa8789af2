package org.jl2tpd.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rules between the profiles of a configuration, and between them and its tunnels; a file and an operator's change meet the same. */
public final class ProfileRules {
    /**
     * Something that can't be, or that may not be meant.
     *
     * @param owner the profile at which it shows
     * @param attribute the attribute of it
     * @param message for an operator, whole; never a secret
     * @param isWarning whether it is allowed all the same
     */
    public record Fault(Profile owner, Attribute<?> attribute, String message, boolean isWarning) {
        static Fault error(Profile owner, Attribute<?> attribute, String message) {
            return new Fault(owner, attribute, message, false);
        }

        static Fault warning(Profile owner, Attribute<?> attribute, String message) {
            return new Fault(owner, attribute, message, true);
        }

        /** As one line: {@code KIND NAME: MESSAGE}. */
        public String text() {
            return owner.kind().name().toLowerCase(Locale.ROOT) + " \"" + owner.name() + "\": " + message;
        }
    }

    /** Attributes that name a profile, and of which kind. */
    public static final Map<Attribute<String>, ProfileKind> REFERENCES = references();

    private ProfileRules() {}

    private static Map<Attribute<String>, ProfileKind> references() {
        Map<Attribute<String>, ProfileKind> table = new LinkedHashMap<>();
        table.put(PeerAttributes.TUNNEL_PROFILE_NAME, ProfileKind.TUNNEL);
        table.put(PeerAttributes.SESSION_PROFILE_NAME, ProfileKind.SESSION);
        table.put(PeerAttributes.PPP_PROFILE_NAME, ProfileKind.PPP);
        table.put(TunnelAttributes.PEER_PROFILE_NAME, ProfileKind.PEER);
        table.put(TunnelAttributes.SESSION_PROFILE_NAME, ProfileKind.SESSION);
        table.put(TunnelAttributes.PPP_PROFILE_NAME, ProfileKind.PPP);
        table.put(SessionAttributes.PPP_PROFILE_NAME, ProfileKind.PPP);
        return java.util.Collections.unmodifiableMap(table);
    }

    /** Everything that is wrong with the profiles of a configuration and its tunnels, as far as it can be told without its file. */
    public static List<Fault> check(Configuration configuration) {
        List<Fault> faults = new ArrayList<>();
        configuration
                .profiles()
                .values()
                .forEach(named -> named.values().forEach(profile -> {
                    Rules.check(profile)
                            .forEach(problem ->
                                    faults.add(Fault.error(profile, problem.attribute(), problem.message())));
                    references(configuration, profile, faults);
                }));
        faults.addAll(peers(
                configuration, configuration.profiles().get(ProfileKind.PEER).values()));
        configuration.profiles().get(ProfileKind.PPP).values().forEach(ppp -> faults.addAll(ppp(configuration, ppp)));
        configuration.tunnels().forEach(tunnel -> tunnel(configuration, tunnel, faults));
        ports(configuration, faults);
        Rules.check(configuration.system())
                .forEach(problem ->
                        faults.add(Fault.error(configuration.system(), problem.attribute(), problem.message())));
        return faults;
    }

    private static void references(Configuration configuration, Profile profile, List<Fault> faults) {
        REFERENCES.forEach((attribute, kind) -> {
            if (attribute.kind() == profile.kind() && configuration.profile(kind, profile.get(attribute)) == null) {
                faults.add(Fault.error(
                        profile,
                        attribute,
                        attribute.name() + ": there is no " + section(kind) + " \"" + profile.get(attribute) + "\""));
            }
        });
        if (profile.kind() == ProfileKind.PPP) {
            String pool = profile.get(PppAttributes.IP_POOL_NAME);
            if (!pool.isEmpty() && !configuration.pools().containsKey(pool)) {
                String message = PppAttributes.IP_POOL_NAME.name() + ": there is no pool \"" + pool + "\"";
                faults.add(Fault.error(profile, PppAttributes.IP_POOL_NAME, message));
            }
        }
    }

    private static String section(ProfileKind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + "_profile";
    }

    /** @param written peer profiles in their order: of two that take the same peers the later one is at fault */
    public static List<Fault> peers(Configuration configuration, Collection<Profile> written) {
        List<Fault> faults = new ArrayList<>();
        Profile fallback = configuration.profile(ProfileKind.PEER, Configuration.DEFAULT);
        for (PeerIndex.Conflict conflict : new PeerIndex(written, fallback).conflicts()) {
            Attribute<?> attribute = conflict.attribute();
            String message =
                    attribute.name() + ": peer_profile \"" + conflict.first().name() + "\" already takes these peers";
            faults.add(Fault.error(conflict.second(), attribute, message));
        }
        for (Profile peer : written) {
            if (peer.get(PeerAttributes.ALLOW_TUNNELS)) {
                allowed(configuration, peer, faults);
            }
        }
        return faults;
    }

    private static void allowed(Configuration configuration, Profile peer, List<Fault> faults) {
        Resolved resolved = configuration.resolve(peer);
        for (Rules.Problem problem : Rules.check(resolved)) {
            String message =
                    problem.message() + ": neither peer_profile \"" + peer.name() + "\" nor its tunnel profile has one";
            faults.add(Fault.error(peer, PeerAttributes.TUNNEL_PROFILE_NAME, message));
        }
        boolean open = resolved.tunnel().get(TunnelAttributes.AUTH_MODE) == Choices.AuthMode.NONE;
        if (open && peer.name().equals(Configuration.DEFAULT)) {
            faults.add(Fault.warning(
                    peer, PeerAttributes.ALLOW_TUNNELS, "everyone may open tunnels: the default peer needs no secret"));
        }
    }

    /** What a ppp profile needs of the pools and the system. */
    public static List<Fault> ppp(Configuration configuration, Profile ppp) {
        List<Fault> faults = pppd(configuration, ppp);
        faults.addAll(radius(configuration, ppp));
        PoolDefinition pool = configuration.pools().get(ppp.get(PppAttributes.IP_POOL_NAME));
        if (pool == null) {
            return faults;
        }
        if (!ppp.get(PppAttributes.IPV6) && !pool.ipv6().isEmpty()) {
            faults.add(Fault.warning(
                    ppp,
                    PppAttributes.IP_POOL_NAME,
                    "the pool has IPv6 prefixes that nobody gets: set ipv6 = true in this profile"));
        }
        boolean gives = !pool.ipv4().isEmpty() && ppp.get(PppAttributes.IPV4);
        boolean ours = ppp.get(PppAttributes.LOCAL_IPADDR) != null || isOnlyLaidOver(configuration, ppp);
        if (gives && !ours) {
            faults.add(Fault.error(
                    ppp,
                    PppAttributes.IP_POOL_NAME,
                    "ip_pool_name needs local_ipaddr: our own address on the links of that pool"));
        }
        return faults;
    }

    /** Whether only a RADIUS server can name the profile, who lays it over another one that may have our address: nothing here names it. */
    private static boolean isOnlyLaidOver(Configuration configuration, Profile ppp) {
        return !configuration.radius().servers().isEmpty()
                && configuration.profiles().get(ProfileKind.PPP).values().stream()
                        .anyMatch(other -> other.get(PppAttributes.LOCAL_IPADDR) != null)
                && !ppp.name().equals(Configuration.DEFAULT)
                && ProfileUsers.of(configuration, ProfileKind.PPP, ppp.name()).isEmpty();
    }

    /** Who is to be asked by RADIUS must be there. */
    public static List<Fault> radius(Configuration configuration, Profile ppp) {
        String group = ppp.get(PppAttributes.RADIUS_HINT);
        boolean used = ppp.get(PppAttributes.USE_RADIUS) && ppp.get(PppAttributes.PPP) == Choices.PppMode.OWN;
        if (!used && group.isEmpty()
                || configuration.radius().servers().stream()
                        .anyMatch(server -> server.group().equals(group) && server.authenticationPort() != 0)) {
            return List.of();
        }
        if (group.isEmpty()) {
            return List.of(Fault.error(
                    ppp,
                    PppAttributes.USE_RADIUS,
                    "use_radius needs a server to ask: add [[radius_server]] with name, address and secret_name, and"
                            + " without group"));
        }
        String message = "radius_hint: there is no [[radius_server]] with group \"" + group + "\" that authenticates";
        return List.of(new Fault(ppp, PppAttributes.RADIUS_HINT, message, !used));
    }

    /** Only the kernel's driver has what a pppd can be given. */
    public static List<Fault> pppd(Configuration configuration, Profile ppp) {
        List<Fault> faults = new ArrayList<>();
        if (ppp.get(PppAttributes.PPP) != Choices.PppMode.PPPD) {
            return faults;
        }
        Choices.DatapathKind datapath = configuration.system().get(SystemAttributes.DATAPATH);
        if (datapath == Choices.DatapathKind.TUN || datapath == Choices.DatapathKind.MEMORY) {
            String name = datapath.name().toLowerCase(Locale.ROOT);
            faults.add(Fault.error(
                    ppp, PppAttributes.PPP, "ppp = \"pppd\" needs the kernel datapath: datapath is \"" + name + "\""));
        } else {
            String path = configuration.system().get(SystemAttributes.PPPD_PATH);
            faults.add(Fault.warning(
                    ppp, PppAttributes.PPP, "ppp = \"pppd\" needs " + path + ", and a start of the daemon as root"));
        }
        for (Attribute<?> attribute : Rules.WITHOUT_EFFECT_WITH_PPPD) {
            if (ppp.sets(attribute) && !ppp.get(attribute).equals(attribute.defaultValue())) {
                faults.add(Fault.warning(ppp, attribute, attribute.name() + " has no effect with ppp = \"pppd\""));
            }
        }
        return faults;
    }

    private static void ports(Configuration configuration, List<Fault> faults) {
        Map<Integer, Map<TunnelPort, String>> byPort = new HashMap<>();
        for (TunnelDefinition tunnel : configuration.tunnels()) {
            TunnelPort port = TunnelPort.of(configuration, tunnel);
            if (port == null) {
                continue;
            }
            Map<TunnelPort, String> others = byPort.computeIfAbsent(port.port(), any -> new LinkedHashMap<>());
            others.forEach((other, name) -> {
                if (port.meets(other)) {
                    Profile owner = new Profile(ProfileKind.TUNNEL, tunnel.name(), Map.of());
                    faults.add(Fault.error(owner, TunnelAttributes.OUR_UDP_PORT, port.taken(name)));
                }
            });
            others.putIfAbsent(port, tunnel.name());
        }
    }

    private static void tunnel(Configuration configuration, TunnelDefinition tunnel, List<Fault> faults) {
        Profile owner = new Profile(ProfileKind.TUNNEL, tunnel.name(), Map.of());
        Resolved resolved = configuration.resolve(tunnel);
        boolean switched = configuration.switchRules().stream()
                .anyMatch(rule -> rule.tunnel().equals(tunnel.name()));
        if (switched && resolved.peer().get(PeerAttributes.LAC_LNS) == Choices.LacLns.LNS) {
            String message =
                    "a switch rule names this tunnel, and lac_lns of its peer profile forbids us to be the LAC";
            faults.add(Fault.error(owner, PeerAttributes.LAC_LNS, message));
        }
        for (Rules.Problem problem : Rules.check(resolved)) {
            faults.add(Fault.error(owner, problem.attribute(), problem.message() + ": this tunnel has none"));
        }
        for (SessionDefinition session : tunnel.sessions()) {
            Profile place = new Profile(ProfileKind.SESSION, session.name(), Map.of());
            for (Rules.Problem problem : Rules.checkOpened(configuration.resolve(resolved, session))) {
                faults.add(Fault.error(place, problem.attribute(), problem.message()));
            }
        }
    }
}
