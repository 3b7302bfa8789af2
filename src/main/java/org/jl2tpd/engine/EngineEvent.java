package org.jl2tpd.engine;

import org.jl2tpd.wire.IpAddress;

/**
 * Something that operators want to know. Flat on purpose: logs, notifications and scripts name the same fields.
 *
 * @param kind what happened
 * @param tunnelId local tunnel id, 0 for none
 * @param sessionId local session id, 0 for none
 * @param tunnelName configured name, {@code TUNNEL/SESSION} where it is about a session of ours; empty for none
 * @param peer address of the peer, null for none
 * @param user user name, empty for none
 * @param address the session's peer address, null for none
 * @param device network device, empty for none
 * @param detail words: reason, result code; never a secret
 * @param facts what else is known of the tunnel or session
 */
public record EngineEvent(
        Kind kind,
        int tunnelId,
        int sessionId,
        String tunnelName,
        IpAddress peer,
        String user,
        IpAddress address,
        String device,
        String detail,
        EventFacts facts) {
    /** Without further facts. */
    public EngineEvent(
            Kind kind,
            int tunnelId,
            int sessionId,
            String tunnelName,
            IpAddress peer,
            String user,
            IpAddress address,
            String device,
            String detail) {
        this(kind, tunnelId, sessionId, tunnelName, peer, user, address, device, detail, EventFacts.NONE);
    }

    /** Kinds of event; {@code warning} marks those that are logged as such. */
    public enum Kind {
        TUNNEL_UP(false),
        TUNNEL_DOWN(false),
        TUNNEL_REFUSED(true),
        TUNNEL_RETRY(false),
        TUNNEL_AUTH_FAILURE(true),
        SESSION_UP(false),
        /**
         * Another network protocol of the session came up or went: its addresses are others now; or {@link Command.ChangeSessions} changed it:
         * the detail says what.
         */
        SESSION_CHANGED(false),
        SESSION_DOWN(false),
        SESSION_REFUSED(true),
        SESSION_AUTH_FAILURE(true),
        DATAPATH_FAILURE(true),
        ROUTE_LOOP(true),
        LIMIT_REACHED(true),
        /** A program of the operator's that was started for an event failed; not of the engine. */
        HOOK_FAILED(true),
        /** A RADIUS server answers nothing any more; not of the engine, like the rest of RADIUS's and pools'. */
        RADIUS_SERVER_DEAD(true),
        RADIUS_SERVER_ALIVE(false),
        /** Accounting records can't be kept as they should; the detail says why. */
        ACCOUNTING_PROBLEM(true),
        /** A pool is fuller than its alarm allows. */
        POOL_NEARLY_FULL(true),
        POOL_RELIEVED(false),
        /** A server of the operator's changed or ended sessions (RFC 5176). */
        DYNAMIC_AUTHORIZATION(false),
        STOPPED(false);

        public final boolean warning;

        Kind(boolean warning) {
            this.warning = warning;
        }
    }
}
