package org.jl2tpd.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays LACs and their PPP clients against an LNS: opens tunnels, then sessions at a rate or as fast as a bounded number under way
 * permits, and measures from ICRQ to both sides' IPCP. One thread does everything.
 */
final class Load implements Link.Receiver, AutoCloseable {
    private static final int MAX_IDS = 65_536;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    final LoadOptions options;
    final MessageDigest md5 = Octets.md5();
    final Wheel wheel = new Wheel(System.nanoTime());
    long retransmissions;
    long pppRepeats;
    long otherMessages;
    private final Link[] links;
    private final ByteBuffer pollSet;
    private final LoadTunnel[] byId = new LoadTunnel[MAX_IDS];
    private final List<LoadTunnel> tunnels = new ArrayList<>();
    private final List<LoadTunnel> owing = new ArrayList<>();
    private final List<LoadCall> calls = new ArrayList<>();
    private int nextTunnelId = 1;
    private Round round;
    private int tunnelsUp;
    private int tunnelsGone;
    private EchoTraffic echo;
    private int wanted;
    private long nowNs;

    Load(LoadOptions options) throws IOException {
        this.options = options;
        links = new Link[options.sockets];
        pollSet = Memory.allocate(8 * options.sockets);
        for (int i = 0; i < links.length; i++) {
            links[i] = new Link(options, i, this);
            pollSet.putInt(i * 8, links[i].fd());
            pollSet.putShort(i * 8 + 4, LibC.POLLIN);
        }
    }

    /** Whether a phase goes on. */
    interface Going {
        boolean on(long nowNs);
    }

    List<LoadCall> callsUp() {
        return calls.stream().filter(LoadCall::isUp).toList();
    }

    /** Opens all tunnels and (unless it is about tunnels alone) all sessions. */
    Round setUp(boolean warmUp) {
        wanted = warmUp && options.warmup > 0 ? options.warmup : options.sessions;
        tunnels.clear();
        calls.clear();
        tunnelsUp = 0;
        tunnelsGone = 0;
        retransmissions = 0;
        pppRepeats = 0;
        round = new Round(options.tunnelsonly ? options.tunnels : wanted);
        long startNs = System.nanoTime();
        long limitNs = startNs + options.limit * 1_000_000_000L;
        long lnsCpu = ProcStat.cpuUs(options.pid);
        long loadCpu = THREADS.getCurrentThreadCpuTime();
        round.startNs = startNs;
        openTunnels(limitNs);
        round.tunnelsNs = System.nanoTime() - startNs;
        if (!options.tunnelsonly) {
            lnsCpu = ProcStat.cpuUs(options.pid);
            loadCpu = THREADS.getCurrentThreadCpuTime();
            round.startNs = System.nanoTime();
            openCalls(limitNs);
        }
        round.lnsCpuUs = ProcStat.cpuUs(options.pid) - lnsCpu;
        round.loadCpuUs = (THREADS.getCurrentThreadCpuTime() - loadCpu) / 1000;
        round.retransmissions = retransmissions;
        round.pppRepeats = pppRepeats;
        return round;
    }

    private void openTunnels(long limitNs) {
        int rate = options.tunnelsonly ? options.rate : 0;
        long startNs = System.nanoTime();
        run(now -> {
            int under = tunnels.size() - tunnelsUp - tunnelsGone;
            int n = startable(rate, now - startNs, tunnels.size(), options.tunnels, under);
            for (n = Math.min(n, options.opening - under); n > 0; n--) {
                openTunnel(now);
            }
            return tunnelsUp + tunnelsGone < options.tunnels && now < limitNs;
        });
    }

    private void openTunnel(long now) {
        int all = wanted + options.churn * options.hold;
        int perTunnel = (all + options.tunnels - 1) / options.tunnels;
        Link link = links[tunnels.size() % links.length];
        LoadTunnel tunnel = new LoadTunnel(this, link, nextTunnelId, options.tunnelsonly ? 0 : perTunnel, now);
        byId[nextTunnelId] = tunnel;
        nextTunnelId = nextTunnelId == MAX_IDS - 1 ? 1 : nextTunnelId + 1;
        tunnels.add(tunnel);
        tunnel.open(now);
    }

    private void openCalls(long limitNs) {
        long startNs = System.nanoTime();
        run(now -> {
            int under = calls.size() - round.up - round.failed;
            for (int n = startable(options.rate, now - startNs, calls.size(), wanted, under); n > 0; n--) {
                LoadTunnel tunnel = tunnels.get(calls.size() % tunnels.size());
                LoadCall call = new LoadCall(this, tunnel, calls.size() + 1, now);
                calls.add(call);
                tunnel.addCall(call, now);
            }
            return !round.isComplete() && now < limitNs;
        });
    }

    private int startable(int rate, long elapsedNs, int started, int wanted, int under) {
        long due = rate == 0 ? wanted : Math.min(wanted, elapsedNs / 1000 * rate / 1_000_000);
        return (int) Math.min(due - started, options.outstanding - under);
    }

    /** Measures echo through all sessions that are up. */
    void echo(LoadReport report) throws IOException {
        echo = new EchoTraffic(options, callsUp());
        runEcho(Math.min(2, options.seconds));
        long sent = echo.sent();
        long answered = echo.answered();
        long cpuUs = ProcStat.cpuUs(options.pid);
        long loadCpu = THREADS.getCurrentThreadCpuTime();
        long startNs = System.nanoTime();
        runEcho(options.seconds);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        long count = Math.max(1, echo.answered() - answered);
        report.put("echo_per_second", (echo.answered() - answered) / seconds);
        report.put("echo_lost", echo.sent() - sent - (echo.answered() - answered));
        report.put("echo_lns_cpu_us", (ProcStat.cpuUs(options.pid) - cpuUs) / (double) count);
        report.put("echo_load_cpu_us", (THREADS.getCurrentThreadCpuTime() - loadCpu) / 1000.0 / count);
    }

    private void runEcho(int seconds) {
        long endNs = System.nanoTime() + seconds * 1_000_000_000L;
        run(now -> {
            echo.fill(now);
            return now < endNs;
        });
    }

    /** Answers the LNS (hellos, LCP echoes) while it goes on. */
    void hold(Going going) {
        int most = options.churn * options.hold;
        round = new Round(most);
        long startNs = System.nanoTime();
        int[] replaced = {0};
        run(now -> {
            long due = Math.min(most, (now - startNs) / 1000 * options.churn / 1_000_000);
            for (; replaced[0] < due; replaced[0]++) {
                replace(calls.get(replaced[0]), now);
            }
            return going.on(now);
        });
    }

    private void replace(LoadCall old, long now) {
        wheel.disarm(old);
        if (!old.ended) {
            old.ended = true;
            old.tunnel.endCall(old, now);
        }
        LoadCall call = new LoadCall(this, old.tunnel, calls.size() + 1, now);
        calls.add(call);
        old.tunnel.addCall(call, now);
    }

    /** Ends all tunnels; waits two seconds at most for the answers. */
    void tearDown() {
        nowNs = System.nanoTime();
        int batch = 0;
        for (LoadTunnel tunnel : tunnels) {
            tunnel.close(nowNs);
            if (++batch % UdpBatch.BATCH == 0) {
                turn(0);
            }
        }
        long endNs = System.nanoTime() + 2_000_000_000L;
        run(now -> now < endNs && tunnels.stream().anyMatch(tunnel -> !tunnel.isIdle()));
        for (LoadTunnel tunnel : tunnels) {
            wheel.disarm(tunnel);
        }
        calls.forEach(wheel::disarm);
        java.util.Arrays.fill(byId, null);
    }

    private void run(Going going) {
        nowNs = System.nanoTime();
        while (going.on(nowNs)) {
            turn(1);
        }
        turn(0);
    }

    /** Sends what is queued, waits for datagrams at most so long, takes them and what is due. */
    private void turn(int waitMs) {
        flush();
        if (receive() == 0 && waitMs > 0) {
            Memory.LIBC.poll(Memory.addressOf(pollSet), links.length, waitMs);
            receive();
        }
        wheel.advance(nowNs);
        for (int i = 0; i < owing.size(); i++) {
            owing.get(i).acknowledgeIfOwed();
        }
        owing.clear();
        flush();
    }

    private int receive() {
        nowNs = System.nanoTime();
        int received = 0;
        for (Link link : links) {
            received += link.receive(nowNs);
        }
        return received;
    }

    private void flush() {
        for (Link link : links) {
            link.flush();
        }
    }

    @Override
    public void onDatagram(Link from, ByteBuffer in, int start, int end, long now) {
        if (end - start < 6) {
            return;
        }
        int flags = Octets.getU16(in, start);
        boolean withLength = (flags & 0x4000) != 0;
        int ids = start + (withLength ? 4 : 2);
        LoadTunnel tunnel = byId[Octets.getU16(in, ids)];
        if (tunnel == null) {
            return;
        }
        if ((flags & 0x8000) != 0) {
            tunnel.onControl(in, start, end, now);
            return;
        }
        int payload = ids + 4 + ((flags & 0x0800) != 0 ? 4 : 0);
        payload += (flags & 0x0200) != 0 ? 2 + Octets.getU16(in, payload) : 0;
        LoadCall call = tunnel.call(Octets.getU16(in, ids + 2));
        if (call != null) {
            call.onFrame(in, payload, withLength ? start + Octets.getU16(in, start + 2) : end, now);
        }
    }

    void onPacket(LoadCall call, ByteBuffer in, int at, int end) {
        if (echo != null && call.isUp()) {
            echo.onPacket(in, at, end, nowNs);
        }
    }

    void owesAck(LoadTunnel tunnel) {
        owing.add(tunnel);
    }

    void tunnelUp(long startNs, long now) {
        tunnelsUp++;
        if (options.tunnelsonly) {
            round.up(now - startNs, now);
        }
    }

    void tunnelGone(LoadTunnel tunnel, String reason) {
        if (!tunnel.up) {
            tunnelsGone++;
        }
        round.failures.merge("tunnel: " + reason, 1, Integer::sum);
        if (options.tunnelsonly && !tunnel.up) {
            round.failed++;
        }
    }

    void callUp(LoadCall call, long startNs, long now) {
        if (!call.ended) {
            round.up(now - startNs, now);
        }
    }

    void callFailed(LoadCall call, String reason) {
        if (call.ended) {
            return;
        }
        call.ended = true;
        if (call.isUp()) {
            round.failures.merge("lost: " + reason, 1, Integer::sum);
        } else {
            round.failed(reason);
        }
    }

    @Override
    public void close() {
        for (Link link : links) {
            link.close();
        }
    }
}
