package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.InternetChecksum;

/** Writes and checks IPv6 packets of the link's own services (RFC 8200 3 and 8.1). All offsets are absolute. */
final class Ipv6Datagram {
    static final int HEADER_LENGTH = 40;
    static final int ICMPV6 = 58;
    static final int UDP = 17;
    static final long LINK_LOCAL_PREFIX = 0xfe80L << 48;
    static final long LINK_MULTICAST = 0xff02L << 48;
    private static final int VERSION_6 = 6 << 28;

    private Ipv6Datagram() {}

    /** Writes a header from a link-local address; the payload length is set by {@link #finish}. Returns its offset. */
    static int begin(ByteBuffer out, int nextHeader, long sourceId, long destinationHi, long destinationLo) {
        int at = out.position();
        out.putInt(VERSION_6).putShort((short) 0).put((byte) nextHeader).put((byte) 255);
        out.putLong(LINK_LOCAL_PREFIX).putLong(sourceId).putLong(destinationHi).putLong(destinationLo);
        return at;
    }

    /** Sets the payload length and the checksum that is at {@code checksumAt}, which held zero. */
    static void finish(ByteBuffer out, int header, int checksumAt) {
        int length = out.position() - header - HEADER_LENGTH;
        out.putShort(header + 4, (short) length);
        int sum = checksum(out, header, length);
        out.putShort(checksumAt, (short) (sum == 0 ? 0xffff : sum));
    }

    /** The upper layer's checksum with the pseudo-header (RFC 8200 8.1); 0 over data that hold a right one. */
    static int checksum(ByteBuffer packet, int header, int payloadLength) {
        long pseudo = InternetChecksum.add(payloadLength, packet.get(header + 6) & 0xff);
        int end = header + HEADER_LENGTH + payloadLength;
        return InternetChecksum.finish(InternetChecksum.add(packet, header + 8, end, pseudo));
    }
}
