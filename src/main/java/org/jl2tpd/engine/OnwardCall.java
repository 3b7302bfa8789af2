package org.jl2tpd.engine;

import java.util.Map;
import org.jl2tpd.control.ProxyAvps;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.SessionParameters;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.ppp.LcpRecord;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices.ProxyAuthType;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.SwitchRule;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;

/** What the onward leg of a switched call says: what the incoming one said, where the session profile does not set it. */
final class OnwardCall {
    private static final int PROXY_CHALLENGE_TYPE = ProxyAuthType.CHAP.code;

    private OnwardCall() {}

    /** Of a call in a tunnel that an authorization named: what the tunnel's are, and the call's own Private Group ID. */
    static Resolved profiles(Resolved tunnel, String privateGroupId) {
        return privateGroupId.isEmpty()
                ? tunnel
                : new Resolved(
                        tunnel.peer(),
                        tunnel.tunnel(),
                        tunnel.session().with(SessionAttributes.PRIV_GROUP_ID, privateGroupId),
                        tunnel.ppp());
    }

    static Resolved profiles(Configuration configuration, Resolved tunnel, SwitchRule rule) {
        var definition = new SessionDefinition(
                "switched",
                rule.sessionProfileName(),
                null,
                "",
                null,
                "",
                new Profile(ProfileKind.SESSION, "switched", Map.of()),
                new Profile(ProfileKind.PPP, "switched", Map.of()));
        return configuration.resolve(tunnel, definition);
    }

    /**
     * @param own what the session profile says, or what is known already
     * @param incoming its ICCN may be missing yet
     */
    static SessionParameters parameters(SessionParameters own, Profile profile, Session incoming, ProxyAvps proxy) {
        var call = new Leg(profile, incoming.peerRequest());
        var connected = new Leg(profile, incoming.peerConnected());
        long txBps =
                connected.number(SessionAttributes.CONNECT_SPEED, AvpType.TX_CONNECT_SPEED, own.txConnectSpeedBps());
        long rxBps =
                connected.number(SessionAttributes.CONNECT_SPEED, AvpType.RX_CONNECT_SPEED, own.rxConnectSpeedBps());
        return new SessionParameters(
                (int) connected.number(SessionAttributes.FRAMING_TYPE, AvpType.FRAMING_TYPE, own.framingType()),
                (int) call.number(SessionAttributes.BEARER_TYPE, AvpType.BEARER_TYPE, own.bearerType()),
                own.minimumBps(),
                own.maximumBps(),
                txBps == 0 ? own.txConnectSpeedBps() : txBps,
                rxBps,
                call.text(SessionAttributes.CALLED_NUMBER, AvpType.CALLED_NUMBER, own.calledNumber()),
                call.text(SessionAttributes.CALLING_NUMBER, AvpType.CALLING_NUMBER, own.callingNumber()),
                call.text(SessionAttributes.SUB_ADDRESS, AvpType.SUB_ADDRESS, own.subAddress()),
                connected.text(SessionAttributes.PRIV_GROUP_ID, AvpType.PRIVATE_GROUP_ID, own.privateGroupId()),
                call.number(
                        SessionAttributes.PHYSICAL_CHANNEL_ID, AvpType.PHYSICAL_CHANNEL_ID, own.physicalChannelId()),
                own.sequencingRequired(),
                own.sendSequence(),
                own.reorderTimeoutNs(),
                proxy,
                own.traceMask());
    }

    /** The AVPs of one message of the incoming call. */
    private record Leg(Profile profile, ControlMessage message) {
        private boolean passesOn(Attribute<?> attribute, AvpType avp) {
            return message != null && message.has(avp) && !profile.sets(attribute);
        }

        long number(Attribute<?> attribute, AvpType avp, long otherwise) {
            return passesOn(attribute, avp) ? message.u32(avp, otherwise) : otherwise;
        }

        String text(Attribute<?> attribute, AvpType avp, String otherwise) {
            return passesOn(attribute, avp) ? message.text(avp) : otherwise;
        }
    }

    /**
     * The proxy AVPs of a link that we have negotiated up to the peer's answer (RFC 2661 4.4.5). Null where there is no Proxy Authen Type for
     * what the peer has answered (MS-CHAPv2): the LNS then negotiates anew, and nobody is taken for proved.
     */
    static ProxyAvps proxy(LcpRecord lcp, AuthRequest request, byte[] name) {
        if (lcp == null || request instanceof AuthRequest.MsChapV2) {
            return null;
        }
        if (request instanceof AuthRequest.Pap pap) {
            return proxy(
                    lcp,
                    ProxyAuthType.PAP.code,
                    name,
                    null,
                    lcp.authIdentifier(),
                    pap.password().octets());
        }
        if (request instanceof AuthRequest.Chap chap) {
            return proxy(lcp, PROXY_CHALLENGE_TYPE, name, chap.challenge(), chap.identifier(), chap.response());
        }
        return proxy(lcp, ProxyAuthType.NONE.code, null, null, 0, null);
    }

    private static ProxyAvps proxy(LcpRecord lcp, int type, byte[] name, byte[] challenge, int id, byte[] response) {
        return new ProxyAvps(
                lcp.initialReceived(), lcp.lastSent(), lcp.lastReceived(), type, name, challenge, id, response);
    }
}
