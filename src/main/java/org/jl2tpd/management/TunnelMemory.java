package org.jl2tpd.management;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.TunnelDefinition;

/** What a configuration becomes when an operator opens, changes or closes a tunnel or session of ours. A name that it does not know changes nothing. */
final class TunnelMemory {
    private TunnelMemory() {}

    /** With that tunnel in place of another of its name. */
    static Configuration with(Configuration before, TunnelDefinition tunnel) {
        return before.withTunnels(replaced(before.tunnels(), t -> t.name().equals(tunnel.name()), tunnel));
    }

    /** Without that tunnel, unless calls are switched into it: then it is opened again when one comes. */
    static Configuration without(Configuration before, String tunnel) {
        boolean switched =
                before.switchRules().stream().anyMatch(rule -> rule.tunnel().equals(tunnel));
        if (switched || find(before, tunnel) == null) {
            return before;
        }
        return before.withTunnels(
                before.tunnels().stream().filter(t -> !t.name().equals(tunnel)).toList());
    }

    static Configuration with(Configuration before, String tunnel, SessionDefinition session) {
        return sessions(before, tunnel, all -> replaced(all, s -> s.name().equals(session.name()), session));
    }

    static Configuration without(Configuration before, String tunnel, String session) {
        return sessions(
                before,
                tunnel,
                all -> all.stream().filter(s -> !s.name().equals(session)).toList());
    }

    /** With attributes that a tunnel was given while it lived, some of them for its sessions. */
    static Configuration changed(Configuration before, String tunnel, Profile changes) {
        TunnelDefinition old = find(before, tunnel);
        if (old == null || changes.entries().isEmpty()) {
            return before;
        }
        Profile ofSessions = changes.part(ProfileKind.SESSION);
        List<SessionDefinition> sessions = ofSessions.entries().isEmpty()
                ? old.sessions()
                : old.sessions().stream().map(s -> copy(s, ofSessions)).toList();
        return with(before, copy(old, old.overrides().with(changes.part(ProfileKind.TUNNEL)), sessions));
    }

    /** With attributes that a session was given while it lived. */
    static Configuration changed(Configuration before, String tunnel, String session, Profile changes) {
        return changes.entries().isEmpty()
                ? before
                : sessions(
                        before,
                        tunnel,
                        all -> all.stream()
                                .map(s -> s.name().equals(session) ? copy(s, changes) : s)
                                .toList());
    }

    private static Configuration sessions(
            Configuration before, String tunnel, UnaryOperator<List<SessionDefinition>> change) {
        TunnelDefinition old = find(before, tunnel);
        if (old == null) {
            return before;
        }
        List<SessionDefinition> next = change.apply(old.sessions());
        return next.equals(old.sessions()) ? before : with(before, copy(old, old.overrides(), next));
    }

    static TunnelDefinition find(Configuration configuration, String name) {
        return configuration.tunnels().stream()
                .filter(tunnel -> tunnel.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    static TunnelDefinition copy(TunnelDefinition old, Profile overrides, List<SessionDefinition> sessions) {
        return new TunnelDefinition(
                old.name(),
                old.destinations(),
                old.profileName(),
                old.peerProfileName(),
                old.persist(),
                overrides,
                sessions);
    }

    private static SessionDefinition copy(SessionDefinition old, Profile changes) {
        return new SessionDefinition(
                old.name(),
                old.profileName(),
                old.pppProfileName(),
                old.userName(),
                old.userPassword(),
                old.interfaceName(),
                old.overrides().with(changes),
                old.pppOverrides());
    }

    /** In the place of the one that it replaces, else at the end. */
    private static <T> List<T> replaced(List<T> before, Predicate<T> same, T next) {
        List<T> all = new ArrayList<>(before);
        for (int i = 0; i < all.size(); i++) {
            if (same.test(all.get(i))) {
                all.set(i, next);
                return all;
            }
        }
        all.add(next);
        return all;
    }
}
