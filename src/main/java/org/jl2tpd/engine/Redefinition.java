package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.TunnelDefinition;

/**
 * Tunnels and sessions that we open follow a configuration that was read anew: at their next attempt in everything, and while they live in
 * what {@link Changeable} names and their own definition says otherwise than before.
 */
final class Redefinition {
    private final Core core;
    private final LiveChanges changes;
    private final List<String> problems = new ArrayList<>();

    Redefinition(Core core, LiveChanges changes) {
        this.core = core;
        this.changes = changes;
    }

    /** What could not be changed while it lives. */
    List<String> follow(long nowNs) {
        Map<String, TunnelDefinition> wanted = new HashMap<>();
        core.configuration.tunnels().forEach(tunnel -> wanted.put(tunnel.name(), tunnel));
        for (ClientTunnel tunnel : core.dialer.all()) {
            TunnelDefinition definition = wanted.get(tunnel.definition.name());
            if (definition != null) {
                follow(nowNs, tunnel, definition);
            }
        }
        return problems;
    }

    private void follow(long nowNs, ClientTunnel tunnel, TunnelDefinition now) {
        TunnelDefinition former = tunnel.definition;
        Map<String, Profile> sessions = new HashMap<>();
        tunnel.sessions.forEach(s -> sessions.put(s.definition.name(), s.definition.overrides()));
        tunnel.redefine(now);
        if (!tunnel.isUp()) {
            return;
        }
        Profile own = changed(former.overrides(), now.overrides(), tunnel.profiles.tunnel(), Changeable.TUNNEL);
        if (!own.entries().isEmpty()) {
            note("tunnel " + now.name(), changes.modify(nowNs, tunnel.current, own));
        }
        for (ClientSession session : tunnel.sessions) {
            if (session.current != null) {
                follow(tunnel, session, sessions.get(session.definition.name()));
            }
        }
    }

    private void follow(ClientTunnel tunnel, ClientSession session, Profile former) {
        SessionDefinition now = session.definition;
        Profile own = changed(former, now.overrides(), session.profiles.session(), Changeable.SESSION);
        if (!own.entries().isEmpty()) {
            String problem = changes.modify(session.current, own);
            core.deadlines.update(session.current);
            note("session " + now.name() + " of tunnel " + tunnel.definition.name(), problem);
        }
    }

    private void note(String what, String problem) {
        if (problem != null) {
            problems.add(what + ": " + problem);
        }
    }

    /** Of what may change while it lives, the values that are other ones now. */
    private static Profile changed(Profile former, Profile now, Profile resolved, Set<Attribute<?>> changeable) {
        Map<Attribute<?>, Object> values = new HashMap<>();
        for (Attribute<?> attribute : changeable) {
            Object old = former.sets(attribute) ? former.get(attribute) : null;
            Object other = now.sets(attribute) ? now.get(attribute) : null;
            if (old == null ? other != null : !old.equals(other)) {
                values.put(attribute, resolved.get(attribute));
            }
        }
        return new Profile(now.kind(), now.name(), values);
    }
}
