package org.jl2tpd.management.socket;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;

/**
 * Which events a client wants.
 *
 * @param kinds empty for all
 * @param tunnel null for all; likewise {@code session}
 * @param user empty for all
 */
record EventFilter(Set<String> kinds, TunnelKey tunnel, SessionKey session, String user) {
    private static final Set<String> KNOWN = Arrays.stream(EngineEvent.Kind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));

    /** {@code kinds}, {@code tunnel}, {@code session} and {@code user} of a request. */
    static EventFilter of(Arguments arguments) throws ControlException {
        List<String> kinds = arguments.has("kinds") ? arguments.texts("kinds") : List.of();
        for (String kind : kinds) {
            if (!KNOWN.contains(kind)) {
                throw new ControlException(Kind.INVALID, "there is no event \"" + kind + "\"; there are " + KNOWN);
            }
        }
        return new EventFilter(
                Set.copyOf(kinds),
                arguments.has("tunnel") ? arguments.tunnel() : null,
                arguments.has("session") ? arguments.session() : null,
                arguments.text("user"));
    }

    boolean wants(EngineEvent event) {
        return (kinds.isEmpty() || kinds.contains(EventLine.kind(event)))
                && (user.isEmpty() || user.equals(event.user()))
                && isOfTunnel(event)
                && isOfSession(event);
    }

    private boolean isOfTunnel(EngineEvent event) {
        if (tunnel == null) {
            return true;
        }
        String session = event.facts().sessionName();
        String name = event.tunnelName();
        return tunnel.id() != 0
                ? tunnel.id() == event.tunnelId()
                : tunnel.name().equals(name) || !session.isEmpty() && (tunnel.name() + "/" + session).equals(name);
    }

    private boolean isOfSession(EngineEvent event) {
        if (session == null) {
            return true;
        }
        return session.id() != 0
                ? session.id() == event.sessionId()
                : session.name().equals(event.facts().sessionName());
    }
}
