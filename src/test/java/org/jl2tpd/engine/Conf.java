package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.SwitchRule;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.wire.Secret;

/** A configuration that a test writes line by line; what it leaves out has its default, but every peer may open tunnels. */
final class Conf {
    static final String USER = "alice";
    static final Secret PASSWORD = Secret.of("open sesame");

    private final Map<Attribute<?>, Object> system = new HashMap<>();
    private final Map<ProfileKind, Map<String, Map<Attribute<?>, Object>>> profiles = new EnumMap<>(ProfileKind.class);
    private final List<TunnelDefinition> tunnels = new ArrayList<>();
    private final List<SwitchRule> switchRules = new ArrayList<>();
    private RadiusDefinition radius = RadiusDefinition.NONE;

    Conf(String hostName) {
        set(SystemAttributes.HOST_NAME, hostName);
        set(PeerAttributes.ALLOW_TUNNELS, true);
    }

    /** Sets a value in the system profile or the default profile of its kind. */
    <T> Conf set(Attribute<T> attribute, T value) {
        return set("default", attribute, value);
    }

    /** Sets a value in a named profile. */
    <T> Conf set(String profile, Attribute<T> attribute, T value) {
        if (attribute.kind() == ProfileKind.SYSTEM) {
            system.put(attribute, value);
        } else {
            profiles.computeIfAbsent(attribute.kind(), k -> new LinkedHashMap<>())
                    .computeIfAbsent(profile, p -> new LinkedHashMap<>())
                    .put(attribute, value);
        }
        return this;
    }

    /** A persistent tunnel named {@code t} with sessions {@code s0}, {@code s1}, ... of the usual user. */
    Conf dial(int sessions, String... destinations) {
        return dial(tunnel("t", true, sessions, destinations));
    }

    Conf dial(TunnelDefinition definition) {
        tunnels.add(definition);
        return this;
    }

    /** Adds a switch rule; empty text matches everything. */
    Conf switches(String peer, String calledNumber, String realm, String tunnel) {
        switchRules.add(new SwitchRule(peer, calledNumber, realm, tunnel, null));
        return this;
    }

    Conf radius(RadiusDefinition definition) {
        radius = definition;
        return this;
    }

    static TunnelDefinition tunnel(String name, boolean persist, int sessions, String... destinations) {
        var calls = new ArrayList<SessionDefinition>();
        for (int i = 0; i < sessions; i++) {
            calls.add(session("s" + i));
        }
        return tunnel(name, persist, calls, destinations);
    }

    static TunnelDefinition tunnel(
            String name, boolean persist, List<SessionDefinition> calls, String... destinations) {
        Profile own = new Profile(ProfileKind.TUNNEL, name, Map.of());
        return new TunnelDefinition(name, List.of(destinations), null, null, persist, own, calls);
    }

    static SessionDefinition session(String name) {
        return session(name, USER, PASSWORD);
    }

    static SessionDefinition session(String name, String user, Secret password) {
        return session(name, user, password, Map.of(), Map.of());
    }

    static SessionDefinition session(
            String name,
            String user,
            Secret password,
            Map<Attribute<?>, Object> sessionValues,
            Map<Attribute<?>, Object> pppValues) {
        return new SessionDefinition(
                name,
                null,
                null,
                user,
                password,
                "",
                new Profile(ProfileKind.SESSION, name, sessionValues),
                new Profile(ProfileKind.PPP, name, pppValues));
    }

    Configuration build() {
        var made = new EnumMap<ProfileKind, Map<String, Profile>>(ProfileKind.class);
        profiles.forEach((kind, named) -> {
            var all = new HashMap<String, Profile>();
            named.forEach((name, values) -> all.put(name, new Profile(kind, name, values)));
            made.put(kind, all);
        });
        return Configuration.builder()
                .system(new Profile(ProfileKind.SYSTEM, "system", system))
                .profiles(made)
                .tunnels(tunnels)
                .switchRules(switchRules)
                .radius(radius)
                .build();
    }
}
