package org.jl2tpd.wire;

import java.security.MessageDigest;
import java.util.Arrays;

/** Tunnel authentication (RFC 2661 5.1.1): the Challenge Response AVP of SCCRP and SCCCN. */
public final class TunnelAuth {
    private TunnelAuth() {}

    /**
     * The 16 octets that answer a challenge.
     *
     * @param carrier the message that carries the response, SCCRP or SCCCN: its number is the CHAP identifier
     */
    public static byte[] response(MessageType carrier, Secret secret, byte[] challenge) {
        MessageDigest md5 = Md5.create();
        md5.update((byte) carrier.number());
        md5.update(secret.octets());
        return md5.digest(challenge);
    }

    /**
     * Whether a received response answers our challenge, in constant time. Octets after the sixteenth are not looked at,
     * as Cisco sends six more; null or fewer than 16 octets never match.
     */
    public static boolean verify(MessageType carrier, Secret secret, byte[] challenge, byte[] received) {
        if (received == null || received.length < Md5.LENGTH) {
            return false;
        }
        return MessageDigest.isEqual(response(carrier, secret, challenge), Arrays.copyOf(received, Md5.LENGTH));
    }
}
