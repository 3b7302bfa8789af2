package org.jl2tpd.management;

import java.util.Set;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.SystemAttributes;

/** Attributes of {@code [system]} that take effect while the daemon runs, by {@link org.jl2tpd.engine.Command.Reconfigure}. */
final class SystemChanges {
    static final Set<Attribute<?>> POSSIBLE = Set.of(
            SystemAttributes.MAX_TUNNELS,
            SystemAttributes.MAX_SESSIONS,
            SystemAttributes.MAX_HALF_OPEN_TUNNELS,
            SystemAttributes.MAX_HALF_OPEN_PER_PREFIX,
            SystemAttributes.DENY_LOCAL_TUNNEL_CREATES,
            SystemAttributes.DENY_REMOTE_TUNNEL_CREATES,
            SystemAttributes.TUNNEL_ESTABLISH_TIMEOUT,
            SystemAttributes.SESSION_ESTABLISH_TIMEOUT,
            SystemAttributes.TUNNEL_PERSIST_PEND_TIMEOUT,
            SystemAttributes.SESSION_PERSIST_PEND_TIMEOUT,
            SystemAttributes.REDIAL_MIN_SECONDS,
            SystemAttributes.REDIAL_MAX_SECONDS,
            SystemAttributes.TRACE_FLAGS);

    private SystemChanges() {}
}
