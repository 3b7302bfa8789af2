package org.jl2tpd.aaa;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.engine.CallFacts;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.wire.AccessLine;
import org.jl2tpd.wire.IpAddress;

/**
 * What RADIUS is told of a session's call, when it is to be judged and when it is accounted: port, numbers, speeds, tunnel and line. We
 * are the tunnel's server, and the peer, a LAC, its client (RFC 2868 3.3).
 */
public final class CallAttributes {
    /** Framed (RFC 2865 5.6). */
    static final long SERVICE_FRAMED = 2;

    /** PPP (RFC 2865 5.7). */
    static final long FRAMED_PPP = 1;

    /** Virtual (RFC 2865 5.41). */
    private static final long PORT_VIRTUAL = 5;

    /** L2TP (RFC 2868 3.1). */
    static final long TUNNEL_L2TP = 3;

    private static final long MEDIUM_IPV4 = 1;
    private static final long MEDIUM_IPV6 = 2;
    private static final long MAX_NUMBER = 0xffff_ffffL;
    private static final int SERIAL_DIGITS = 8;

    private CallAttributes() {}

    /** All of them, with the name of the session. */
    public static AttributeSet of(AuthContext context, SessionIds ids) {
        CallFacts call = context.call();
        AttributeSet set = new AttributeSet()
                .add(Attributes.SERVICE_TYPE, SERVICE_FRAMED)
                .add(Attributes.FRAMED_PROTOCOL, FRAMED_PPP)
                .add(Attributes.NAS_PORT, port(call))
                .add(Attributes.NAS_PORT_ID, portId(call))
                .add(Attributes.NAS_PORT_TYPE, PORT_VIRTUAL)
                .add(Attributes.CALLED_STATION_ID, context.calledNumber())
                .add(Attributes.CALLING_STATION_ID, context.callingNumber())
                .add(Attributes.CONNECT_INFO, connectInfo(call))
                .add(Attributes.ACCT_SESSION_ID, ids.text(call.sessionSerial()));
        addTunnel(set, call);
        addLine(set, call.line());
        return set;
    }

    /** NAS-Port: the tunnel's id, then the session's, 16 bits each. */
    public static long port(CallFacts call) {
        return (long) call.tunnelId() << 16 | call.sessionId();
    }

    /** NAS-Port-Id: {@code l2tp:TUNNEL/SESSION}, as {@code jl2tpctl} numbers them. */
    public static String portId(CallFacts call) {
        return "l2tp:" + call.tunnelId() + "/" + call.sessionId();
    }

    /** Acct-Tunnel-Connection (RFC 2867 4.1): the call's serial number, which both ends know, in hexadecimal. */
    public static String tunnelConnection(CallFacts call) {
        return HexFormat.of().toHexDigits(call.callSerialNumber(), SERIAL_DIGITS);
    }

    /** Speeds in bits a second, that towards the peer first (RFC 2869 5.11); empty for unknown. */
    private static String connectInfo(CallFacts call) {
        if (call.txConnectSpeed() == 0 && call.rxConnectSpeed() == 0) {
            return "";
        }
        boolean same = call.txConnectSpeed() == call.rxConnectSpeed();
        return same ? Long.toString(call.txConnectSpeed()) : call.txConnectSpeed() + "/" + call.rxConnectSpeed();
    }

    private static void addTunnel(AttributeSet set, CallFacts call) {
        if (call.peerAddress() == null) {
            return;
        }
        set.add(Attributes.TUNNEL_TYPE, TUNNEL_L2TP)
                .add(Attributes.TUNNEL_MEDIUM_TYPE, call.peerAddress().isV4() ? MEDIUM_IPV4 : MEDIUM_IPV6)
                .add(Attributes.TUNNEL_CLIENT_ENDPOINT, text(call.peerAddress()))
                .add(Attributes.TUNNEL_SERVER_ENDPOINT, text(call.localAddress()))
                .add(Attributes.TUNNEL_CLIENT_AUTH_ID, call.peerHostName())
                .add(Attributes.TUNNEL_SERVER_AUTH_ID, call.localHostName())
                .add(Attributes.TUNNEL_ASSIGNMENT_ID, call.assignmentId())
                .add(Attributes.TUNNEL_PRIVATE_GROUP_ID, call.privateGroupId())
                .add(Attributes.ACCT_TUNNEL_CONNECTION, tunnelConnection(call));
    }

    private static String text(IpAddress address) {
        return address == null ? "" : address.toString();
    }

    /** Rates have 64 bits in RFC 5515 and 32 in RFC 4679; that interworking took place is said by an attribute without value there. */
    private static void addLine(AttributeSet set, Map<Integer, byte[]> line) {
        new TreeMap<>(line).forEach((number, value) -> {
            AttributeType type = Attributes.find(Attributes.ADSL_FORUM, number);
            if (type == null) {
                return;
            }
            if (number >= AccessLine.FIRST_RATE && number <= AccessLine.LAST_RATE) {
                long rate = AttributeSet.number(value);
                set.add(type, rate < 0 || rate > MAX_NUMBER ? MAX_NUMBER : rate);
            } else if (number != AccessLine.IWF_SESSION) {
                set.add(type, value);
            } else if (AttributeSet.number(value) != 0) {
                set.add(type, new byte[0]);
            }
        });
    }
}
