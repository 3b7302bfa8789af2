package org.jl2tpd.management;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.SystemAttributes;
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

    /**
     * With attributes that a tunnel was given while it lived, some of them for its sessions. One that is what the tunnel would have
     * without it is not kept, unless {@code filed} has it too: what was changed and changed back leaves no trace.
     */
    static Configuration changed(Configuration before, Configuration filed, String tunnel, Profile changes) {
        TunnelDefinition old = find(before, tunnel);
        if (old == null || changes.entries().isEmpty()) {
            return before;
        }
        TunnelDefinition former = filed == null ? null : find(filed, tunnel);
        Profile ofTunnel = changes.part(ProfileKind.TUNNEL);
        TunnelDefinition bare = copy(old, old.overrides().without(attributes(ofTunnel)), old.sessions());
        Profile overrides = laidOver(
                old.overrides(), before.resolve(bare).tunnel(), former == null ? null : former.overrides(), ofTunnel);
        TunnelDefinition next = copy(old, overrides, old.sessions());
        Profile ofSessions = changes.part(ProfileKind.SESSION);
        return with(
                before,
                copy(
                        old,
                        overrides,
                        old.sessions().stream()
                                .map(s -> changed(before, next, former, s, ofSessions))
                                .toList()));
    }

    /** With attributes that a session was given while it lived; as with a tunnel. */
    static Configuration changed(
            Configuration before, Configuration filed, String tunnel, String session, Profile changes) {
        if (changes.entries().isEmpty()) {
            return before;
        }
        TunnelDefinition former = filed == null ? null : find(filed, tunnel);
        TunnelDefinition old = find(before, tunnel);
        return sessions(
                before,
                tunnel,
                all -> all.stream()
                        .map(s -> s.name().equals(session) ? changed(before, old, former, s, changes) : s)
                        .toList());
    }

    private static SessionDefinition changed(
            Configuration before,
            TunnelDefinition tunnel,
            TunnelDefinition former,
            SessionDefinition session,
            Profile changes) {
        if (changes.entries().isEmpty()) {
            return session;
        }
        SessionDefinition bare = copy(session, session.overrides().without(attributes(changes)));
        Profile written = former == null
                ? null
                : former.sessions().stream()
                        .filter(s -> s.name().equals(session.name()))
                        .map(SessionDefinition::overrides)
                        .findFirst()
                        .orElse(null);
        Profile inherited = before.resolve(before.resolve(tunnel), bare).session();
        return copy(session, laidOver(session.overrides(), inherited, written, changes));
    }

    private static List<Attribute<?>> attributes(Profile profile) {
        List<Attribute<?>> all = new ArrayList<>();
        profile.entries().forEach(entry -> all.add(entry.getKey()));
        return all;
    }

    /**
     * What is set with the changes laid over, but for those that say what is inherited anyhow.
     *
     * @param written what the file sets, null for nothing
     */
    private static Profile laidOver(Profile set, Profile inherited, Profile written, Profile changes) {
        List<Attribute<?>> idle = new ArrayList<>();
        changes.entries().forEach(entry -> {
            boolean isWritten = written != null && written.sets(entry.getKey());
            if (!isWritten && entry.getValue().equals(inherited.get(entry.getKey()))) {
                idle.add(entry.getKey());
            }
        });
        return set.with(changes).without(idle);
    }

    /** With that mask of traced facilities for all; 0, where nobody wrote it, is as if it were not set. */
    static Configuration traced(Configuration before, Configuration filed, int mask) {
        Profile system = before.system();
        if (system.get(SystemAttributes.TRACE_FLAGS) == mask) {
            return before;
        }
        boolean isWritten = filed != null && filed.system().sets(SystemAttributes.TRACE_FLAGS);
        boolean isDefault = SystemAttributes.TRACE_FLAGS.defaultValue() == mask;
        return before.withSystem(
                isDefault && !isWritten
                        ? system.without(List.of(SystemAttributes.TRACE_FLAGS))
                        : system.with(SystemAttributes.TRACE_FLAGS, mask));
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

    private static SessionDefinition copy(SessionDefinition old, Profile overrides) {
        return new SessionDefinition(
                old.name(),
                old.profileName(),
                old.pppProfileName(),
                old.userName(),
                old.userPassword(),
                old.interfaceName(),
                overrides,
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
