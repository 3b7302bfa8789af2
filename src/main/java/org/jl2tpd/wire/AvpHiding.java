package org.jl2tpd.wire;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Hides and unhides values (RFC 2661 4.3). The subformat that is enciphered is the value's original length in two
 * octets, the value, and optional padding; block 1 is xored with MD5(type, secret, random vector), block i with
 * MD5(secret, cipher block i-1). An instance holds its digest for reuse and is not thread-safe.
 */
public final class AvpHiding {
    private final MessageDigest md5 = Md5.create();
    private final byte[] pad = new byte[Md5.LENGTH];

    /** Enciphers a subformat in place. */
    public void hide(int attributeType, Secret secret, byte[] randomVector, byte[] octets, int from, int to) {
        firstPad(attributeType, secret, randomVector);
        for (int at = from; at < to; at += Md5.LENGTH) {
            int end = Math.min(at + Md5.LENGTH, to);
            xor(octets, at, end);
            if (end < to) {
                nextPad(secret, octets, at);
            }
        }
    }

    /**
     * Deciphers a subformat in place; the value then begins at {@code from + 2}.
     *
     * @return the value's length, or -1 when there are fewer octets than it says
     */
    public int unhide(int attributeType, Secret secret, byte[] randomVector, byte[] octets, int from, int to) {
        if (to - from < 2) {
            return -1;
        }
        firstPad(attributeType, secret, randomVector);
        for (int at = from; at < to; at += Md5.LENGTH) {
            int end = Math.min(at + Md5.LENGTH, to);
            if (end < to) {
                md5.update(secret.octets());
                md5.update(octets, at, Md5.LENGTH);
            }
            xor(octets, at, end);
            if (end < to) {
                finishPad();
            }
        }
        int length = (octets[from] & 255) << 8 | octets[from + 1] & 255;
        return length > to - from - 2 ? -1 : length;
    }

    private void firstPad(int attributeType, Secret secret, byte[] randomVector) {
        md5.update((byte) (attributeType >> 8));
        md5.update((byte) attributeType);
        md5.update(secret.octets());
        md5.update(randomVector);
        finishPad();
    }

    private void nextPad(Secret secret, byte[] cipher, int at) {
        md5.update(secret.octets());
        md5.update(cipher, at, Md5.LENGTH);
        finishPad();
    }

    private void finishPad() {
        try {
            md5.digest(pad, 0, Md5.LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
    }

    private void xor(byte[] octets, int from, int to) {
        for (int at = from; at < to; at++) {
            octets[at] ^= pad[at - from];
        }
    }
}
