package org.jl2tpd.control;

import java.util.Set;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.TraceFacility;

/**
 * Trace lines of one control message: its type ({@code protocol}, with the result where it ends something), the names of its
 * AVPs and those that were read over ({@code avp_info}), which of them are hidden ({@code avp_hide}), their values
 * ({@code avp_data}). Secrets are never among them.
 */
final class MessageTrace {
    private MessageTrace() {}

    static void received(Tunnel tunnel, Session session, ControlMessage message) {
        emit(tunnel, session, "received ", message, null);
    }

    /** A message of ours, before it is encoded; {@code hidden} may be hidden in it. */
    static void sent(Tunnel tunnel, Session session, ControlMessage message, Set<AvpType> hidden) {
        emit(tunnel, session, "send ", message, hidden);
    }

    private static void emit(Tunnel tunnel, Session session, String what, ControlMessage message, Set<AvpType> hidden) {
        if (tunnel.traced(TraceFacility.PROTOCOL, session)) {
            boolean ends = message.has(AvpType.RESULT_CODE);
            tunnel.trace(
                    TraceFacility.PROTOCOL,
                    session,
                    what + (ends ? message.describe() : message.type().name()));
        }
        if (tunnel.traced(TraceFacility.AVP_INFO, session)) {
            String ignored = message.warnings().isEmpty() ? "" : "; " + String.join("; ", message.warnings());
            tunnel.trace(
                    TraceFacility.AVP_INFO,
                    session,
                    what + message.type() + ": " + message.avpNames(avp -> true) + ignored);
        }
        if (tunnel.traced(TraceFacility.AVP_HIDE, session)) {
            String names = message.avpNames(hidden == null ? message::wasHidden : hidden::contains);
            if (!names.isEmpty()) {
                tunnel.trace(TraceFacility.AVP_HIDE, session, what + message.type() + " hidden: " + names);
            }
        }
        if (tunnel.traced(TraceFacility.AVP_DATA, session)) {
            tunnel.trace(TraceFacility.AVP_DATA, session, what + message.describe());
        }
    }
}
