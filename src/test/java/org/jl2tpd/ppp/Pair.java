package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.jl2tpd.testing.SeededRandom;

/** Two links back to back with virtual time; the wire between them may lose, repeat and reorder by a seed. */
final class Pair {
    final FakeHost serverHost = new FakeHost();
    final FakeHost clientHost = new FakeHost();
    final PppLink server;
    final PppLink client;
    long nowNs;
    private final Random chance;
    private int lossPercent;
    private int trafficFrames;

    Pair(Settings server, Settings client) {
        this(server, client, 1, 0);
    }

    Pair(Settings server, Settings client, long seed, int lossPercent) {
        this.server = new PppLink(server.build(), serverHost, new SeededRandom(seed));
        this.client = new PppLink(client.build(), clientHost, new SeededRandom(seed + 1_000_003));
        this.chance = new Random(seed);
        this.lossPercent = lossPercent;
    }

    static Pair up(Settings server, Settings client) {
        var pair = new Pair(server, client);
        pair.start();
        return pair;
    }

    void start() {
        server.up(nowNs);
        client.up(nowNs);
        exchange();
    }

    void lossPercent(int percent) {
        lossPercent = percent;
    }

    int trafficFrames() {
        return trafficFrames;
    }

    /** Carries frames until both are silent. */
    void exchange() {
        for (int turn = 0; turn < 1000; turn++) {
            if (!carry(serverHost, client) & !carry(clientHost, server)) {
                return;
            }
        }
        throw new AssertionError("the links never fall silent");
    }

    private boolean carry(FakeHost from, PppLink to) {
        Queue<byte[]> frames = new ArrayDeque<>(from.frames);
        from.frames.clear();
        boolean any = !frames.isEmpty();
        for (byte[] frame : frames) {
            trafficFrames++;
            if (chance.nextInt(100) < lossPercent) {
                continue;
            }
            give(to, frame);
            if (lossPercent > 0 && chance.nextInt(100) < 3) {
                give(to, frame);
            }
        }
        return any;
    }

    private void give(PppLink to, byte[] frame) {
        ByteBuffer buffer = ByteBuffer.wrap(frame.clone());
        if (isIpv6(frame) && to.ipv6Open()) {
            to.consumesIpv6(nowNs, buffer.position(4));
        } else {
            to.onFrame(nowNs, buffer);
        }
    }

    private static boolean isIpv6(byte[] frame) {
        return frame.length > 4 && frame[2] == 0 && frame[3] == 0x57;
    }

    /** Lets time pass, deadline by deadline. */
    void run(long spanNs) {
        long end = nowNs + spanNs;
        for (int turn = 0; turn < 100_000; turn++) {
            long next = Math.min(server.nextDeadlineNs(), client.nextDeadlineNs());
            if (next > end) {
                nowNs = end;
                return;
            }
            nowNs = Math.max(nowNs, next);
            server.onTimeout(nowNs);
            client.onTimeout(nowNs);
            exchange();
        }
        throw new AssertionError("deadlines never move on");
    }

    boolean bothOpen() {
        return server.ipv4Open() && server.ipv6Open() && client.ipv4Open() && client.ipv6Open();
    }
}
