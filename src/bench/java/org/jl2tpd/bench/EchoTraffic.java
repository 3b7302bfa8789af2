package org.jl2tpd.bench;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * ICMP echo through the sessions in turn to an address behind the LNS, with a bounded number unanswered: the rate is what the LNS
 * carries each way. The path keeps order, so an answer also tells that whatever was sent before it and is unanswered was lost.
 */
final class EchoTraffic {
    private static final int IP_HEADER = 20;
    private static final int IP = 0x0021;
    /** Without an answer for so long, everything under way counts as lost. */
    private static final long STALL_NS = 100_000_000;

    private final List<LoadCall> calls;
    private final int target;
    private final int window;
    private final byte[] payload;
    private long sent;
    private long answered;
    private long acknowledged;
    private long lastAnswerNs;
    private int turn;

    EchoTraffic(LoadOptions options, List<LoadCall> calls) throws UnknownHostException {
        this.calls = calls;
        target = ByteBuffer.wrap(InetAddress.getByName(options.echo).getAddress())
                .getInt();
        window = options.window;
        payload = new byte[options.size - IP_HEADER - 8];
    }

    long sent() {
        return sent;
    }

    long answered() {
        return answered;
    }

    /** Sends what the window permits. */
    void fill(long nowNs) {
        if (sent > acknowledged && nowNs - lastAnswerNs > STALL_NS) {
            acknowledged = sent;
            lastAnswerNs = nowNs;
        }
        while (sent - acknowledged < window) {
            send(calls.get(turn));
            turn = turn + 1 == calls.size() ? 0 : turn + 1;
        }
    }

    private void send(LoadCall call) {
        ByteBuffer out = call.tunnel.link().buffer();
        int ip = call.beginFrame(IP);
        int sequence = (int) sent++;
        Octets.u32(out, ip, 0x4500 << 16 | IP_HEADER + 8 + payload.length);
        Octets.u32(out, ip + 4, 0x4000);
        Octets.u32(out, ip + 8, 64 << 24 | 1 << 16);
        Octets.u32(out, ip + 12, call.address);
        Octets.u32(out, ip + 16, target);
        Octets.u16(out, ip + 10, checksum(out, ip, IP_HEADER));
        int icmp = ip + IP_HEADER;
        Octets.u32(out, icmp, 0x0800 << 16);
        Octets.u32(out, icmp + 4, sequence);
        Octets.u16(out, icmp + 2, checksum(out, icmp, 8));
        call.tunnel.link().send(Octets.bytes(out, icmp + 8, payload));
    }

    /** An IP packet from the LNS. */
    void onPacket(ByteBuffer in, int at, int end, long nowNs) {
        int icmp = at + (in.get(at) & 0x0f) * 4;
        if (icmp + 8 > end || in.get(at + 9) != 1 || in.get(icmp) != 0) {
            return;
        }
        answered++;
        lastAnswerNs = nowNs;
        int behind = (int) sent - 1 - in.getInt(icmp + 4);
        acknowledged = Math.max(acknowledged, sent - behind);
    }

    private static int checksum(ByteBuffer data, int at, int octets) {
        int sum = 0;
        for (int i = at; i < at + octets; i += 2) {
            sum += Octets.getU16(data, i);
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        return ~(sum + (sum >>> 16)) & 0xffff;
    }
}
