package org.jl2tpd.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes datagrams as a packet capture file (the classic format of libpcap, microseconds, LINKTYPE_RAW), each with IP and UDP headers made
 * for it, checksums included (RFC 791, RFC 8200, RFC 768).
 */
final class PcapWriter {
    private static final int MAGIC_MICROSECONDS = 0xa1b2c3d4;
    /** Packets begin with an IPv4 or IPv6 header; which one their first octet says. */
    private static final int LINKTYPE_RAW = 101;

    private static final int SNAPLEN = 65_535;
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int HOP_LIMIT = 64;

    private final OutputStream out;

    PcapWriter(OutputStream out) throws IOException {
        this.out = out;
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(MAGIC_MICROSECONDS).putShort((short) 2).putShort((short) 4);
        header.putInt(0).putInt(0).putInt(SNAPLEN).putInt(LINKTYPE_RAW);
        out.write(header.array());
    }

    /** @param micros microseconds since 1970 */
    void write(long micros, InetSocketAddress from, InetSocketAddress to, byte[] payload) throws IOException {
        byte[] packet = packet(from, to, payload);
        int kept = Math.min(packet.length, SNAPLEN);
        ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
        header.putInt(kept).putInt(packet.length);
        out.write(header.array());
        out.write(packet, 0, kept);
    }

    private static byte[] packet(InetSocketAddress from, InetSocketAddress to, byte[] payload) {
        byte[] source = from.getAddress().getAddress();
        byte[] destination = to.getAddress().getAddress();
        boolean v4 = isV4(from.getAddress()) && isV4(to.getAddress());
        int udpLength = UDP_HEADER + payload.length;
        ByteBuffer packet = ByteBuffer.allocate((v4 ? IPV4_HEADER : IPV6_HEADER) + udpLength);
        if (v4) {
            putIpv4(packet, source, destination, udpLength);
        } else {
            packet.putInt(6 << 28).putShort((short) udpLength).put((byte) UDP).put((byte) HOP_LIMIT);
            packet.put(source).put(destination);
        }
        int at = packet.position();
        packet.putShort((short) from.getPort()).putShort((short) to.getPort()).putShort((short) udpLength);
        packet.putShort((short) 0).put(payload);
        int sum = fold(sum(packet, at, udpLength)
                + sum(ByteBuffer.wrap(source), 0, source.length)
                + sum(ByteBuffer.wrap(destination), 0, destination.length)
                + UDP
                + udpLength);
        packet.putShort(at + 6, (short) (sum == 0xffff ? 0xffff : ~sum));
        return packet.array();
    }

    private static void putIpv4(ByteBuffer packet, byte[] source, byte[] destination, int udpLength) {
        packet.putShort((short) 0x4500)
                .putShort((short) (IPV4_HEADER + udpLength))
                .putShort((short) 0);
        packet.putShort((short) 0x4000).put((byte) HOP_LIMIT).put((byte) UDP).putShort((short) 0);
        packet.put(source).put(destination);
        packet.putShort(10, (short) ~fold(sum(packet, 0, IPV4_HEADER)));
    }

    /** The 16-bit words of a range added up; an odd octet at the end counts as the high one (RFC 1071). */
    private static long sum(ByteBuffer octets, int from, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            int octet = octets.get(from + i) & 0xff;
            sum += (i & 1) == 0 ? octet << 8 : octet;
        }
        return sum;
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded >> 16 != 0) {
            folded = (folded & 0xffff) + (folded >> 16);
        }
        return (int) folded;
    }

    private static boolean isV4(InetAddress address) {
        return address instanceof Inet4Address;
    }

    void flush() throws IOException {
        out.flush();
    }
}
