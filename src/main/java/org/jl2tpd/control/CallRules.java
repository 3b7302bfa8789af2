package org.jl2tpd.control;

import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.ResultCode;

/** Which calls are acceptable, ours and the peer's (RFC 2661 4.4.3, 7.4, 7.5): null, or what the CDN says. */
final class CallRules {
    /** The bits of Framing and Bearer AVPs that RFC 2661 defines. */
    private static final int DEFINED_BITS = 3;

    private CallRules() {}

    /** Whether we may place such a call now. */
    static ResultCode refusePlacing(Tunnel tunnel, CallType type, SessionParameters parameters) {
        if (!type.isInitiator() || !mayBe(tunnel, type)) {
            return ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, "role not permitted with this peer");
        }
        if (tunnel.state == TunnelState.CLOSING || tunnel.state == TunnelState.GONE) {
            return ResultCode.error(ResultCode.ERROR_NO_CONTROL_CONNECTION, "tunnel closed");
        }
        if (tunnel.channel.isFull() || tunnel.waiting.size() >= ReliableChannel.MAX_QUEUED) {
            return noResources("too many messages wait on this tunnel");
        }
        ResultCode limit = judgeLimit(tunnel);
        return limit != null || tunnel.peer == null ? limit : peerForbids(tunnel, type, parameters);
    }

    /** What the peer's capabilities forbid us to ask for (L2TP-4.4.3-01, -02, L2TP-6.9-02). */
    static ResultCode peerForbids(Tunnel tunnel, CallType type, SessionParameters parameters) {
        int framing = tunnel.peer.framingCapabilities();
        if ((parameters.framingType() & framing) == 0 && parameters.framingType() != 0) {
            return permanent("the peer does not offer the framing type");
        }
        if (type != CallType.LNS_OUTGOING) {
            return null;
        }
        int bearer = tunnel.peer.bearerCapabilities();
        if (bearer == -1) {
            return permanent("the peer offers no outgoing calls");
        }
        return (parameters.bearerType() & bearer) == 0 && parameters.bearerType() != 0
                ? permanent("the peer does not offer the bearer type")
                : null;
    }

    /** Whether the peer's ICRQ or OCRQ is refused before the owner is asked. */
    static ResultCode refuseRequest(Tunnel tunnel, CallType type, ControlMessage request) {
        if (!mayBe(tunnel, type)) {
            return ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, request.type() + " is not accepted from this peer");
        }
        ResultCode limit = judgeLimit(tunnel);
        if (limit != null || type != CallType.LAC_OUTGOING) {
            return limit;
        }
        if (exceeds(request.u32(AvpType.FRAMING_TYPE, 0), tunnel.parameters.framingCapabilities())) {
            return permanent("framing type was not offered");
        }
        return exceeds(request.u32(AvpType.BEARER_TYPE, 0), tunnel.parameters.bearerCapabilities())
                ? permanent("bearer type was not offered")
                : null;
    }

    /** ICCN: the framing type has to be one that we offer (L2TP-4.4.3-01). */
    static ResultCode judgeConnected(Tunnel tunnel, ControlMessage iccn) {
        return exceeds(iccn.u32(AvpType.FRAMING_TYPE, 0), tunnel.parameters.framingCapabilities())
                ? ResultCode.of(ResultCode.CDN_NO_FRAMING, "framing type was not offered")
                : null;
    }

    static boolean mayBe(Tunnel tunnel, CallType type) {
        return type.isLac() ? tunnel.parameters.mayBeLac() : tunnel.parameters.mayBeLns();
    }

    private static ResultCode judgeLimit(Tunnel tunnel) {
        int limit = tunnel.parameters.maxSessions();
        int most = limit <= 0 ? SessionTable.MAX_SESSIONS : Math.min(limit, SessionTable.MAX_SESSIONS);
        return tunnel.sessions.size() >= most ? noResources("too many sessions") : null;
    }

    /** Limits are answered on the wire (peers B20), result 4 with error 4 (L2TP-7.4-01). */
    static ResultCode noResources(String why) {
        return new ResultCode(ResultCode.CDN_NO_FACILITIES_TEMPORARY, ResultCode.ERROR_RESOURCES, why);
    }

    private static ResultCode permanent(String why) {
        return ResultCode.of(ResultCode.CDN_NO_FACILITIES_PERMANENT, why);
    }

    private static boolean exceeds(long wanted, int offered) {
        return (wanted & ~offered & DEFINED_BITS) != 0;
    }
}
