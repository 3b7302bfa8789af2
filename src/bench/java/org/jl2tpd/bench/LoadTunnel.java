package org.jl2tpd.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One tunnel as its LAC: the reliable channel and the messages of RFC 2661 section 6 that opening needs. */
final class LoadTunnel extends Wheel.Timed {
    static final int SCCRQ = 1;
    static final int SCCRP = 2;
    static final int SCCCN = 3;
    static final int STOPCCN = 4;
    static final int ICRQ = 10;
    static final int ICRP = 11;
    static final int ICCN = 12;
    static final int CDN = 14;

    private static final int MAX_RETRANSMISSIONS = 10;
    private static final int RECEIVE_WINDOW = 64;
    private static final int HELD = 16;
    private static final long MAX_INTERVAL_NS = 8_000_000_000L;

    private final Load load;
    private final Link link;
    private final int localId;
    private final LoadCall[] calls;
    private final long startNs;
    private int callCount;
    private int peerId;
    private byte[] challengeResponse;
    boolean connected;
    boolean up;
    boolean gone;
    boolean ackOwed;

    /** Messages not yet acknowledged: type and call; the first {@code sent} of them were sent. */
    private int[] queue = new int[16];

    private int first;
    private int size;
    private int sent;
    private int una;
    private int nr;
    private int peerWindow = 4;
    private int retries;
    private byte[][] held;

    LoadTunnel(Load load, Link link, int localId, int maxCalls, long startNs) {
        this.load = load;
        this.link = link;
        this.localId = localId;
        this.startNs = startNs;
        calls = new LoadCall[maxCalls];
    }

    Link link() {
        return link;
    }

    int peerId() {
        return peerId;
    }

    LoadCall call(int sessionId) {
        return sessionId >= 1 && sessionId <= callCount ? calls[sessionId - 1] : null;
    }

    void open(long nowNs) {
        enqueue(SCCRQ, 0, nowNs);
    }

    void addCall(LoadCall call, long nowNs) {
        calls[callCount++] = call;
        call.sessionId = callCount;
        enqueue(ICRQ, callCount, nowNs);
    }

    void endCall(LoadCall call, long nowNs) {
        enqueue(CDN, call.sessionId, nowNs);
    }

    void close(long nowNs) {
        if (!gone) {
            enqueue(STOPCCN, 0, nowNs);
        }
    }

    boolean isIdle() {
        return size == 0;
    }

    /** A control datagram whose header has length, Ns and Nr; {@code start} is the header's. */
    void onControl(ByteBuffer in, int start, int end, long nowNs) {
        acknowledge(Octets.getU16(in, start + 10), nowNs);
        if (end - start <= 12) {
            return;
        }
        int ahead = (short) (Octets.getU16(in, start + 8) - nr);
        owe();
        if (ahead > 0 && ahead < HELD) {
            hold(in, start, end, ahead);
        }
        if (ahead == 0) {
            accept(in, start, end, nowNs);
            releaseHeld(nowNs);
        }
    }

    private void owe() {
        if (!ackOwed) {
            ackOwed = true;
            load.owesAck(this);
        }
    }

    private void hold(ByteBuffer in, int start, int end, int ahead) {
        if (held == null) {
            held = new byte[HELD][];
        }
        byte[] copy = new byte[end - start];
        in.get(start, copy);
        held[nr + ahead & HELD - 1] = copy;
    }

    private void releaseHeld(long nowNs) {
        while (held != null && held[nr & HELD - 1] != null) {
            byte[] datagram = held[nr & HELD - 1];
            held[nr & HELD - 1] = null;
            accept(ByteBuffer.wrap(datagram), 0, datagram.length, nowNs);
        }
    }

    private void accept(ByteBuffer in, int start, int end, long nowNs) {
        nr = nr + 1 & 0xffff;
        int avps = start + 12;
        int type = end - avps >= 8 ? Octets.getU16(in, avps + 6) : 0;
        switch (type) {
            case SCCRP -> onReply(in, avps, end, nowNs);
            case ICRP -> onCallReply(call(Octets.getU16(in, start + 6)), in, avps, end, nowNs);
            case CDN -> fail(call(Octets.getU16(in, start + 6)), "CDN");
            case STOPCCN -> onStop();
            default -> load.otherMessages++;
        }
    }

    private void onReply(ByteBuffer in, int avps, int end, long nowNs) {
        peerId = Octets.findAvp16(in, avps, end, 9, 0);
        peerWindow = Math.max(1, Octets.findAvp16(in, avps, end, 10, 4));
        byte[] challenge = Octets.findAvp(in, avps, end, 11);
        if (challenge != null) {
            byte[] secret = load.options.secret.getBytes(StandardCharsets.UTF_8);
            challengeResponse = Octets.response(load.md5, SCCCN, secret, challenge);
        }
        connected = true;
        enqueue(SCCCN, 0, nowNs);
    }

    private void onCallReply(LoadCall call, ByteBuffer in, int avps, int end, long nowNs) {
        if (call != null && call.peerId == 0) {
            call.peerId = Octets.findAvp16(in, avps, end, 14, 0);
            enqueue(ICCN, call.sessionId, nowNs);
        }
    }

    private void onStop() {
        gone = true;
        load.tunnelGone(this, "StopCCN");
        for (int i = 0; i < callCount; i++) {
            fail(calls[i], "StopCCN");
        }
    }

    private void fail(LoadCall call, String reason) {
        if (call != null) {
            load.callFailed(call, reason);
        }
    }

    private void acknowledge(int peerNr, long nowNs) {
        int count = peerNr - una & 0xffff;
        if (count == 0 || count > sent) {
            return;
        }
        first += count;
        size -= count;
        sent -= count;
        una = peerNr;
        retries = 0;
        if (connected && !up && size == 0) {
            up = true;
            load.tunnelUp(startNs, nowNs);
        }
        if (sent == 0) {
            load.wheel.disarm(this);
        } else {
            armRetransmission(nowNs);
        }
        transmit(nowNs);
    }

    private void enqueue(int type, int call, long nowNs) {
        if (size == queue.length) {
            int[] larger = new int[size * 2];
            for (int i = 0; i < size; i++) {
                larger[i] = queue[first + i & size - 1];
            }
            queue = larger;
            first = 0;
        }
        queue[first + size++ & queue.length - 1] = type << 24 | call;
        transmit(nowNs);
    }

    private void transmit(long nowNs) {
        while (sent < size && sent < peerWindow) {
            int message = queue[first + sent & queue.length - 1];
            write(message, una + sent & 0xffff);
            if (sent++ == 0) {
                armRetransmission(nowNs);
            }
            if (message >>> 24 == ICCN) {
                calls[(message & 0xffffff) - 1].connected(nowNs);
            }
        }
    }

    private void armRetransmission(long nowNs) {
        long interval = Math.min(load.options.controlms * 1_000_000L << retries, MAX_INTERVAL_NS);
        load.wheel.arm(this, nowNs + interval);
    }

    @Override
    void onTimeout(long nowNs) {
        if (sent == 0 || gone) {
            return;
        }
        if (++retries > MAX_RETRANSMISSIONS) {
            gone = true;
            load.tunnelGone(this, "no answer");
            return;
        }
        load.retransmissions++;
        write(queue[first & queue.length - 1], una);
        armRetransmission(nowNs);
    }

    /** Acknowledges what was received since the last message, unless a message did that. */
    void acknowledgeIfOwed() {
        if (ackOwed) {
            int at = link.begin();
            finish(at, at + 12, 0, una + sent & 0xffff);
        }
    }

    private void write(int message, int ns) {
        ByteBuffer out = link.buffer();
        int at = link.begin();
        int type = message >>> 24;
        LoadCall call = call(message & 0xffffff);
        int end = Octets.avp16(out, at + 12, 0, type);
        end = switch (type) {
            case SCCRQ -> writeRequest(out, end);
            case SCCCN -> challengeResponse == null ? end : Octets.avp(out, end, 13, challengeResponse);
            case STOPCCN -> Octets.avp16(out, Octets.avp16(out, end, 9, localId), 1, 1);
            case CDN -> Octets.avp16(out, Octets.avp16(out, end, 14, call.sessionId), 1, 3);
            case ICRQ -> Octets.avp32(out, Octets.avp16(out, end, 14, call.sessionId), 15, call.number);
            case ICCN -> Octets.avp32(out, Octets.avp32(out, end, 24, 10_000_000), 19, 1);
            default -> throw new IllegalStateException("message " + type);
        };
        finish(at, end, call == null ? 0 : call.peerId, ns);
    }

    private int writeRequest(ByteBuffer out, int at) {
        int end = Octets.avp16(out, at, 2, 0x0100);
        end = Octets.avp32(out, end, 3, 3);
        end = Octets.avp(out, end, 7, load.options.hostname.getBytes(StandardCharsets.UTF_8));
        end = Octets.avp16(out, end, 9, localId);
        return Octets.avp16(out, end, 10, RECEIVE_WINDOW);
    }

    private void finish(int at, int end, int sessionId, int ns) {
        ByteBuffer out = link.buffer();
        Octets.u16(out, at, 0xc802);
        Octets.u16(out, at + 2, end - at);
        Octets.u16(out, at + 4, peerId);
        Octets.u16(out, at + 6, sessionId);
        Octets.u16(out, at + 8, ns);
        Octets.u16(out, at + 10, nr);
        ackOwed = false;
        link.send(end);
    }
}
