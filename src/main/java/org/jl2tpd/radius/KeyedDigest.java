package org.jl2tpd.radius;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jl2tpd.wire.Secret;

/** MD5 and HMAC-MD5 (RFC 2104) with a shared secret, as RADIUS wants them. Not for several threads at once. */
final class KeyedDigest {
    static final int LENGTH = 16;

    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;
    private static final byte[] ZEROS = new byte[LENGTH];

    private final MessageDigest md5 = create();
    private final byte[] secret;
    private final byte[] innerKey;
    private final byte[] outerKey;

    KeyedDigest(Secret secret) {
        this.secret = secret.octets();
        byte[] key = this.secret.length > BLOCK ? md5.digest(this.secret) : this.secret;
        innerKey = padded(key, INNER);
        outerKey = padded(key, OUTER);
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java platform has no MD5", e);
        }
    }

    private static byte[] padded(byte[] key, byte pad) {
        byte[] padded = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            padded[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
        }
        return padded;
    }

    /** MD5 of the packet with that authenticator in its header, and the secret (RFC 2865 3, RFC 2866 3). */
    byte[] authenticator(byte[] packet, int length, byte[] inHeader) {
        header(packet, inHeader);
        md5.update(packet, PacketCodec.HEADER, length - PacketCodec.HEADER);
        md5.update(secret);
        return md5.digest();
    }

    /**
     * HMAC-MD5 of the packet with that authenticator in its header and zeros as Message-Authenticator (RFC 2869 5.14).
     *
     * @param at where the 16 octets of Message-Authenticator stand
     */
    byte[] messageAuthenticator(byte[] packet, int length, byte[] inHeader, int at) {
        md5.update(innerKey);
        header(packet, inHeader);
        md5.update(packet, PacketCodec.HEADER, at - PacketCodec.HEADER);
        md5.update(ZEROS);
        md5.update(packet, at + LENGTH, length - at - LENGTH);
        byte[] inner = md5.digest();
        md5.update(outerKey);
        md5.update(inner);
        return md5.digest();
    }

    private void header(byte[] packet, byte[] inHeader) {
        md5.update(packet, 0, PacketCodec.AUTHENTICATOR_AT);
        md5.update(inHeader, 0, LENGTH);
    }

    /** A pad for hiding: MD5 of the secret and what stands before. */
    byte[] pad(byte[] before, int from, int length) {
        md5.update(secret);
        md5.update(before, from, length);
        return md5.digest();
    }

    /** The first pad with a salt: MD5 of the secret, the authenticator and the salt. */
    byte[] pad(byte[] authenticator, byte[] salted, int saltAt) {
        md5.update(secret);
        md5.update(authenticator, 0, LENGTH);
        md5.update(salted, saltAt, AttributeHiding.SALT);
        return md5.digest();
    }
}
