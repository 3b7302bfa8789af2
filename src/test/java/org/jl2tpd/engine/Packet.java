package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.IpAddress;

/** IP packets for tests of the engine; their checksums are not looked at there. */
final class Packet {
    private Packet() {}

    /** 24 octets of IPv4 of an experimental protocol. */
    static byte[] ipv4(IpAddress from, IpAddress to) {
        return ipv4(from, to, 0);
    }

    static byte[] ipv4(IpAddress from, IpAddress to, int mark) {
        return ByteBuffer.allocate(24)
                .putInt(0x45000000 | 24)
                .putInt(0)
                .putInt(0x40fd0000)
                .putInt(from.v4())
                .putInt(to.v4())
                .putInt(mark)
                .array();
    }

    /** The mark of a packet of {@link #ipv4(IpAddress, IpAddress, int)}. */
    static int mark(byte[] packet) {
        return ByteBuffer.wrap(packet).getInt(20);
    }

    /** 44 octets of IPv6 without a next header. */
    static byte[] ipv6() {
        return ByteBuffer.allocate(44)
                .putInt(0x60000000)
                .putShort((short) 4)
                .put((byte) 59)
                .put((byte) 64)
                .putLong(0xfe80000000000000L)
                .putLong(1)
                .putLong(0xfe80000000000000L)
                .putLong(2)
                .putInt(0)
                .array();
    }

    /** A TCP SYN over IPv4 with an MSS option. */
    static byte[] syn(IpAddress from, IpAddress to, int mss) {
        return ByteBuffer.allocate(44)
                .putInt(0x45000000 | 44)
                .putInt(0)
                .putInt(0x40060000)
                .putInt(from.v4())
                .putInt(to.v4())
                .putInt(0x13880050)
                .putInt(1)
                .putInt(0)
                .putInt(0x60020200)
                .putInt(0)
                .putInt(0x02040000 | mss)
                .array();
    }

    /** The MSS option of {@link #syn}. */
    static int mss(byte[] packet) {
        return ByteBuffer.wrap(packet).getShort(42) & 0xffff;
    }
}
