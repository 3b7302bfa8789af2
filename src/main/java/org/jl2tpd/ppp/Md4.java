package org.jl2tpd.ppp;

import java.util.Arrays;

/** The MD4 digest (RFC 1320), which MS-CHAP needs and the JDK lacks. */
final class Md4 {
    private static final int[] ROUND_2_ORDER = {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15};
    private static final int[] ROUND_3_ORDER = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};
    private static final int[] SHIFTS = {3, 7, 11, 19, 3, 5, 9, 13, 3, 9, 11, 15};

    private Md4() {}

    /** Returns the 16 octets of the digest. */
    static byte[] digest(byte[] message) {
        byte[] padded = pad(message);
        int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
        int[] block = new int[16];
        for (int at = 0; at < padded.length; at += 64) {
            for (int i = 0; i < 16; i++) {
                block[i] = littleEndian(padded, at + 4 * i);
            }
            compress(state, block);
        }
        Arrays.fill(padded, (byte) 0);
        return bytes(state);
    }

    /** One octet 80, zeros, and the length in bits, to a multiple of 64 octets (RFC 1320 3.1, 3.2). */
    private static byte[] pad(byte[] message) {
        byte[] padded = Arrays.copyOf(message, (message.length + 8) / 64 * 64 + 64);
        padded[message.length] = (byte) 0x80;
        long bits = 8L * message.length;
        for (int i = 0; i < 8; i++) {
            padded[padded.length - 8 + i] = (byte) (bits >>> 8 * i);
        }
        return padded;
    }

    /** Three rounds of 16 steps (RFC 1320 3.4). */
    private static void compress(int[] state, int[] block) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        for (int step = 0; step < 48; step++) {
            int round = step / 16;
            int mixed = a + function(round, b, c, d) + block[word(round, step % 16)] + constant(round);
            int rotated = Integer.rotateLeft(mixed, SHIFTS[round * 4 + step % 4]);
            a = d;
            d = c;
            c = b;
            b = rotated;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }

    private static int function(int round, int x, int y, int z) {
        return switch (round) {
            case 0 -> x & y | ~x & z;
            case 1 -> x & y | x & z | y & z;
            default -> x ^ y ^ z;
        };
    }

    private static int word(int round, int step) {
        return round == 0 ? step : round == 1 ? ROUND_2_ORDER[step] : ROUND_3_ORDER[step];
    }

    private static int constant(int round) {
        return round == 0 ? 0 : round == 1 ? 0x5a827999 : 0x6ed9eba1;
    }

    private static int littleEndian(byte[] octets, int at) {
        return octets[at] & 0xff | (octets[at + 1] & 0xff) << 8 | (octets[at + 2] & 0xff) << 16 | octets[at + 3] << 24;
    }

    private static byte[] bytes(int[] state) {
        var out = new byte[16];
        for (int i = 0; i < 16; i++) {
            out[i] = (byte) (state[i / 4] >>> 8 * (i % 4));
        }
        return out;
    }
}
