package org.jl2tpd.aaa;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;

/** What a peer presented, as RADIUS has it (RFC 2865 5.1 to 5.3 and 5.40, RFC 2548 2.1.2 and 2.3.2). */
final class Credentials {
    /** Longest password (RFC 2865 5.2). */
    static final int MAX_PASSWORD = 128;

    /** Octets of an MS-CHAP2-Response: identifier, flags, challenge, eight reserved, response. */
    private static final int MS_CHAP2_RESPONSE = 50;

    private static final int RESERVED = 8;

    /** Octets of a CHAP response (RFC 2865 5.3). */
    private static final int CHAP_RESPONSE = 16;

    private Credentials() {}

    /** Why it can't be asked of RADIUS, in words for our operator; null when it can. */
    static String problem(AuthRequest request) {
        int name = request.userName().getBytes(StandardCharsets.UTF_8).length;
        if (name == 0) {
            return "the peer gave no user name";
        }
        if (name > AttributeSet.MAX_VALUE) {
            return "the user name is longer than User-Name holds";
        }
        if (request instanceof AuthRequest.Chap chap) {
            return problem(chap);
        }
        boolean tooLong =
                request instanceof AuthRequest.Pap pap && pap.password().octets().length > MAX_PASSWORD;
        return tooLong ? "the password is longer than User-Password holds" : null;
    }

    /**
     * What a LAC tells of an exchange of its own can be of any length. Servers drop a packet whose CHAP-Password is none, and such silence
     * would be blamed on them.
     */
    private static String problem(AuthRequest.Chap chap) {
        if (chap.response().length != CHAP_RESPONSE) {
            return "a CHAP response has " + CHAP_RESPONSE + " octets, not " + chap.response().length;
        }
        int challenge = chap.challenge().length;
        return challenge > 0 && challenge <= AttributeSet.MAX_VALUE
                ? null
                : "CHAP-Challenge holds no challenge of " + challenge + " octets";
    }

    /** Attributes of one that has no problem. */
    static AttributeSet of(AuthRequest request) {
        AttributeSet set = new AttributeSet().add(Attributes.USER_NAME, request.userName());
        if (request instanceof AuthRequest.Pap pap) {
            set.add(Attributes.USER_PASSWORD, pap.password().octets());
        } else if (request instanceof AuthRequest.Chap chap) {
            byte[] password = ByteBuffer.allocate(1 + chap.response().length)
                    .put((byte) chap.identifier())
                    .put(chap.response())
                    .array();
            set.add(Attributes.CHAP_PASSWORD, password).add(Attributes.CHAP_CHALLENGE, chap.challenge());
        } else if (request instanceof AuthRequest.MsChapV2 microsoft) {
            set.add(Attributes.MS_CHAP_CHALLENGE, microsoft.authenticatorChallenge())
                    .add(Attributes.MS_CHAP2_RESPONSE, response(microsoft));
        }
        return set;
    }

    private static byte[] response(AuthRequest.MsChapV2 request) {
        return ByteBuffer.allocate(MS_CHAP2_RESPONSE)
                .put((byte) request.identifier())
                .put((byte) 0)
                .put(request.peerChallenge())
                .put(new byte[RESERVED])
                .put(request.ntResponse())
                .array();
    }
}
