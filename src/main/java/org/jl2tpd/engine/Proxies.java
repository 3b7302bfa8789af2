package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jl2tpd.control.ProxyAvps;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices.ProxyAuthType;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.wire.RandomSource;
import org.jl2tpd.wire.Secret;

/** Proxy LCP and proxy authentication AVPs (RFC 2661 4.4.5): made from a session's profile, and read as PPP knows them. */
final class Proxies {
    private static final int CHAP = ProxyAuthType.CHAP.code;
    private static final int PAP = ProxyAuthType.PAP.code;
    private static final int CHALLENGE_OCTETS = 16;
    /** Longest name or password: PAP has one octet for each length (RFC 1334 2.2.1). */
    private static final int MAX_OCTETS = 255;

    private Proxies() {}

    /** What our ICCN carries: the profile's values, and for those that it leaves open what our own client would have said. */
    static ProxyAvps of(Profile session, SessionDefinition definition, RandomSource random) {
        ProxyAuthType type = session.get(SessionAttributes.PROXY_AUTH_TYPE);
        String name = session.get(SessionAttributes.PROXY_AUTH_NAME);
        byte[] user = cut((name.isEmpty() ? definition.userName() : name).getBytes(StandardCharsets.UTF_8));
        int id = session.get(SessionAttributes.PROXY_AUTH_ID);
        byte[] challenge =
                type == ProxyAuthType.CHAP || type == ProxyAuthType.MSCHAP ? challenge(session, random) : null;
        byte[] sent = hexOr(session, SessionAttributes.LAST_SENT_LCP_CONFREQ, sentOptions(type, random));
        byte[] received = hexOr(session, SessionAttributes.LAST_RCVD_LCP_CONFREQ, magicOption(random));
        boolean named = type != ProxyAuthType.NONE;
        return new ProxyAvps(
                hexOr(session, SessionAttributes.INITIAL_RCVD_LCP_CONFREQ, received),
                sent,
                received,
                type.code,
                named ? user : null,
                challenge,
                id,
                named ? response(session, definition, type, id, challenge) : null);
    }

    private static byte[] challenge(Profile session, RandomSource random) {
        byte[] fresh = new byte[CHALLENGE_OCTETS];
        random.nextBytes(fresh);
        return hexOr(session, SessionAttributes.PROXY_AUTH_CHALLENGE, fresh);
    }

    private static byte[] response(
            Profile session, SessionDefinition definition, ProxyAuthType type, int id, byte[] challenge) {
        Secret given = session.get(SessionAttributes.PROXY_AUTH_RESPONSE);
        if (given != null) {
            return cut(given.octets());
        }
        Secret password = definition.userPassword();
        if (password == null) {
            return new byte[0];
        }
        return type == ProxyAuthType.CHAP ? chapResponse(id, password, challenge) : cut(password.octets());
    }

    private static byte[] cut(byte[] octets) {
        return octets.length <= MAX_OCTETS ? octets : Arrays.copyOf(octets, MAX_OCTETS);
    }

    /** RFC 1994 4.1: MD5 over identifier, secret and challenge. */
    private static byte[] chapResponse(int id, Secret password, byte[] challenge) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update((byte) id);
            md5.update(password.octets());
            return md5.digest(challenge);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Options that a LAC would have sent to its client: the authentication protocol, then a magic number. */
    private static byte[] sentOptions(ProxyAuthType type, RandomSource random) {
        byte[] auth = switch (type) {
            case PAP -> new byte[] {3, 4, (byte) 0xc0, 0x23};
            case CHAP -> new byte[] {3, 5, (byte) 0xc2, 0x23, 5};
            default -> new byte[0];
        };
        byte[] magic = magicOption(random);
        return ByteBuffer.allocate(auth.length + magic.length)
                .put(auth)
                .put(magic)
                .array();
    }

    private static byte[] magicOption(RandomSource random) {
        return ByteBuffer.allocate(6)
                .put((byte) 5)
                .put((byte) 6)
                .putInt(random.nextInt() | 1)
                .array();
    }

    private static byte[] hexOr(Profile session, Attribute<String> attribute, byte[] otherwise) {
        String hex = session.get(attribute);
        if (hex == null || hex.isEmpty()) {
            return otherwise;
        }
        return HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex);
    }

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
        return new ProxyAvps(null, ours.lastReceivedConfReq(), ours.lastSentConfReq(), 0, null, null, 0, null);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
