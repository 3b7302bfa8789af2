package org.jl2tpd.wire;

import java.nio.ByteBuffer;

/** The ones' complement checksum of IP, TCP, UDP and ICMP (RFC 1071) over big-endian buffers, without allocation. */
public final class InternetChecksum {
    private InternetChecksum() {}

    /**
     * Adds the 16-bit words between two absolute indexes to a sum that starts as 0. An odd last octet counts as the
     * high half of a word, so only the last range of several may be odd.
     */
    public static long add(ByteBuffer buffer, int from, int to, long sum) {
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long words = buffer.getLong(at);
            sum += (words >>> 32) + (words & 0xffffffffL);
        }
        for (; at + 2 <= to; at += 2) {
            sum += buffer.getShort(at) & 0xffff;
        }
        return at < to ? sum + ((buffer.get(at) & 0xff) << 8) : sum;
    }

    /** Adds one 16-bit word, such as a field of a pseudo header. */
    public static long add(int word, long sum) {
        return sum + (word & 0xffff);
    }

    /** Folds a sum and complements it: the checksum as it stands in a packet; 0 over a range that holds its own checksum. */
    public static int finish(long sum) {
        long folded = (sum & 0xffffffffL) + (sum >>> 32);
        folded = (folded & 0xffff) + (folded >>> 16);
        folded = (folded & 0xffff) + (folded >>> 16);
        folded = (folded & 0xffff) + (folded >>> 16);
        return (int) ~folded & 0xffff;
    }

    /** The checksum of one range. */
    public static int of(ByteBuffer buffer, int from, int to) {
        return finish(add(buffer, from, to, 0));
    }

    /** The checksum after one 16-bit word of what it covers changed (RFC 1624, equation 3). */
    public static int update(int checksum, int oldWord, int newWord) {
        return finish((~checksum & 0xffffL) + (~oldWord & 0xffff) + (newWord & 0xffff));
    }
}
