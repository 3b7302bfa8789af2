package org.jl2tpd.bench;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Big-endian fields at absolute indexes; each method returns the index behind what it wrote. */
final class Octets {
    private Octets() {}

    static int u8(ByteBuffer out, int at, int value) {
        out.put(at, (byte) value);
        return at + 1;
    }

    static int u16(ByteBuffer out, int at, int value) {
        out.putShort(at, (short) value);
        return at + 2;
    }

    static int u32(ByteBuffer out, int at, int value) {
        out.putInt(at, value);
        return at + 4;
    }

    static int bytes(ByteBuffer out, int at, byte[] value) {
        out.put(at, value);
        return at + value.length;
    }

    /** An AVP with the M bit and a 16-bit value. */
    static int avp16(ByteBuffer out, int at, int type, int value) {
        return u16(out, avpHeader(out, at, type, 2), value);
    }

    /** An AVP with the M bit and a 32-bit value. */
    static int avp32(ByteBuffer out, int at, int type, int value) {
        return u32(out, avpHeader(out, at, type, 4), value);
    }

    /** An AVP with the M bit. */
    static int avp(ByteBuffer out, int at, int type, byte[] value) {
        return bytes(out, avpHeader(out, at, type, value.length), value);
    }

    private static int avpHeader(ByteBuffer out, int at, int type, int octets) {
        return u16(out, u16(out, u16(out, at, 0x8000 | octets + 6), 0), type);
    }

    static int getU8(ByteBuffer in, int at) {
        return in.get(at) & 0xff;
    }

    static int getU16(ByteBuffer in, int at) {
        return in.getShort(at) & 0xffff;
    }

    /** The value of an AVP between two indexes, copied; null when there is none. */
    static byte[] findAvp(ByteBuffer in, int start, int end, int type) {
        int at = start;
        while (at + 6 <= end) {
            int length = getU16(in, at) & 0x3ff;
            if (length < 6 || at + length > end) {
                return null;
            }
            if (getU16(in, at + 4) == type && getU16(in, at + 2) == 0) {
                byte[] value = new byte[length - 6];
                in.get(at + 6, value);
                return value;
            }
            at += length;
        }
        return null;
    }

    static int findAvp16(ByteBuffer in, int start, int end, int type, int absent) {
        byte[] value = findAvp(in, start, end, type);
        return value == null || value.length < 2 ? absent : (value[0] & 0xff) << 8 | value[1] & 0xff;
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The response of CHAP (RFC 1994) and of L2TP's tunnel authentication (RFC 2661 4.4.3). */
    static byte[] response(MessageDigest md5, int id, byte[] secret, byte[] challenge) {
        md5.update((byte) id);
        md5.update(secret);
        return md5.digest(challenge);
    }
}
