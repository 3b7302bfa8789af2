package org.jl2tpd.engine;

import java.util.stream.Collectors;
import org.jl2tpd.control.CallType;
import org.jl2tpd.control.DataSequence;
import org.jl2tpd.control.ProxyAvps;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.SessionParameters;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.ResultCode;

/** What management shows of a session beside its state: of a call that we placed what we said, of the peer's what it said. */
final class SessionDetails {
    private static final ResultCode NONE = new ResultCode(0, 0, "");

    private SessionDetails() {}

    static Views.SessionDetail of(Core core, SessionEntry entry) {
        Session session = entry.session;
        ResultCode result = session.peerResult() == null ? session.localResult() : session.peerResult();
        result = result == null ? NONE : result;
        long tx = connectSpeed(session, AvpType.TX_CONNECT_SPEED);
        long rx = connectSpeed(session, AvpType.RX_CONNECT_SPEED);
        DataSequence sequence = entry.sequence;
        return new Views.SessionDetail(
                entry.serial,
                entry.createdNs,
                entry.establishedNs(),
                tx,
                rx == 0 ? tx : rx,
                (int) number(session, true, AvpType.BEARER_TYPE),
                (int) number(session, false, AvpType.FRAMING_TYPE),
                number(session, true, AvpType.PHYSICAL_CHANNEL_ID),
                text(session, true, AvpType.SUB_ADDRESS),
                text(session, false, AvpType.PRIVATE_GROUP_ID),
                entry.usesProxyLcp(),
                authMethod(entry),
                sequence == null ? entry.numbered : sequence.isSending(),
                sequence == null ? session.sequencingRequired() : sequence.isReceiving(),
                sequence == null ? 0 : sequence.sendNs(),
                sequence == null ? 0 : sequence.expectedNs(),
                core.datapath.deviceIndex(entry),
                result.result(),
                result.error(),
                result.message(),
                entry.profiles.session().name(),
                entry.profiles.ppp().name(),
                entry.rates.current().rxBitsPerSecond(),
                entry.rates.current().txBitsPerSecond(),
                entry.authorization.filterId(),
                entry.authorization.pppProfile(),
                entry.times().sessionTimeoutInForce(),
                entry.times().idleTimeoutInForce(),
                routes(entry.grant()),
                core.authenticator.accountingId(entry.serial));
    }

    private static String routes(AddressGrant grant) {
        return grant == null
                ? ""
                : grant.routes().stream().map(IpPrefix::toString).collect(Collectors.joining(","));
    }

    /** Of one that ended with that CDN, null for none. */
    static Views.SessionDetail ended(ResultCode cdn) {
        if (cdn == null) {
            return Views.SessionDetail.NONE;
        }
        return new Views.SessionDetail(
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                "",
                "",
                false,
                Views.AuthMethod.NONE,
                false,
                false,
                0,
                0,
                0,
                cdn.result(),
                cdn.error(),
                cdn.message());
    }

    /** The peer's message that has the AVP: its ICRQ or OCRQ where {@code request}, else its ICCN or OCCN; null where we said it. */
    private static ControlMessage peers(Session session, boolean request, AvpType avp) {
        CallType type = session.type();
        boolean saidByPeer = switch (type) {
            case LNS_INCOMING -> true;
            case LAC_OUTGOING -> request;
            case LNS_OUTGOING -> !request || avp == AvpType.PHYSICAL_CHANNEL_ID;
            case LAC_INCOMING -> false;
        };
        if (!saidByPeer) {
            return null;
        }
        return request ? session.peerRequest() : session.peerConnected();
    }

    /** What the ICCN or OCCN says of a connect speed, in bits a second; 0 for nothing. */
    static long connectSpeed(Session session, AvpType avp) {
        return number(session, false, avp);
    }

    private static long number(Session session, boolean request, AvpType avp) {
        ControlMessage message = peers(session, request, avp);
        if (message != null) {
            return message.u32(avp, 0);
        }
        SessionParameters ours = session.parameters();
        boolean isOurs = ours != null && (session.type() == CallType.LAC_INCOMING || isOurs(session.type(), request));
        return isOurs ? number(ours, avp) : 0;
    }

    /** Whether we said it: the request as LNS that calls, the connect speeds as LAC that is called. */
    private static boolean isOurs(CallType type, boolean request) {
        return type == CallType.LNS_OUTGOING && request || type == CallType.LAC_OUTGOING && !request;
    }

    private static long number(SessionParameters ours, AvpType avp) {
        return switch (avp) {
            case TX_CONNECT_SPEED -> ours.txConnectSpeedBps();
            case RX_CONNECT_SPEED -> ours.rxConnectSpeedBps();
            case BEARER_TYPE -> ours.bearerType();
            case FRAMING_TYPE -> ours.framingType();
            case PHYSICAL_CHANNEL_ID -> Math.max(0, ours.physicalChannelId());
            default -> 0;
        };
    }

    private static String text(Session session, boolean request, AvpType avp) {
        ControlMessage message = peers(session, request, avp);
        String text = message == null ? null : message.text(avp);
        SessionParameters ours = session.parameters();
        boolean isOurs = ours != null && (session.type() == CallType.LAC_INCOMING || isOurs(session.type(), request));
        if (message == null && isOurs) {
            text = avp == AvpType.SUB_ADDRESS ? ours.subAddress() : ours.privateGroupId();
        }
        return text == null ? "" : text;
    }

    /** What our PPP used, with its peer or as client; where another does PPP, what the LAC's proxy AVPs say. */
    private static Views.AuthMethod authMethod(SessionEntry entry) {
        if (entry.authMethod != Views.AuthMethod.NONE) {
            return entry.authMethod;
        }
        if (entry.link != null) {
            return AuthProtocols.methodOf(entry.link.ownAuthentication());
        }
        ProxyAvps proxy = entry.isSwitched() ? entry.switched.proxyAvps() : null;
        return proxy == null ? Views.AuthMethod.NONE : AuthProtocols.methodOf(proxy.authenType());
    }
}
