package org.jl2tpd.aaa.accounting;

import org.jl2tpd.engine.EventFacts;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** Acct-Terminate-Cause (RFC 2866 5.10) of a session's end: by its RFC 3145 cause where there is one, else by the result code. */
enum TerminateCause {
    USER_REQUEST(1),
    LOST_CARRIER(2),
    IDLE_TIMEOUT(4),
    SESSION_TIMEOUT(5),
    ADMIN_RESET(6),
    ADMIN_REBOOT(7),
    PORT_ERROR(8),
    NAS_ERROR(9),
    NAS_REQUEST(10),
    NAS_REBOOT(11),
    SERVICE_UNAVAILABLE(15),
    USER_ERROR(17);

    private static final String SHUTTING_DOWN = "shutting down";
    private static final int UNKNOWN_CAUSE = -1;

    /** On the wire. */
    final int number;

    TerminateCause(int number) {
        this.number = number;
    }

    /** @param detail words of the event */
    static TerminateCause of(EventFacts facts, String detail) {
        if (!facts.endedByPeer() && detail.contains(SHUTTING_DOWN)) {
            return ADMIN_REBOOT;
        }
        if (facts.endedByOperator() && facts.pppCause() == UNKNOWN_CAUSE) {
            return ADMIN_RESET;
        }
        return facts.pppCause() == UNKNOWN_CAUSE ? ofResult(facts) : ofPpp(facts.pppCause(), facts.pppCauseText());
    }

    private static TerminateCause ofPpp(int cause, String words) {
        return switch (cause) {
            case PppDisconnectCause.ADMINISTRATIVE -> ofOperator(words);
            case PppDisconnectCause.NONE, PppDisconnectCause.NORMAL -> USER_REQUEST;
            case PppDisconnectCause.LCP_TIMEOUT, PppDisconnectCause.NO_LCP, PppDisconnectCause.ECHO_TIMEOUT ->
                LOST_CARRIER;
            case PppDisconnectCause.LOOPBACK -> PORT_ERROR;
            case PppDisconnectCause.AUTH_TIMEOUT,
                    PppDisconnectCause.AUTH_UNACCEPTABLE,
                    PppDisconnectCause.AUTH_FAILED -> USER_ERROR;
            default -> SERVICE_UNAVAILABLE;
        };
    }

    /** What the engine ends by itself it says in words of its own. */
    private static TerminateCause ofOperator(String words) {
        return switch (words) {
            case "idle timeout" -> IDLE_TIMEOUT;
            case "session timeout" -> SESSION_TIMEOUT;
            case "no network" -> NAS_ERROR;
            default -> words.startsWith("replaced by") ? NAS_REQUEST : ADMIN_RESET;
        };
    }

    /** Without a result the tunnel is gone, and the session with it. */
    private static TerminateCause ofResult(EventFacts facts) {
        return switch (facts.resultCode()) {
            case ResultCode.CDN_ADMINISTRATIVE -> ADMIN_RESET;
            case ResultCode.GENERAL_ERROR,
                    ResultCode.CDN_NO_FACILITIES_TEMPORARY,
                    ResultCode.CDN_NO_FACILITIES_PERMANENT -> NAS_ERROR;
            default -> LOST_CARRIER;
        };
    }
}
