package org.jl2tpd.control;

import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TunnelAuth;

/** Which SCCRQ, SCCRP and SCCCN are acceptable (RFC 2661 4.4.3, 5.1.1, 7.2.1): null, or what the StopCCN says. */
final class TunnelRules {
    private TunnelRules() {}

    /** For SCCRQ. */
    static ResultCode judgeRequest(Tunnel tunnel, ControlMessage sccrq) {
        ResultCode version = judgeVersion(sccrq);
        return version != null ? version : judgeChallenge(tunnel, sccrq);
    }

    /** For SCCRP. */
    static ResultCode judgeReply(Tunnel tunnel, ControlMessage sccrp) {
        ResultCode problem = judgeRequest(tunnel, sccrp);
        return problem != null ? problem : judgeResponse(tunnel, sccrp);
    }

    /** The response of SCCRP or SCCCN; one that we did not ask for is ignored (L2TP-5.1.1-02, -06). */
    static ResultCode judgeResponse(Tunnel tunnel, ControlMessage message) {
        if (tunnel.ourChallenge == null) {
            return null;
        }
        MessageType carrier = message.type();
        byte[] response = message.octets(AvpType.CHALLENGE_RESPONSE);
        if (TunnelAuth.verify(carrier, tunnel.parameters.secret(), tunnel.ourChallenge, response)) {
            return null;
        }
        return unauthorized(tunnel, response == null ? "challenge response missing" : "challenge response wrong");
    }

    /** Any revision of version 1; else the StopCCN names the highest that we support (L2TP-4.4.2-03). */
    private static ResultCode judgeVersion(ControlMessage message) {
        int version = message.u16(AvpType.PROTOCOL_VERSION, 0);
        return version >>> 8 == TunnelMessages.PROTOCOL_VERSION >>> 8
                ? null
                : new ResultCode(
                        ResultCode.STOP_VERSION, TunnelMessages.PROTOCOL_VERSION, "protocol version not supported");
    }

    /** Challenged without a secret (L2TP-5.1.1-05). */
    private static ResultCode judgeChallenge(Tunnel tunnel, ControlMessage message) {
        return message.has(AvpType.CHALLENGE) && tunnel.parameters.secret() == null
                ? unauthorized(tunnel, "challenged, and there is no shared secret")
                : null;
    }

    private static ResultCode unauthorized(Tunnel tunnel, String why) {
        tunnel.count(ControlCounter.AUTHENTICATION_FAILURES);
        return ResultCode.of(ResultCode.STOP_NOT_AUTHORIZED, why);
    }

    /** What the message says of its sender. */
    static TunnelPeer describe(ControlMessage message) {
        String vendor = message.text(AvpType.VENDOR_NAME);
        return new TunnelPeer(
                message.text(AvpType.HOST_NAME),
                vendor == null ? "" : vendor,
                message.u16(AvpType.FIRMWARE_REVISION, 0),
                message.u16(AvpType.PROTOCOL_VERSION, 0),
                (int) message.u32(AvpType.FRAMING_CAPABILITIES, 0),
                (int) message.u32(AvpType.BEARER_CAPABILITIES, -1),
                message.u16(AvpType.RECEIVE_WINDOW_SIZE, ReliableChannel.DEFAULT_WINDOW),
                message.octets(AvpType.TIE_BREAKER));
    }
}
