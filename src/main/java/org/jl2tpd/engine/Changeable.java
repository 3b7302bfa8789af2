package org.jl2tpd.engine;

import java.util.Set;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;

/** The attributes that take effect at once on a tunnel or session that lives; any other is refused. */
public final class Changeable {
    /** Of a tunnel. */
    public static final Set<Attribute<?>> TUNNEL = Set.of(
            TunnelAttributes.HELLO_TIMEOUT,
            TunnelAttributes.IDLE_TIMEOUT,
            TunnelAttributes.MAX_RETRIES,
            TunnelAttributes.RETRY_TIMEOUT,
            TunnelAttributes.MAX_RETRY_TIMEOUT,
            TunnelAttributes.MAX_SESSIONS,
            TunnelAttributes.TRACE_FLAGS,
            TunnelAttributes.KERNEL_DEBUG_MASK);

    /**
     * Of a session; a LAC's cannot start or stop to number, since its LNS decides, and what was agreed at the call's set-up stays. An
     * automatic MTU stays too: numbers that begin later make datagrams 4 octets longer. In a {@link Command.ModifyTunnel} they hold for its later sessions. */
    public static final Set<Attribute<?>> SESSION = Set.of(
            SessionAttributes.SEQUENCING_REQUIRED,
            SessionAttributes.USE_SEQUENCE_NUMBERS,
            SessionAttributes.REORDER_TIMEOUT,
            SessionAttributes.TRACE_FLAGS,
            SessionAttributes.KERNEL_DEBUG_MASK);

    /** Of the system profile, by {@link Command.Reconfigure}; any other takes a restart. */
    public static final Set<Attribute<?>> SYSTEM = Set.of(
            SystemAttributes.HOST_NAME,
            SystemAttributes.VENDOR_NAME,
            SystemAttributes.MAX_TUNNELS,
            SystemAttributes.MAX_SESSIONS,
            SystemAttributes.MAX_HALF_OPEN_TUNNELS,
            SystemAttributes.MAX_HALF_OPEN_PER_PREFIX,
            SystemAttributes.DRAIN_TUNNELS,
            SystemAttributes.DENY_LOCAL_TUNNEL_CREATES,
            SystemAttributes.DENY_REMOTE_TUNNEL_CREATES,
            SystemAttributes.TUNNEL_ESTABLISH_TIMEOUT,
            SystemAttributes.SESSION_ESTABLISH_TIMEOUT,
            SystemAttributes.TUNNEL_PERSIST_PEND_TIMEOUT,
            SystemAttributes.SESSION_PERSIST_PEND_TIMEOUT,
            SystemAttributes.REDIAL_MIN_SECONDS,
            SystemAttributes.REDIAL_MAX_SECONDS,
            SystemAttributes.TRACE_FLAGS);

    private Changeable() {}
}
