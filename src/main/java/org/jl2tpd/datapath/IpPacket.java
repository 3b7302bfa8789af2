package org.jl2tpd.datapath;

import java.nio.ByteBuffer;

/**
 * Fields of an IPv4 (RFC 791) or IPv6 (RFC 8200) packet between a buffer's position and limit. {@link #trim} says whether they are
 * all inside; no other method is to be called before it returned true. Addresses are two longs, IPv4 as v4-mapped.
 */
final class IpPacket {
    static final int V4_HEADER = 20;
    static final int V6_HEADER = 40;
    static final int PROTOCOL_ICMP = 1;
    static final int PROTOCOL_UDP = 17;
    static final int PROTOCOL_ICMPV6 = 58;
    static final int V4_DONT_FRAGMENT = 0x4000;

    private static final int V4_FRAGMENT = 0x3fff; // more fragments, or an offset
    private static final long V4_MAPPED = 0xffffL << 32;
    private static final long LINK_LOCAL = 0xfe80L << 48;

    private IpPacket() {}

    /** Checks the header's lengths and sets the limit to the packet's end; false when it is no IP packet. */
    static boolean trim(ByteBuffer packet) {
        int octets = packet.remaining();
        if (octets < V4_HEADER) {
            return false;
        }
        int at = packet.position();
        int length;
        if (isV4(packet)) {
            length = packet.getShort(at + 2) & 0xffff;
            if (v4HeaderOctets(packet) < V4_HEADER || length < v4HeaderOctets(packet)) {
                return false;
            }
        } else {
            if (octets < V6_HEADER || (packet.get(at) & 0xf0) != 0x60) {
                return false;
            }
            length = V6_HEADER + (packet.getShort(at + 4) & 0xffff);
        }
        if (length > octets) {
            return false;
        }
        packet.limit(at + length);
        return true;
    }

    static boolean isV4(ByteBuffer packet) {
        return (packet.get(packet.position()) & 0xf0) == 0x40;
    }

    static int v4HeaderOctets(ByteBuffer packet) {
        return (packet.get(packet.position()) & 0x0f) * 4;
    }

    static boolean isV4Fragment(ByteBuffer packet) {
        return (packet.getShort(packet.position() + 6) & V4_FRAGMENT) != 0;
    }

    static int v4Protocol(ByteBuffer packet) {
        return packet.get(packet.position() + 9) & 0xff;
    }

    static int v6NextHeader(ByteBuffer packet) {
        return packet.get(packet.position() + 6) & 0xff;
    }

    static long sourceHi(ByteBuffer packet) {
        return isV4(packet) ? 0 : packet.getLong(packet.position() + 8);
    }

    static long sourceLo(ByteBuffer packet) {
        int at = packet.position();
        return isV4(packet) ? V4_MAPPED | packet.getInt(at + 12) & 0xffffffffL : packet.getLong(at + 16);
    }

    static long destinationHi(ByteBuffer packet) {
        return isV4(packet) ? 0 : packet.getLong(packet.position() + 24);
    }

    static long destinationLo(ByteBuffer packet) {
        int at = packet.position();
        return isV4(packet) ? V4_MAPPED | packet.getInt(at + 16) & 0xffffffffL : packet.getLong(at + 32);
    }

    /** Whether the first half of an IPv6 address is that of the link-local addresses with interface identifiers (RFC 4291 2.5.6). */
    static boolean isLinkLocal(long hi) {
        return hi == LINK_LOCAL;
    }

    static long linkLocalHi() {
        return LINK_LOCAL;
    }

    /** Whether an address is multicast, broadcast, loopback or unspecified: nothing that a router forwards. */
    static boolean isNeverForwarded(long hi, long lo) {
        if (hi == 0 && (lo >>> 32) == 0xffff) {
            int first = (int) lo >>> 24;
            return first >= 224 && first < 240 || first == 127 || first == 0 || (int) lo == -1;
        }
        return (hi >>> 56) == 0xff || hi == 0 && (lo >>> 1) == 0;
    }

    /** A v4-mapped address's low half. */
    static long mapped(int v4) {
        return V4_MAPPED | v4 & 0xffffffffL;
    }
}
