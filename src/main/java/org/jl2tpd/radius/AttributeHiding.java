package org.jl2tpd.radius;

import java.util.Arrays;

/** Hides values and shows them again (RFC 2865 5.2; with a salt RFC 2868 3.5 and RFC 2548 2.4.2). */
final class AttributeHiding {
    /** Octets of a salt. */
    static final int SALT = 2;

    /** Longest password (RFC 2865 5.2); a longer one is cut. */
    static final int MAX_PASSWORD = 128;

    /** Longest value with a salt: 15 blocks, less the octet of its length. */
    static final int MAX_SALTED = 239;

    private static final int BLOCK = KeyedDigest.LENGTH;
    private static final int SALT_BIT = 0x80;

    private final KeyedDigest digest;

    AttributeHiding(KeyedDigest digest) {
        this.digest = digest;
    }

    /** User-Password, in blocks of 16 octets, at least one. */
    byte[] hidePassword(byte[] password, byte[] authenticator) {
        int length = Math.min(password.length, MAX_PASSWORD);
        byte[] hidden = Arrays.copyOf(Arrays.copyOf(password, length), blocks(length));
        chain(hidden, 0, digest.pad(authenticator, 0, BLOCK), true);
        return hidden;
    }

    /** The password without the zeros at its end; null when these octets are no hidden password. */
    byte[] showPassword(byte[] hidden, byte[] authenticator) {
        if (hidden.length == 0 || hidden.length % BLOCK != 0 || hidden.length > MAX_PASSWORD) {
            return null;
        }
        byte[] clear = hidden.clone();
        chain(clear, 0, digest.pad(authenticator, 0, BLOCK), false);
        int length = clear.length;
        while (length > 0 && clear[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(clear, length);
    }

    /** Salt and blocks; of the salt the first bit is set. */
    byte[] hideSalted(byte[] value, int salt, byte[] authenticator) {
        int length = Math.min(value.length, MAX_SALTED);
        byte[] hidden = new byte[SALT + blocks(1 + length)];
        hidden[0] = (byte) (salt >>> 8 | SALT_BIT);
        hidden[1] = (byte) salt;
        hidden[SALT] = (byte) length;
        System.arraycopy(value, 0, hidden, SALT + 1, length);
        chain(hidden, SALT, digest.pad(authenticator, hidden, 0), true);
        return hidden;
    }

    /** The value; null when these octets are none with a salt. */
    byte[] showSalted(byte[] hidden, byte[] authenticator) {
        int blocks = hidden.length - SALT;
        if (blocks < BLOCK || blocks % BLOCK != 0) {
            return null;
        }
        byte[] clear = hidden.clone();
        chain(clear, SALT, digest.pad(authenticator, hidden, 0), false);
        int length = clear[SALT] & 0xff;
        return length > blocks - 1 ? null : Arrays.copyOfRange(clear, SALT + 1, SALT + 1 + length);
    }

    private static int blocks(int length) {
        return Math.max(1, (length + BLOCK - 1) / BLOCK) * BLOCK;
    }

    /** Each block with its pad, which is made of the hidden block before. */
    private void chain(byte[] octets, int from, byte[] first, boolean hide) {
        byte[] pad = first;
        for (int at = from; at < octets.length; at += BLOCK) {
            byte[] next = hide || at + BLOCK >= octets.length ? null : digest.pad(octets, at, BLOCK);
            for (int i = 0; i < BLOCK; i++) {
                octets[at + i] ^= pad[i];
            }
            pad = hide && at + BLOCK < octets.length ? digest.pad(octets, at, BLOCK) : next;
        }
    }
}
