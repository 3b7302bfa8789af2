package org.jl2tpd.datapath;

import java.nio.ByteBuffer;

/** The Internet checksum (RFC 1071) over a buffer in network byte order. */
final class InternetChecksum {
    private InternetChecksum() {}

    /** Adds the 16-bit words of a range to a sum of up to 2^40; an odd last octet counts as if a zero followed. */
    static long sum(ByteBuffer in, int from, int octets, long sum) {
        int at = from;
        int end = from + octets;
        while (end - at >= 4) {
            sum += in.getInt(at) & 0xffffffffL;
            at += 4;
        }
        if (end - at >= 2) {
            sum += in.getShort(at) & 0xffff;
            at += 2;
        }
        return at < end ? sum + ((in.get(at) & 0xff) << 8) : sum;
    }

    /** Folds a sum to 16 bits; 0xffff for a range that contains its right checksum. */
    static int fold(long sum) {
        long folded = (sum >>> 32) + (sum & 0xffffffffL);
        folded = (folded >>> 16) + (folded & 0xffff);
        folded = (folded >>> 16) + (folded & 0xffff);
        return (int) ((folded >>> 16) + (folded & 0xffff));
    }

    static int checksum(ByteBuffer in, int from, int octets, long sum) {
        return ~fold(sum(in, from, octets, sum)) & 0xffff;
    }

    /** Sum of the IPv6 pseudo-header (RFC 8200 8.1) of the packet whose header begins at {@code at}. */
    static long v6Pseudo(ByteBuffer in, int at, int payloadOctets, int nextHeader) {
        return sum(in, at + 8, 32, 0) + payloadOctets + nextHeader;
    }

    /** Sum of the IPv4 pseudo-header (RFC 768). */
    static long v4Pseudo(ByteBuffer in, int at, int payloadOctets, int protocol) {
        return sum(in, at + 12, 8, 0) + payloadOctets + protocol;
    }
}
