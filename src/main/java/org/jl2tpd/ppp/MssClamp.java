package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.InternetChecksum;

/** Lowers the MSS option of TCP SYN segments to what fits the link; checksum updated in place (RFC 1624). */
public final class MssClamp {
    /** IPv6 extension headers passed over before a TCP header is given up on. */
    static final int MAX_EXTENSION_HEADERS = 6;

    private static final int TCP = 6;
    private static final int TCP_HEADER_LENGTH = 20;
    private static final int TCP_SYN = 0x02;
    private static final int TCP_CHECKSUM = 16;
    private static final int OPTION_END = 0;
    private static final int OPTION_NOP = 1;
    private static final int OPTION_MSS = 2;
    private static final int IPV4_HEADER_LENGTH = 20;
    private static final int IPV6_HEADER_LENGTH = 40;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION = 60;

    private MssClamp() {}

    /**
     * Clamps a packet (IPv4 or IPv6, position to limit) in place. Fragments behind the first, other protocols and
     * malformed headers are left alone. No allocation.
     *
     * @param mtu the link's MTU; MSS becomes at most mtu - 40 (IPv4) or mtu - 60 (IPv6)
     * @return whether the packet was changed
     */
    public static boolean clamp(ByteBuffer packet, int mtu) {
        int at = packet.position();
        int end = packet.limit();
        if (end - at < IPV4_HEADER_LENGTH + TCP_HEADER_LENGTH) {
            return false;
        }
        return switch (packet.get(at) >>> 4 & 0xf) {
            case 4 -> clampV4(packet, at, end, mtu - IPV4_HEADER_LENGTH - TCP_HEADER_LENGTH);
            case 6 -> clampV6(packet, at, end, mtu - IPV6_HEADER_LENGTH - TCP_HEADER_LENGTH);
            default -> false;
        };
    }

    private static boolean clampV4(ByteBuffer packet, int at, int end, int maxMss) {
        int header = (packet.get(at) & 0xf) * 4;
        boolean first = (packet.getShort(at + 6) & 0x1fff) == 0;
        if (packet.get(at + 9) != TCP || header < IPV4_HEADER_LENGTH || !first) {
            return false;
        }
        int total = packet.getShort(at + 2) & 0xffff;
        return clampTcp(packet, at + header, Math.min(end, at + total), maxMss);
    }

    private static boolean clampV6(ByteBuffer packet, int at, int end, int maxMss) {
        int next = packet.get(at + 6) & 0xff;
        int header = at + IPV6_HEADER_LENGTH;
        for (int skipped = 0; next != TCP; skipped++) {
            boolean known = next == HOP_BY_HOP || next == ROUTING || next == DESTINATION || next == FRAGMENT;
            if (!known || skipped == MAX_EXTENSION_HEADERS || end - header < 8) {
                return false;
            }
            if (next == FRAGMENT && (packet.getShort(header + 2) & 0xfff8) != 0) {
                return false;
            }
            int length = next == FRAGMENT ? 8 : ((packet.get(header + 1) & 0xff) + 1) * 8;
            next = packet.get(header) & 0xff;
            header += length;
        }
        return clampTcp(packet, header, end, maxMss);
    }

    private static boolean clampTcp(ByteBuffer packet, int tcp, int end, int maxMss) {
        if (end - tcp < TCP_HEADER_LENGTH || (packet.get(tcp + 13) & TCP_SYN) == 0 || maxMss <= 0) {
            return false;
        }
        int options = tcp + TCP_HEADER_LENGTH;
        int optionsEnd = Math.min(end, tcp + (packet.get(tcp + 12) >>> 4 & 0xf) * 4);
        while (options < optionsEnd) {
            int kind = packet.get(options);
            if (kind == OPTION_END) {
                return false;
            }
            int length = kind == OPTION_NOP ? 1 : optionsEnd - options < 2 ? 0 : packet.get(options + 1) & 0xff;
            if (length == 0 || kind != OPTION_NOP && length < 2) {
                return false;
            }
            if (kind == OPTION_MSS) {
                return length == 4 && optionsEnd - options >= 4 && lower(packet, tcp, options + 2, maxMss);
            }
            options += length;
        }
        return false;
    }

    private static boolean lower(ByteBuffer packet, int tcp, int at, int maxMss) {
        int mss = packet.getShort(at) & 0xffff;
        if (mss <= maxMss) {
            return false;
        }
        packet.putShort(at, (short) maxMss);
        boolean odd = (at - tcp & 1) != 0;
        int sum = packet.getShort(tcp + TCP_CHECKSUM) & 0xffff;
        packet.putShort(tcp + TCP_CHECKSUM, (short) InternetChecksum.update(sum, swap(mss, odd), swap(maxMss, odd)));
        return true;
    }

    /** A value that does not begin on a 16-bit boundary counts with its octets exchanged. */
    private static int swap(int value, boolean odd) {
        return odd ? value >>> 8 | (value & 0xff) << 8 : value;
    }
}
