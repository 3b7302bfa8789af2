package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import org.jl2tpd.engine.DataSession;

/** Echo requests under way and how they are made and matched with their replies; bounded, and reused without allocation. */
final class Pings {
    /** Nanoseconds after which a request counts as lost. */
    static final long TIMEOUT_NS = 1_000_000_000L;
    /** Requests under way at most; a power of two. */
    static final int LIMIT = 64;

    private static final int ICMP_HEADER = 8;
    private static final int HOP_LIMIT = 64;
    /** Identifier of our requests. */
    private static final int IDENTIFIER = 0x6a6c;

    private final DataSession[] sessions = new DataSession[LIMIT];
    private final PingListener[] listeners = new PingListener[LIMIT];
    private final int[] sequences = new int[LIMIT];
    private final long[] sentNs = new long[LIMIT];
    private final long[] destinationHi = new long[LIMIT];
    private final long[] destinationLo = new long[LIMIT];
    private int nextSequence;
    private int open;

    /** Whether a request can be made now. */
    boolean hasRoom() {
        return listeners[nextSequence & (LIMIT - 1)] == null;
    }

    /** Notes a request and returns its sequence number. */
    int begin(DataSession session, long hi, long lo, PingListener listener, long nowNs) {
        int sequence = nextSequence;
        nextSequence = (nextSequence + 1) & 0xffff;
        int at = sequence & (LIMIT - 1);
        sessions[at] = session;
        listeners[at] = listener;
        sequences[at] = sequence;
        destinationHi[at] = hi;
        destinationLo[at] = lo;
        sentNs[at] = nowNs;
        open++;
        return sequence;
    }

    /** An echo reply, checked before: tells the listener if it answers one of ours. */
    boolean onReply(DataSession session, ByteBuffer packet, long nowNs) {
        int icmpAt = EchoResponder.payloadAt(packet);
        int sequence = packet.getShort(icmpAt + 6) & 0xffff;
        int at = sequence & (LIMIT - 1);
        boolean ours = (packet.getShort(icmpAt + 4) & 0xffff) == IDENTIFIER
                && listeners[at] != null
                && sequences[at] == sequence
                && sessions[at] == session
                && destinationHi[at] == IpPacket.sourceHi(packet)
                && destinationLo[at] == IpPacket.sourceLo(packet);
        if (ours) {
            end(at).onReply(sequence, nowNs - sentNs[at], packet.limit() - icmpAt - ICMP_HEADER);
        }
        return ours;
    }

    private PingListener end(int at) {
        PingListener listener = listeners[at];
        listeners[at] = null;
        sessions[at] = null;
        open--;
        return listener;
    }

    /** Ends what waited too long. */
    void expire(long nowNs) {
        for (int at = 0; at < LIMIT && open > 0; at++) {
            if (listeners[at] != null && nowNs - sentNs[at] >= TIMEOUT_NS) {
                end(at).onLost(sequences[at]);
            }
        }
    }

    /** Ends the requests of a session. */
    void forget(DataSession session) {
        for (int at = 0; at < LIMIT && open > 0; at++) {
            if (listeners[at] != null && sessions[at] == session) {
                end(at).onLost(sequences[at]);
            }
        }
    }

    /** When {@link #expire} is wanted; {@link Long#MAX_VALUE} never. */
    long nextDeadlineNs() {
        long next = Long.MAX_VALUE;
        for (int at = 0; at < LIMIT && open > 0; at++) {
            if (listeners[at] != null) {
                next = Math.min(next, sentNs[at] + TIMEOUT_NS);
            }
        }
        return next;
    }

    /** Writes an echo request from the buffer's position on and sets its limit; the payload counts up from 0. */
    static void write(
            ByteBuffer out, boolean v4, long localHi, long localLo, long hi, long lo, int sequence, int payload) {
        int at = out.position();
        int head = v4 ? IpPacket.V4_HEADER : IpPacket.V6_HEADER;
        int octets = ICMP_HEADER + payload;
        out.limit(at + head + octets);
        if (v4) {
            writeV4Header(out, at, head + octets, (int) localLo, (int) lo);
        } else {
            writeV6Header(out, at, octets, localHi, localLo, hi, lo);
        }
        int icmp = at + head;
        out.putInt(icmp, (v4 ? EchoResponder.ICMP_ECHO : EchoResponder.ICMPV6_ECHO) << 24);
        out.putShort(icmp + 4, (short) IDENTIFIER);
        out.putShort(icmp + 6, (short) sequence);
        for (int i = 0; i < payload; i++) {
            out.put(icmp + ICMP_HEADER + i, (byte) i);
        }
        long pseudo = v4 ? 0 : InternetChecksum.v6Pseudo(out, at, octets, IpPacket.PROTOCOL_ICMPV6);
        out.putShort(icmp + 2, (short) InternetChecksum.checksum(out, icmp, octets, pseudo));
    }

    private static void writeV4Header(ByteBuffer out, int at, int length, int local, int destination) {
        out.putShort(at, (short) 0x4500);
        out.putShort(at + 2, (short) length);
        out.putInt(at + 4, IpPacket.V4_DONT_FRAGMENT);
        out.put(at + 8, (byte) HOP_LIMIT);
        out.put(at + 9, (byte) IpPacket.PROTOCOL_ICMP);
        out.putShort(at + 10, (short) 0);
        out.putInt(at + 12, local);
        out.putInt(at + 16, destination);
        out.putShort(at + 10, (short) InternetChecksum.checksum(out, at, IpPacket.V4_HEADER, 0));
    }

    private static void writeV6Header(
            ByteBuffer out, int at, int octets, long localHi, long localLo, long hi, long lo) {
        out.putInt(at, 0x60000000);
        out.putShort(at + 4, (short) octets);
        out.put(at + 6, (byte) IpPacket.PROTOCOL_ICMPV6);
        out.put(at + 7, (byte) HOP_LIMIT);
        out.putLong(at + 8, localHi);
        out.putLong(at + 16, localLo);
        out.putLong(at + 24, hi);
        out.putLong(at + 32, lo);
    }
}
