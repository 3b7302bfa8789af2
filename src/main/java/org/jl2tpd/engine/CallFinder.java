package org.jl2tpd.engine;

import java.util.Map;
import org.jl2tpd.control.Session;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.IpAddress;

/** What is known of a session when its peer is to be judged. */
final class CallFinder {
    private CallFinder() {}

    /** @param localHostName our Host Name in its tunnel */
    static Authenticator.AuthContext context(SessionEntry entry, String localHostName) {
        Profile p = entry.profiles.ppp();
        ControlMessage request = entry.session.peerRequest();
        return new Authenticator.AuthContext(
                peerHostName(entry.tunnel),
                text(request, AvpType.CALLED_NUMBER),
                text(request, AvpType.CALLING_NUMBER),
                p.get(PppAttributes.IP_POOL_NAME),
                !p.get(PppAttributes.AUTH_NONE),
                p.get(PppAttributes.LOCAL_IPADDR),
                p.get(PppAttributes.REMOTE_IPADDR),
                p,
                facts(entry, localHostName));
    }

    private static CallFacts facts(SessionEntry entry, String localHostName) {
        TunnelEntry tunnel = entry.tunnel;
        Session session = entry.session;
        ControlMessage request = session.peerRequest();
        long txSpeed = SessionDetails.connectSpeed(session, AvpType.TX_CONNECT_SPEED);
        long rxSpeed = SessionDetails.connectSpeed(session, AvpType.RX_CONNECT_SPEED);
        IpAddress local = tunnel.shownPath().localAddress();
        return new CallFacts(
                tunnel.id,
                session.localId(),
                tunnel.serial,
                entry.serial,
                local.isUnspecified() ? null : local,
                tunnel.peerAddress(),
                localHostName,
                peerHostName(tunnel),
                tunnel.client != null,
                tunnel.name(),
                number(request, AvpType.CALL_SERIAL_NUMBER, 0),
                text(request, AvpType.SUB_ADDRESS),
                txSpeed,
                rxSpeed == 0 ? txSpeed : rxSpeed,
                number(request, AvpType.PHYSICAL_CHANNEL_ID, -1),
                text(session.peerConnected(), AvpType.PRIVATE_GROUP_ID),
                request == null ? Map.of() : request.accessLine());
    }

    private static String peerHostName(TunnelEntry tunnel) {
        var peer = tunnel.tunnel.peer();
        return peer == null ? "" : peer.hostName();
    }

    private static long number(ControlMessage message, AvpType avp, long absent) {
        return message == null ? absent : message.u32(avp, absent);
    }

    private static String text(ControlMessage message, AvpType avp) {
        String text = message == null ? null : message.text(avp);
        return text == null ? "" : text;
    }
}
