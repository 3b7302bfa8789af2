package org.jl2tpd.engine;

import java.nio.charset.StandardCharsets;
import org.jl2tpd.control.ProxyAvps;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.wire.Secret;

/** Proxy authentication AVPs as a request that PPP knows (RFC 2661 4.4.5). */
final class Proxies {
    private static final int CHAP = 2;
    private static final int PAP = 3;

    private Proxies() {}

    /** The authentication that took place at the LAC; null when there was none that we can judge. */
    static AuthRequest authOf(ProxyAvps proxy) {
        if (proxy.authenType() == PAP) {
            return new AuthRequest.Pap(text(proxy.authenName()), new Secret(proxy.authenResponse()));
        }
        if (proxy.authenType() == CHAP) {
            return new AuthRequest.Chap(
                    text(proxy.authenName()), proxy.authenId(), proxy.authenChallenge(), proxy.authenResponse());
        }
        return null;
    }

    /** What the LAC's own side sees of the AVPs that it sent: sent and received are those of its client. */
    static ProxyAvps mirrored(ProxyAvps ours) {
        return new ProxyAvps(
                null, ours.lastReceivedConfReq(), ours.lastSentConfReq(), 0, null, null, 0, null);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
