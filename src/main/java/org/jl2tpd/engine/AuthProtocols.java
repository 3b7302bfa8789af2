package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.ppp.AuthProtocol;
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

    private static void addIf(List<AuthProtocol> all, boolean allowed, AuthProtocol protocol) {
        if (allowed) {
            all.add(protocol);
        }
    }
}
