package org.jl2tpd.control;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.ControlMessage.Builder;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** The messages of sessions as we send them (RFC 2661 6.6 to 6.14). */
final class SessionMessages {
    private SessionMessages() {}

    static ControlMessage icrq(Session session) {
        SessionParameters call = session.parameters;
        var message = request(MessageType.ICRQ, session).u32(AvpType.BEARER_TYPE, call.bearerType());
        if (call.physicalChannelId() >= 0) {
            message.u32(AvpType.PHYSICAL_CHANNEL_ID, call.physicalChannelId());
        }
        text(message, AvpType.CALLING_NUMBER, call.callingNumber());
        text(message, AvpType.CALLED_NUMBER, call.calledNumber());
        return text(message, AvpType.SUB_ADDRESS, call.subAddress()).build();
    }

    static ControlMessage icrp(Session session) {
        return ControlMessage.of(MessageType.ICRP)
                .u16(AvpType.ASSIGNED_SESSION_ID, session.localId)
                .build();
    }

    static ControlMessage iccn(Session session) {
        SessionParameters call = session.parameters;
        var message = connected(MessageType.ICCN, session);
        text(message, AvpType.PRIVATE_GROUP_ID, call.privateGroupId());
        if (call.proxy() != null) {
            addProxy(message, call.proxy());
        }
        return message.build();
    }

    static ControlMessage ocrq(Session session) {
        SessionParameters call = session.parameters;
        int bearer = session.tunnel.peer.bearerCapabilities();
        var message = request(MessageType.OCRQ, session)
                .u32(AvpType.MINIMUM_BPS, call.minimumBps())
                .u32(AvpType.MAXIMUM_BPS, call.maximumBps())
                .u32(AvpType.BEARER_TYPE, call.bearerType() & bearer)
                .u32(AvpType.FRAMING_TYPE, framing(session))
                .text(AvpType.CALLED_NUMBER, call.calledNumber());
        return text(message, AvpType.SUB_ADDRESS, call.subAddress()).build();
    }

    static ControlMessage ocrp(Session session) {
        var message = ControlMessage.of(MessageType.OCRP).u16(AvpType.ASSIGNED_SESSION_ID, session.localId);
        if (session.parameters.physicalChannelId() >= 0) {
            message.u32(AvpType.PHYSICAL_CHANNEL_ID, session.parameters.physicalChannelId());
        }
        return message.build();
    }

    static ControlMessage occn(Session session) {
        return connected(MessageType.OCCN, session).build();
    }

    static ControlMessage cdn(int localId, ResultCode result, PppDisconnectCause cause) {
        var message = ControlMessage.of(MessageType.CDN)
                .result(TunnelMessages.shortened(result))
                .u16(AvpType.ASSIGNED_SESSION_ID, localId);
        return (cause == null ? message : message.cause(cause)).build();
    }

    static ControlMessage wen(Session.CallErrors errors) {
        ByteBuffer value = ByteBuffer.allocate(26)
                .putShort((short) 0)
                .putInt((int) errors.crc())
                .putInt((int) errors.framing())
                .putInt((int) errors.hardwareOverruns())
                .putInt((int) errors.bufferOverruns())
                .putInt((int) errors.timeouts())
                .putInt((int) errors.alignment());
        return ControlMessage.of(MessageType.WEN)
                .octets(AvpType.CALL_ERRORS, value.array())
                .build();
    }

    static ControlMessage sli(int sendAccm, int receiveAccm) {
        ByteBuffer value =
                ByteBuffer.allocate(10).putShort((short) 0).putInt(sendAccm).putInt(receiveAccm);
        return ControlMessage.of(MessageType.SLI)
                .octets(AvpType.ACCM, value.array())
                .build();
    }

    private static Builder request(MessageType type, Session session) {
        return ControlMessage.of(type)
                .u16(AvpType.ASSIGNED_SESSION_ID, session.localId)
                .u32(AvpType.CALL_SERIAL_NUMBER, session.callSerialNumber());
    }

    /** Rx Connect Speed is left out when it says nothing new (Watchguard refuses it). */
    private static Builder connected(MessageType type, Session session) {
        SessionParameters call = session.parameters;
        var message = ControlMessage.of(type)
                .u32(AvpType.TX_CONNECT_SPEED, call.txConnectSpeedBps())
                .u32(AvpType.FRAMING_TYPE, framing(session));
        if (call.rxConnectSpeedBps() != 0 && call.rxConnectSpeedBps() != call.txConnectSpeedBps()) {
            message.u32(AvpType.RX_CONNECT_SPEED, call.rxConnectSpeedBps());
        }
        return call.sequencingRequired() ? message.flag(AvpType.SEQUENCING_REQUIRED) : message;
    }

    /** Never a framing type that the peer did not offer (L2TP-4.4.3-01). */
    private static int framing(Session session) {
        return session.parameters.framingType() & session.tunnel.peer.framingCapabilities();
    }

    private static Builder text(Builder message, AvpType avp, String value) {
        return value == null || value.isEmpty() ? message : message.text(avp, value);
    }

    private static Builder octets(Builder message, AvpType avp, byte[] value) {
        return value == null ? message : message.octets(avp, value);
    }

    private static void addProxy(Builder message, ProxyAvps proxy) {
        octets(message, AvpType.INITIAL_RECEIVED_LCP_CONFREQ, proxy.initialReceivedConfReq());
        octets(message, AvpType.LAST_SENT_LCP_CONFREQ, proxy.lastSentConfReq());
        octets(message, AvpType.LAST_RECEIVED_LCP_CONFREQ, proxy.lastReceivedConfReq());
        if (proxy.authenType() == 0) {
            return;
        }
        message.u16(AvpType.PROXY_AUTHEN_TYPE, proxy.authenType());
        octets(message, AvpType.PROXY_AUTHEN_NAME, proxy.authenName());
        octets(message, AvpType.PROXY_AUTHEN_CHALLENGE, proxy.authenChallenge());
        if (ProxyReader.hasIdentifier(proxy.authenType())) {
            message.u16(AvpType.PROXY_AUTHEN_ID, proxy.authenId() & 0xff);
        }
        octets(message, AvpType.PROXY_AUTHEN_RESPONSE, proxy.authenResponse());
    }
}
