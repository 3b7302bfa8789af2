package org.jl2tpd.control;

import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TunnelAuth;

/** The messages of the control connection as we send them (RFC 2661 6.1 to 6.5). */
final class TunnelMessages {
    /** Version 1, revision 0 (RFC 2661 4.4.3). */
    static final int PROTOCOL_VERSION = 0x0100;
    /** Characters of a result's text that are sent. */
    static final int MAX_RESULT_TEXT = 200;

    private TunnelMessages() {}

    static ControlMessage sccrq(Tunnel tunnel) {
        var message = self(MessageType.SCCRQ, tunnel);
        if (tunnel.tieBreaker != null) {
            message.octets(AvpType.TIE_BREAKER, tunnel.tieBreaker);
        }
        return challenged(message, tunnel).build();
    }

    static ControlMessage sccrp(Tunnel tunnel, byte[] peersChallenge) {
        var message = self(MessageType.SCCRP, tunnel);
        return responding(challenged(message, tunnel), MessageType.SCCRP, tunnel, peersChallenge)
                .build();
    }

    static ControlMessage scccn(Tunnel tunnel, byte[] peersChallenge) {
        var message = ControlMessage.of(MessageType.SCCCN);
        return responding(message, MessageType.SCCCN, tunnel, peersChallenge).build();
    }

    /** The Assigned Tunnel ID is the one that we sent first (L2TP-4.4.3-06). */
    static ControlMessage stopccn(Tunnel tunnel, ResultCode result) {
        return ControlMessage.of(MessageType.STOPCCN)
                .u16(AvpType.ASSIGNED_TUNNEL_ID, tunnel.localId)
                .result(shortened(result))
                .build();
    }

    static ControlMessage hello() {
        return ControlMessage.of(MessageType.HELLO).build();
    }

    static ResultCode shortened(ResultCode result) {
        return result.message().length() <= MAX_RESULT_TEXT
                ? result
                : new ResultCode(
                        result.result(), result.error(), result.message().substring(0, MAX_RESULT_TEXT));
    }

    private static ControlMessage.Builder self(MessageType type, Tunnel tunnel) {
        TunnelParameters self = tunnel.parameters;
        var message = ControlMessage.of(type)
                .u16(AvpType.PROTOCOL_VERSION, PROTOCOL_VERSION)
                .u32(AvpType.FRAMING_CAPABILITIES, self.framingCapabilities())
                .u32(AvpType.BEARER_CAPABILITIES, self.bearerCapabilities())
                .u16(AvpType.FIRMWARE_REVISION, self.firmwareRevision())
                .text(AvpType.HOST_NAME, self.hostName());
        if (!self.vendorName().isEmpty()) {
            message.text(AvpType.VENDOR_NAME, self.vendorName());
        }
        return message.u16(AvpType.ASSIGNED_TUNNEL_ID, tunnel.localId)
                .u16(AvpType.RECEIVE_WINDOW_SIZE, self.receiveWindow());
    }

    private static ControlMessage.Builder challenged(ControlMessage.Builder message, Tunnel tunnel) {
        return tunnel.ourChallenge == null ? message : message.octets(AvpType.CHALLENGE, tunnel.ourChallenge);
    }

    private static ControlMessage.Builder responding(
            ControlMessage.Builder message, MessageType carrier, Tunnel tunnel, byte[] challenge) {
        return challenge == null
                ? message
                : message.octets(
                        AvpType.CHALLENGE_RESPONSE,
                        TunnelAuth.response(carrier, tunnel.parameters.secret(), challenge));
    }
}
