package org.jl2tpd.datapath;

import java.nio.ByteBuffer;

/**
 * Cuts an IPv4 packet into fragments that an MTU holds (RFC 791 3.2). Use: {@link #begin}, then {@link #next} until it returns false.
 * Holds a copy of one packet; nothing is allocated per packet.
 */
final class Ipv4Fragmenter {
    /** Every link carries that much (RFC 791 3.2): the longest header and 8 octets. */
    static final int SMALLEST_MTU = 68;

    private static final int HEADER_LIMIT = 60;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int OFFSET = 0x1fff;
    private static final int OFFSET_UNIT = 8;
    private static final int FLAGS_AT = 6;
    private static final int CHECKSUM_AT = 10;

    private static final int OPTION_END = 0;
    private static final int OPTION_NO_OPERATION = 1;
    private static final int OPTION_COPIED = 0x80;

    private final ByteBuffer packet = ByteBuffer.allocateDirect(TunSettings.MTU_LIMIT);
    /** The header of all fragments but the first. */
    private final ByteBuffer laterHeader = ByteBuffer.allocate(HEADER_LIMIT);

    private int mtu;
    private int firstHeaderOctets;
    private int laterHeaderOctets;
    /** Where the data of the next fragment begins in the packet. */
    private int at;

    private int end;

    /** Whether the packet may be cut (RFC 791 3.2, Don't Fragment). */
    static boolean isAllowed(ByteBuffer packet) {
        return IpPacket.isV4(packet)
                && (packet.getShort(packet.position() + FLAGS_AT) & IpPacket.V4_DONT_FRAGMENT) == 0;
    }

    /**
     * Takes a copy of a packet that {@link IpPacket#trim} accepted and {@link #isAllowed} lets cut.
     *
     * @param mtu octets that a fragment may have
     * @return false when it cannot be cut: it is too long, its offsets would pass 65535, or the MTU is below {@link #SMALLEST_MTU}
     */
    boolean begin(ByteBuffer whole, int mtu) {
        int octets = whole.remaining();
        firstHeaderOctets = IpPacket.v4HeaderOctets(whole);
        int units = (octets - firstHeaderOctets) / OFFSET_UNIT;
        int offset = whole.getShort(whole.position() + FLAGS_AT) & OFFSET;
        at = 0;
        end = 0;
        if (octets > packet.capacity() || mtu < SMALLEST_MTU || offset + units > OFFSET) {
            return false;
        }
        packet.put(0, whole, whole.position(), octets);
        this.mtu = mtu;
        at = firstHeaderOctets;
        end = octets;
        makeLaterHeader();
        return true;
    }

    /** The fixed header and the options that are for every fragment, filled up to a multiple of four octets. */
    private void makeLaterHeader() {
        laterHeader.put(0, packet, 0, IpPacket.V4_HEADER);
        int to = IpPacket.V4_HEADER;
        int from = IpPacket.V4_HEADER;
        while (from < firstHeaderOctets) {
            int octets = optionOctets(from);
            if (octets == 0) {
                break;
            }
            if ((packet.get(from) & OPTION_COPIED) != 0) {
                laterHeader.put(to, packet, from, octets);
                to += octets;
            }
            from += octets;
        }
        while (to % 4 != 0) {
            laterHeader.put(to++, (byte) OPTION_END);
        }
        laterHeaderOctets = to;
        laterHeader.put(0, (byte) (0x40 | to / 4));
    }

    /** Length of the option at an index; 0 at the end of the list, or where it is broken. */
    private int optionOctets(int from) {
        int type = packet.get(from) & 0xff;
        if (type == OPTION_END || type == OPTION_NO_OPERATION) {
            return type;
        }
        int octets = from + 1 < firstHeaderOctets ? packet.get(from + 1) & 0xff : 0;
        return octets >= 2 && from + octets <= firstHeaderOctets ? octets : 0;
    }

    /** Writes the next fragment at the buffer's position and sets its limit; false when there is none left. */
    boolean next(ByteBuffer out) {
        if (at >= end) {
            return false;
        }
        boolean first = at == firstHeaderOctets;
        int header = first ? firstHeaderOctets : laterHeaderOctets;
        int data = Math.min(end - at, (mtu - header) & -OFFSET_UNIT);
        if (end - at <= mtu - header) {
            data = end - at;
        }
        int to = out.position();
        out.limit(to + header + data);
        out.put(to, first ? packet : laterHeader, 0, header);
        out.put(to + header, packet, at, data);
        out.putShort(to + 2, (short) (header + data));
        out.putShort(to + FLAGS_AT, (short) flags(data));
        out.putShort(to + CHECKSUM_AT, (short) 0);
        out.putShort(to + CHECKSUM_AT, (short) InternetChecksum.checksum(out, to, header, 0));
        at += data;
        return true;
    }

    /** Flags and offset: both go on from those that the packet has, which may be a fragment itself. */
    private int flags(int data) {
        int own = packet.getShort(FLAGS_AT) & 0xffff;
        int more = at + data < end ? MORE_FRAGMENTS : 0;
        return own + (at - firstHeaderOctets) / OFFSET_UNIT | more;
    }
}
