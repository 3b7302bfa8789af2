package org.jl2tpd.engine;

import java.util.Set;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.SessionAttributes;
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

    /** Of a session; in a {@link Command.ModifyTunnel} they hold for its later sessions. */
    public static final Set<Attribute<?>> SESSION = Set.of(
            SessionAttributes.SEQUENCING_REQUIRED,
            SessionAttributes.USE_SEQUENCE_NUMBERS,
            SessionAttributes.REORDER_TIMEOUT,
            SessionAttributes.TRACE_FLAGS,
            SessionAttributes.KERNEL_DEBUG_MASK);

    private Changeable() {}
}
