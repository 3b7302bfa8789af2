package org.jl2tpd.management;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jl2tpd.engine.Changeable;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;

/**
 * What a reload does with tunnels and sessions that we open. What {@link Changeable} names is changed while they live and secrets,
 * passwords and {@code persist} count from the next attempt on: both are the engine's part. Anything else that differs has the tunnel,
 * or the one session, opened anew.
 */
final class TunnelSteps {
    private static final String RELOADED = "configuration reloaded";
    private static final Set<Attribute<?>> NEXT_TIME = Set.of(TunnelAttributes.SECRET, TunnelAttributes.SECRET_NAME);

    /** @param line for the operator */
    record Step(String line, Command command) {}

    private final Configuration after;
    private final List<Step> steps = new ArrayList<>();

    private TunnelSteps(Configuration after) {
        this.after = after;
    }

    /** In the order in which they are to be made: what closes comes first. */
    static List<Step> between(Configuration before, Configuration after) {
        var steps = new TunnelSteps(after);
        Map<String, TunnelDefinition> old = byName(before);
        Map<String, TunnelDefinition> now = byName(after);
        old.values().stream().filter(t -> !now.containsKey(t.name())).forEach(steps::close);
        now.values().stream().filter(t -> old.containsKey(t.name())).forEach(t -> steps.compare(old.get(t.name()), t));
        now.values().stream()
                .filter(t -> !old.containsKey(t.name()) && !steps.isOnDemand(t))
                .forEach(steps::open);
        return List.copyOf(steps.steps);
    }

    private static Map<String, TunnelDefinition> byName(Configuration configuration) {
        Map<String, TunnelDefinition> byName = new LinkedHashMap<>();
        configuration.tunnels().forEach(tunnel -> byName.put(tunnel.name(), tunnel));
        return byName;
    }

    /** Whether it is opened only when a switched call needs it. */
    private boolean isOnDemand(TunnelDefinition tunnel) {
        return !tunnel.persist()
                && tunnel.sessions().isEmpty()
                && after.switchRules().stream().anyMatch(rule -> rule.tunnel().equals(tunnel.name()));
    }

    private void close(TunnelDefinition tunnel) {
        add("closed " + title(tunnel), new Command.CloseTunnel(key(tunnel), RELOADED));
    }

    private void open(TunnelDefinition tunnel) {
        add("opened " + title(tunnel), new Command.CreateTunnel(tunnel));
    }

    private void add(String line, Command command) {
        steps.add(new Step(line, command));
    }

    private static String title(TunnelDefinition tunnel) {
        return "tunnel \"" + tunnel.name() + "\"";
    }

    private static String title(TunnelDefinition tunnel, SessionDefinition session) {
        return "session \"" + session.name() + "\" of " + title(tunnel);
    }

    private static TunnelKey key(TunnelDefinition tunnel) {
        return new TunnelKey(0, tunnel.name());
    }

    private void compare(TunnelDefinition old, TunnelDefinition now) {
        List<String> why = reasons(old, now);
        if (!why.isEmpty() && isOnDemand(now)) {
            add("closed " + title(now) + ", until a call needs it", new Command.CloseTunnel(key(now), RELOADED));
        } else if (!why.isEmpty()) {
            add(
                    "reopened " + title(now) + ", since " + String.join(", ", why) + " changed",
                    new Command.ReopenTunnel(now, RELOADED));
        } else {
            sessions(old, now);
        }
    }

    private static List<String> reasons(TunnelDefinition old, TunnelDefinition now) {
        List<String> why = new ArrayList<>();
        differs(why, "dest_ipaddr", old.destinations(), now.destinations());
        differs(why, "profile_name", old.profileName(), now.profileName());
        differs(why, "peer_profile_name", old.peerProfileName(), now.peerProfileName());
        differing(old.overrides(), now.overrides()).stream()
                .filter(attribute -> !Changeable.TUNNEL.contains(attribute) && !NEXT_TIME.contains(attribute))
                .map(Attribute::name)
                .filter(name -> !why.contains(name))
                .forEach(why::add);
        return why;
    }

    private static void differs(List<String> why, String name, Object old, Object now) {
        if (!Objects.equals(old, now)) {
            why.add(name);
        }
    }

    /** What one of them sets and the other sets otherwise or not at all, in order of the names. */
    private static List<Attribute<?>> differing(Profile old, Profile now) {
        Map<Attribute<?>, Object> before = new HashMap<>();
        old.entries().forEach(entry -> before.put(entry.getKey(), entry.getValue()));
        List<Attribute<?>> differing = new ArrayList<>();
        now.entries().forEach(entry -> {
            if (!entry.getValue().equals(before.remove(entry.getKey()))) {
                differing.add(entry.getKey());
            }
        });
        differing.addAll(before.keySet());
        differing.sort(java.util.Comparator.comparing(Attribute::name));
        return differing;
    }

    private void sessions(TunnelDefinition old, TunnelDefinition now) {
        Map<String, SessionDefinition> before = new LinkedHashMap<>();
        old.sessions().forEach(session -> before.put(session.name(), session));
        List<SessionDefinition> fresh = new ArrayList<>();
        for (SessionDefinition session : now.sessions()) {
            SessionDefinition former = before.remove(session.name());
            if (former == null) {
                fresh.add(session);
            } else {
                compare(now, former, session);
            }
        }
        before.values().forEach(gone -> add("closed " + title(now, gone), closing(now, gone)));
        fresh.forEach(session -> add("opened " + title(now, session), new Command.CreateSession(key(now), session)));
    }

    private static Command closing(TunnelDefinition tunnel, SessionDefinition session) {
        return new Command.CloseSession(key(tunnel), new SessionKey(0, session.name()), RELOADED);
    }

    private void compare(TunnelDefinition tunnel, SessionDefinition old, SessionDefinition now) {
        List<String> why = new ArrayList<>();
        differs(why, "profile_name", old.profileName(), now.profileName());
        differs(why, "ppp_profile_name", old.pppProfileName(), now.pppProfileName());
        differs(why, "user_name", old.userName(), now.userName());
        differs(why, "interface_name", old.interfaceName(), now.interfaceName());
        differing(old.overrides(), now.overrides()).stream()
                .filter(attribute -> !Changeable.SESSION.contains(attribute))
                .forEach(attribute -> why.add(attribute.name()));
        differing(old.pppOverrides(), now.pppOverrides()).forEach(attribute -> why.add(attribute.name()));
        if (!why.isEmpty()) {
            String line = "reopened " + title(tunnel, now) + ", since " + String.join(", ", why) + " changed";
            add(line, closing(tunnel, now));
            add("", new Command.CreateSession(key(tunnel), now));
        }
    }
}
