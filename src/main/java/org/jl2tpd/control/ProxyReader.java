package org.jl2tpd.control;

import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;

/** Reads the proxy LCP and authentication AVPs of an ICCN (RFC 2661 4.4.5). */
final class ProxyReader {
    private static final int TEXT = 1;
    private static final int CHAP = 2;
    private static final int PAP = 3;
    private static final int NONE = 4;
    private static final int MSCHAP1 = 5;

    private ProxyReader() {}

    /** The AVPs; null when there is neither proxy LCP nor a complete proxy authentication. */
    static ProxyAvps read(ControlMessage iccn) {
        int type = completeType(iccn);
        byte[] initial = iccn.octets(AvpType.INITIAL_RECEIVED_LCP_CONFREQ);
        byte[] sent = iccn.octets(AvpType.LAST_SENT_LCP_CONFREQ);
        byte[] received = iccn.octets(AvpType.LAST_RECEIVED_LCP_CONFREQ);
        if (type == 0 && initial == null && sent == null && received == null) {
            return null;
        }
        if (type == 0) {
            return new ProxyAvps(initial, sent, received, 0, null, null, 0, null);
        }
        return new ProxyAvps(
                initial,
                sent,
                received,
                type,
                iccn.octets(AvpType.PROXY_AUTHEN_NAME),
                iccn.octets(AvpType.PROXY_AUTHEN_CHALLENGE),
                iccn.u16(AvpType.PROXY_AUTHEN_ID, 0) & 0xff,
                iccn.octets(AvpType.PROXY_AUTHEN_RESPONSE));
    }

    /** The Proxy Authen Type, 0 when it is absent, unknown or lacks a companion (L2TP-4.4.5-02). */
    private static int completeType(ControlMessage iccn) {
        int type = iccn.u16(AvpType.PROXY_AUTHEN_TYPE, 0);
        if (type == NONE) {
            return NONE;
        }
        boolean known = type >= TEXT && type <= MSCHAP1;
        boolean complete = iccn.has(AvpType.PROXY_AUTHEN_NAME)
                && iccn.has(AvpType.PROXY_AUTHEN_RESPONSE)
                && (!hasChallenge(type) || iccn.has(AvpType.PROXY_AUTHEN_CHALLENGE))
                && (!hasIdentifier(type) || iccn.has(AvpType.PROXY_AUTHEN_ID));
        return known && complete ? type : 0;
    }

    private static boolean hasChallenge(int type) {
        return type == CHAP || type == MSCHAP1;
    }

    static boolean hasIdentifier(int type) {
        return type == CHAP || type == PAP || type == MSCHAP1;
    }
}
