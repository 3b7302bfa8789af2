package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jl2tpd.wire.Secret;

/** Computations of CHAP with MD5 (RFC 1994 4.1) and of MS-CHAPv2 (RFC 2759 8). */
final class ChapCrypto {
    /** Octets of an MD5 response. */
    static final int MD5_LENGTH = 16;

    /** Octets of an NT-Response. */
    static final int NT_RESPONSE_LENGTH = 24;

    private static final byte[] MAGIC_1 = ascii("Magic server to client signing constant");
    private static final byte[] MAGIC_2 = ascii("Pad to make it do more than one iteration");

    private ChapCrypto() {}

    /** MD5 over identifier, secret and challenge (RFC 1994 4.1). */
    static byte[] chapMd5(int identifier, Secret secret, byte[] challenge) {
        MessageDigest md5 = digest("MD5");
        md5.update((byte) identifier);
        md5.update(secret.octets());
        return md5.digest(challenge);
    }

    /** NtPasswordHash (RFC 2759 8.3) of a password that is UTF-8 text. */
    static byte[] ntPasswordHash(Secret password) {
        String text = new String(password.octets(), StandardCharsets.UTF_8);
        byte[] unicode = text.getBytes(StandardCharsets.UTF_16LE);
        byte[] hash = Md4.digest(unicode);
        Arrays.fill(unicode, (byte) 0);
        return hash;
    }

    /** ChallengeHash (RFC 2759 8.2); the user name counts without its {@code DOMAIN\} prefix. */
    static byte[] challengeHash(byte[] peerChallenge, byte[] authenticatorChallenge, String userName) {
        MessageDigest sha = digest("SHA-1");
        sha.update(peerChallenge);
        sha.update(authenticatorChallenge);
        sha.update(withoutDomain(userName).getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(sha.digest(), 8);
    }

    /** What stands behind the last backslash. */
    static String withoutDomain(String userName) {
        return userName.substring(userName.lastIndexOf('\\') + 1);
    }

    /** ChallengeResponse (RFC 2759 8.5): three DES encryptions under the parts of the padded hash. */
    static byte[] ntResponse(byte[] challenge8, byte[] passwordHash) {
        byte[] padded = Arrays.copyOf(passwordHash, 21);
        var response = new byte[NT_RESPONSE_LENGTH];
        try {
            Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
            for (int i = 0; i < 3; i++) {
                des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(desKey(padded, 7 * i), "DES"));
                des.doFinal(challenge8, 0, 8, response, 8 * i);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JRE has no DES", e);
        }
        return response;
    }

    /** Seven octets spread over eight, parity bits zero (RFC 2759 8.6). */
    private static byte[] desKey(byte[] from, int at) {
        long bits = 0;
        for (int i = 0; i < 7; i++) {
            bits = bits << 8 | from[at + i] & 0xff;
        }
        var key = new byte[8];
        for (int i = 0; i < 8; i++) {
            key[i] = (byte) ((bits >>> 49 - 7 * i & 0x7f) << 1);
        }
        return key;
    }

    /** GenerateAuthenticatorResponse (RFC 2759 8.7): {@code S=} and 40 upper-case hexadecimal digits. */
    static String authenticatorResponse(byte[] passwordHash, byte[] ntResponse, byte[] challenge8) {
        MessageDigest sha = digest("SHA-1");
        sha.update(Md4.digest(passwordHash));
        sha.update(ntResponse);
        byte[] first = sha.digest(MAGIC_1);
        sha.update(first);
        sha.update(challenge8);
        return "S=" + HexFormat.of().withUpperCase().formatHex(sha.digest(MAGIC_2));
    }

    /** The 49-octet value of an MS-CHAPv2 Response (RFC 2759 4). */
    static byte[] msChapV2Value(byte[] peerChallenge, byte[] ntResponse) {
        return ByteBuffer.allocate(49)
                .put(peerChallenge)
                .putLong(0)
                .put(ntResponse)
                .put((byte) 0)
                .array();
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JRE has no " + algorithm, e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
