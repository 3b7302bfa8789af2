package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.ppp.AuthProtocol;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;

/** The authentication protocols that a ppp profile allows, in its order. */
final class AuthProtocols {
    private AuthProtocols() {}

    static List<AuthProtocol> of(Profile p) {
        var all = new ArrayList<AuthProtocol>(3);
        for (Choices.AuthMethod method : p.get(PppAttributes.AUTH_ORDER)) {
            switch (method) {
                case CHAP -> addIf(all, p.get(PppAttributes.AUTH_CHAP), AuthProtocol.CHAP_MD5);
                case MSCHAPV2 -> addIf(all, p.get(PppAttributes.AUTH_MSCHAPV2), AuthProtocol.MS_CHAP_V2);
                case PAP -> addIf(all, p.get(PppAttributes.AUTH_PAP), AuthProtocol.PAP);
            }
        }
        return List.copyOf(all);
    }

    /** By what a peer proves itself. */
    static Views.AuthMethod methodOf(AuthRequest request) {
        if (request instanceof AuthRequest.Pap) {
            return Views.AuthMethod.PPP_PAP;
        } else if (request instanceof AuthRequest.Chap) {
            return Views.AuthMethod.PPP_CHAP;
        }
        return request instanceof AuthRequest.MsChapV2 ? Views.AuthMethod.PPP_MSCHAPV2 : Views.AuthMethod.NONE;
    }

    /** The same of a protocol; null is none. */
    static Views.AuthMethod methodOf(AuthProtocol protocol) {
        if (protocol == null) {
            return Views.AuthMethod.NONE;
        }
        return switch (protocol) {
            case PAP -> Views.AuthMethod.PPP_PAP;
            case CHAP_MD5 -> Views.AuthMethod.PPP_CHAP;
            case MS_CHAP_V2 -> Views.AuthMethod.PPP_MSCHAPV2;
        };
    }

    /** The same of a Proxy Authen Type AVP (RFC 2661 4.4.5, RFC 3371). */
    static Views.AuthMethod methodOf(int proxyAuthenType) {
        return switch (proxyAuthenType) {
            case 0, 4 -> Views.AuthMethod.NONE;
            case 1 -> Views.AuthMethod.TEXT;
            case 2 -> Views.AuthMethod.PPP_CHAP;
            case 3 -> Views.AuthMethod.PPP_PAP;
            case 5 -> Views.AuthMethod.PPP_MSCHAPV1;
            case 7 -> Views.AuthMethod.PPP_EAP;
            default -> Views.AuthMethod.OTHER;
        };
    }

    private static void addIf(List<AuthProtocol> all, boolean allowed, AuthProtocol protocol) {
        if (allowed) {
            all.add(protocol);
        }
    }
}
