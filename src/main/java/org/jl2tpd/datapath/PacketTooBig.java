package org.jl2tpd.datapath;

import java.nio.ByteBuffer;

/**
 * Tells a packet's sender that it is longer than the session's MTU: ICMP fragmentation needed (RFC 1191 4) or ICMPv6 Packet Too Big
 * (RFC 4443 3.2), written into a buffer of the caller.
 */
final class PacketTooBig {
    /** Longest ICMPv6 error: the minimum MTU (RFC 4443 2.4 c). */
    static final int V6_LIMIT = 1280;
    /** Longest ICMPv4 error (RFC 1812 4.3.2.3). */
    static final int V4_LIMIT = 576;

    private static final int ICMP_HEADER = 8;
    private static final int HOP_LIMIT = 64;

    private PacketTooBig() {}

    /** Whether the packet may be answered by an error: no ICMP error, no fragment but the first (RFC 1122 3.2.2). */
    private static boolean isAnswerable(ByteBuffer packet) {
        int at = packet.position();
        if (IpPacket.isNeverForwarded(IpPacket.sourceHi(packet), IpPacket.sourceLo(packet))) {
            return false;
        }
        if (IpPacket.isV4(packet)) {
            int icmpAt = at + IpPacket.v4HeaderOctets(packet);
            boolean first = (packet.getShort(at + 6) & 0x1fff) == 0;
            boolean icmp = IpPacket.v4Protocol(packet) == IpPacket.PROTOCOL_ICMP;
            return first && !(icmp && icmpAt < packet.limit() && isV4Error(packet.get(icmpAt) & 0xff));
        }
        int icmpAt = at + IpPacket.V6_HEADER;
        boolean icmp = IpPacket.v6NextHeader(packet) == IpPacket.PROTOCOL_ICMPV6;
        return !(icmp && icmpAt < packet.limit() && packet.get(icmpAt) >= 0);
    }

    private static boolean isV4Error(int type) {
        return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
    }

    /**
     * Writes the error for a well-formed packet from the buffer's index 0 on.
     *
     * @param sourceHi address of ours that the error comes from, in the packet's family
     * @return whether there is one: position 0, limit its end
     */
    static boolean write(ByteBuffer packet, int mtu, long sourceHi, long sourceLo, ByteBuffer out) {
        if (!isAnswerable(packet)) {
            return false;
        }
        if (IpPacket.isV4(packet)) {
            writeV4(packet, mtu, (int) sourceLo, out);
        } else {
            writeV6(packet, mtu, sourceHi, sourceLo, out);
        }
        return true;
    }

    private static void writeV4(ByteBuffer packet, int mtu, int source, ByteBuffer out) {
        int head = IpPacket.V4_HEADER;
        int quoted = Math.min(packet.remaining(), V4_LIMIT - head - ICMP_HEADER);
        out.clear().limit(head + ICMP_HEADER + quoted);
        out.putShort(0, (short) 0x45c0); // precedence 6, as a router's own (RFC 1812 4.3.2.5)
        out.putShort(2, (short) out.limit());
        out.putInt(4, 0);
        out.put(8, (byte) HOP_LIMIT);
        out.put(9, (byte) IpPacket.PROTOCOL_ICMP);
        out.putShort(10, (short) 0);
        out.putInt(12, source);
        out.putInt(16, packet.getInt(packet.position() + 12));
        out.putShort(10, (short) InternetChecksum.checksum(out, 0, head, 0));
        out.putInt(head, 0x03040000); // destination unreachable, fragmentation needed
        out.putInt(head + 4, mtu);
        out.put(head + ICMP_HEADER, packet, packet.position(), quoted);
        out.putShort(head + 2, (short) InternetChecksum.checksum(out, head, ICMP_HEADER + quoted, 0));
    }

    private static void writeV6(ByteBuffer packet, int mtu, long sourceHi, long sourceLo, ByteBuffer out) {
        int head = IpPacket.V6_HEADER;
        int quoted = Math.min(packet.remaining(), V6_LIMIT - head - ICMP_HEADER);
        out.clear().limit(head + ICMP_HEADER + quoted);
        out.putInt(0, 0x60000000);
        out.putShort(4, (short) (ICMP_HEADER + quoted));
        out.put(6, (byte) IpPacket.PROTOCOL_ICMPV6);
        out.put(7, (byte) HOP_LIMIT);
        out.putLong(8, sourceHi);
        out.putLong(16, sourceLo);
        out.putLong(24, packet.getLong(packet.position() + 8));
        out.putLong(32, packet.getLong(packet.position() + 16));
        out.putInt(head, 0x02000000); // Packet Too Big
        out.putInt(head + 4, Math.max(mtu, V6_LIMIT));
        out.put(head + ICMP_HEADER, packet, packet.position(), quoted);
        long pseudo = InternetChecksum.v6Pseudo(out, 0, ICMP_HEADER + quoted, IpPacket.PROTOCOL_ICMPV6);
        out.putShort(head + 2, (short) InternetChecksum.checksum(out, head, ICMP_HEADER + quoted, pseudo));
    }
}
