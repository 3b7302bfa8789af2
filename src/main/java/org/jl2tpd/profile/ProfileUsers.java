package org.jl2tpd.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds what in a configuration names a profile. */
public final class ProfileUsers {
    private final ProfileKind kind;
    private final String name;
    private final List<String> users = new ArrayList<>();

    private ProfileUsers(ProfileKind kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    /** In words, as {@code peer_profile "x"}, {@code tunnel "y"} or {@code switch rule 3}. */
    public static List<String> of(Configuration configuration, ProfileKind kind, String name) {
        ProfileUsers found = new ProfileUsers(kind, name);
        configuration
                .profiles()
                .forEach((other, named) -> named.values().stream()
                        .sorted(java.util.Comparator.comparing(Profile::name))
                        .forEach(
                                profile -> found.profile(profile, other.name().toLowerCase(Locale.ROOT) + "_profile")));
        configuration.tunnels().forEach(found::tunnel);
        for (int i = 0; i < configuration.switchRules().size(); i++) {
            found.rule(i + 1, configuration.switchRules().get(i));
        }
        return List.copyOf(found.users);
    }

    private void profile(Profile profile, String what) {
        for (Map.Entry<Attribute<String>, ProfileKind> reference : ProfileRules.REFERENCES.entrySet()) {
            boolean refers = reference.getValue() == kind
                    && reference.getKey().kind() == profile.kind()
                    && profile.sets(reference.getKey())
                    && profile.get(reference.getKey()).equals(name);
            if (refers) {
                add(what + " \"" + profile.name() + "\"");
            }
        }
    }

    private void add(String user) {
        if (!users.contains(user)) {
            users.add(user);
        }
    }

    private void tunnel(TunnelDefinition tunnel) {
        boolean named = kind == ProfileKind.TUNNEL && name.equals(tunnel.profileName())
                || kind == ProfileKind.PEER && name.equals(tunnel.peerProfileName());
        if (named) {
            add("tunnel \"" + tunnel.name() + "\"");
        }
        profile(tunnel.overrides(), "tunnel");
        for (SessionDefinition session : tunnel.sessions()) {
            named = kind == ProfileKind.SESSION && name.equals(session.profileName())
                    || kind == ProfileKind.PPP && name.equals(session.pppProfileName());
            if (named) {
                add("session \"" + session.name() + "\"");
            }
            profile(session.overrides(), "session");
        }
    }

    private void rule(int number, SwitchRule rule) {
        boolean named = kind == ProfileKind.PEER && name.equals(rule.peer())
                || kind == ProfileKind.SESSION && name.equals(rule.sessionProfileName());
        if (named) {
            add("switch rule " + number);
        }
    }
}
