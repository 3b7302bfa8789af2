package org.jl2tpd.datapath;

import java.nio.ByteBuffer;

/**
 * Answers ICMP and ICMPv6 echo requests and UDP echo (RFC 862) by turning a copy of the request round. The request was checked by
 * {@link IpPacket#trim} and is no fragment.
 */
final class EchoResponder {
    static final int UDP_ECHO_PORT = 7;
    static final int ICMP_ECHO = 8;
    static final int ICMP_ECHO_REPLY = 0;
    static final int ICMPV6_ECHO = 128;
    static final int ICMPV6_ECHO_REPLY = 129;

    private static final int ICMP_HEADER = 8;
    private static final int UDP_HEADER = 8;
    private static final int HOP_LIMIT = 64;

    /** What became of a packet. */
    enum Outcome {
        /** The answer is in the buffer. */
        ANSWERED,
        /** An echo reply, with a right checksum. */
        REPLY,
        BAD_CHECKSUM,
        NOT_SERVED,
        /** There was no buffer for the answer. */
        NO_ROOM
    }

    private EchoResponder() {}

    /** Where the packet's payload begins. */
    static int payloadAt(ByteBuffer packet) {
        int header = IpPacket.isV4(packet) ? IpPacket.v4HeaderOctets(packet) : IpPacket.V6_HEADER;
        return packet.position() + header;
    }

    /** @param out buffer for the answer at its position, whose limit is then set; null when there is none */
    static Outcome respond(ByteBuffer packet, ByteBuffer out) {
        boolean v4 = IpPacket.isV4(packet);
        int protocol = v4 ? IpPacket.v4Protocol(packet) : IpPacket.v6NextHeader(packet);
        if (v4
                && InternetChecksum.fold(InternetChecksum.sum(packet, packet.position(), headerOctets(packet), 0))
                        != 0xffff) {
            return Outcome.BAD_CHECKSUM;
        }
        if (v4 && IpPacket.isV4Fragment(packet)) {
            return Outcome.NOT_SERVED;
        }
        return switch (protocol) {
            case IpPacket.PROTOCOL_ICMP -> v4 ? icmp(packet, out, ICMP_ECHO, ICMP_ECHO_REPLY, 0) : Outcome.NOT_SERVED;
            case IpPacket.PROTOCOL_ICMPV6 -> v4 ? Outcome.NOT_SERVED : icmpV6(packet, out);
            case IpPacket.PROTOCOL_UDP -> udp(packet, out, v4);
            default -> Outcome.NOT_SERVED;
        };
    }

    private static int headerOctets(ByteBuffer packet) {
        return payloadAt(packet) - packet.position();
    }

    private static Outcome icmpV6(ByteBuffer packet, ByteBuffer out) {
        int octets = packet.limit() - payloadAt(packet);
        long pseudo = InternetChecksum.v6Pseudo(packet, packet.position(), octets, IpPacket.PROTOCOL_ICMPV6);
        return icmp(packet, out, ICMPV6_ECHO, ICMPV6_ECHO_REPLY, pseudo);
    }

    private static Outcome icmp(ByteBuffer packet, ByteBuffer out, int echo, int reply, long pseudo) {
        int at = payloadAt(packet);
        int octets = packet.limit() - at;
        if (octets < ICMP_HEADER) {
            return Outcome.NOT_SERVED;
        }
        int type = packet.get(at) & 0xff;
        if ((type != echo && type != reply) || packet.get(at + 1) != 0) {
            return Outcome.NOT_SERVED;
        }
        if (InternetChecksum.fold(InternetChecksum.sum(packet, at, octets, pseudo)) != 0xffff) {
            return Outcome.BAD_CHECKSUM;
        }
        if (type == reply) {
            return Outcome.REPLY;
        }
        if (!turn(packet, out)) {
            return Outcome.NO_ROOM;
        }
        int outAt = out.position() + headerOctets(packet);
        out.put(outAt, (byte) reply);
        out.putShort(outAt + 2, (short) 0);
        out.putShort(outAt + 2, (short) InternetChecksum.checksum(out, outAt, octets, pseudo));
        return Outcome.ANSWERED;
    }

    private static Outcome udp(ByteBuffer packet, ByteBuffer out, boolean v4) {
        int at = payloadAt(packet);
        int octets = packet.limit() - at;
        if (octets < UDP_HEADER || !isUdpEcho(packet, at, octets)) {
            return Outcome.NOT_SERVED;
        }
        int udpOctets = packet.getShort(at + 4) & 0xffff;
        boolean noChecksum = packet.getShort(at + 6) == 0;
        if (noChecksum ? !v4 : InternetChecksum.fold(udpSum(packet, at, udpOctets, v4)) != 0xffff) {
            return Outcome.BAD_CHECKSUM;
        }
        if (!turn(packet, out)) {
            return Outcome.NO_ROOM;
        }
        int outAt = out.position() + headerOctets(packet);
        out.putShort(outAt, packet.getShort(at + 2)); // the sum of swapped ports and addresses is the same
        out.putShort(outAt + 2, packet.getShort(at));
        return Outcome.ANSWERED;
    }

    /** From port 7 nothing is answered: two echo services would never end. */
    private static boolean isUdpEcho(ByteBuffer packet, int at, int octets) {
        int length = packet.getShort(at + 4) & 0xffff;
        return (packet.getShort(at + 2) & 0xffff) == UDP_ECHO_PORT
                && (packet.getShort(at) & 0xffff) != UDP_ECHO_PORT
                && length >= UDP_HEADER
                && length <= octets;
    }

    private static long udpSum(ByteBuffer packet, int at, int octets, boolean v4) {
        long pseudo = v4
                ? InternetChecksum.v4Pseudo(packet, packet.position(), octets, IpPacket.PROTOCOL_UDP)
                : InternetChecksum.v6Pseudo(packet, packet.position(), octets, IpPacket.PROTOCOL_UDP);
        return InternetChecksum.sum(packet, at, octets, pseudo);
    }

    /** Copies the packet with source and destination changed round and a fresh hop limit; false when there is no room. */
    private static boolean turn(ByteBuffer packet, ByteBuffer out) {
        int octets = packet.remaining();
        if (out == null || octets > out.remaining()) {
            return false;
        }
        int at = packet.position();
        int to = out.position();
        out.limit(to + octets);
        out.put(to, packet, at, octets);
        if (IpPacket.isV4(packet)) {
            out.putInt(to + 12, packet.getInt(at + 16));
            out.putInt(to + 16, packet.getInt(at + 12));
            out.put(to + 8, (byte) HOP_LIMIT);
            out.putShort(to + 10, (short) 0);
            out.putShort(to + 10, (short) InternetChecksum.checksum(out, to, headerOctets(packet), 0));
        } else {
            out.putLong(to + 8, packet.getLong(at + 24));
            out.putLong(to + 16, packet.getLong(at + 32));
            out.putLong(to + 24, packet.getLong(at + 8));
            out.putLong(to + 32, packet.getLong(at + 16));
            out.put(to + 7, (byte) HOP_LIMIT);
        }
        return true;
    }
}
