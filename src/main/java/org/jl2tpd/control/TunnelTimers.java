package org.jl2tpd.control;

import org.jl2tpd.wire.ResultCode;

/** The deadlines of a tunnel and what happens at each: the channel's, supervision, HELLO, idle, WEN, linger. */
final class TunnelTimers {
    /** Sessions that are timed out in one call; more are left for the next. */
    static final int SESSIONS_PER_CALL = 256;

    private static final long NEVER = Long.MAX_VALUE;

    private TunnelTimers() {}

    static long nextDeadlineNs(Tunnel tunnel, WenPacer wenPacer) {
        long own = switch (tunnel.state) {
            case WAIT_CTL_REPLY, WAIT_CTL_CONN -> tunnel.establishDeadlineNs;
            case ESTABLISHED -> established(tunnel, wenPacer);
            case CLOSING -> tunnel.lingerDeadlineNs;
            case IDLE, GONE -> NEVER;
        };
        return tunnel.state == TunnelState.GONE ? NEVER : Math.min(own, tunnel.channel.deadlineNs());
    }

    private static long established(Tunnel tunnel, WenPacer wenPacer) {
        long sessions = Math.min(tunnel.establishing.deadlineNs(), wenPacer == null ? NEVER : wenPacer.deadlineNs());
        return Math.min(sessions, Math.min(helloDeadlineNs(tunnel), idleDeadlineNs(tunnel)));
    }

    static void onTimeout(Tunnel tunnel, WenPacer wenPacer, long nowNs) {
        if (!tunnel.channel.onTimeout(nowNs)) {
            TunnelMachine.fire(tunnel, TunnelEvent.GIVE_UP, Input.at(nowNs));
        }
        switch (tunnel.state) {
            case WAIT_CTL_REPLY, WAIT_CTL_CONN -> superviseTunnel(tunnel, nowNs);
            case ESTABLISHED -> superviseEstablished(tunnel, wenPacer, nowNs);
            case CLOSING -> superviseLinger(tunnel, nowNs);
            case IDLE, GONE -> {}
        }
    }

    private static void superviseTunnel(Tunnel tunnel, long nowNs) {
        if (tunnel.establishDeadlineNs <= nowNs) {
            ResultCode result = ResultCode.of(ResultCode.STOP_GENERAL, "not established in time");
            TunnelMachine.fire(tunnel, TunnelEvent.TIMEOUT, Input.ending(nowNs, result));
        }
    }

    private static void superviseLinger(Tunnel tunnel, long nowNs) {
        if (tunnel.lingerDeadlineNs <= nowNs) {
            TunnelMachine.fire(tunnel, TunnelEvent.LINGER_OVER, Input.at(nowNs));
        }
    }

    private static void superviseEstablished(Tunnel tunnel, WenPacer wenPacer, long nowNs) {
        for (int i = 0; i < SESSIONS_PER_CALL && tunnel.establishing.deadlineNs() <= nowNs; i++) {
            SessionMachine.fire(tunnel.establishing.first(), SessionEvent.TIMEOUT, Input.at(nowNs));
        }
        if (wenPacer != null) {
            wenPacer.onTimeout(nowNs);
        }
        if (helloDeadlineNs(tunnel) <= nowNs) {
            hello(tunnel, nowNs);
        }
        if (idleDeadlineNs(tunnel) <= nowNs) {
            ResultCode result = ResultCode.of(ResultCode.STOP_GENERAL, "no sessions");
            TunnelMachine.fire(tunnel, TunnelEvent.CLOSE, Input.ending(nowNs, result));
        }
    }

    /** A HELLO after silence of the peer (L2TP-6.5-03); none while a message of ours is in flight, which proves as much. */
    static void hello(Tunnel tunnel, long nowNs) {
        tunnel.lastHelloNs = nowNs;
        if (tunnel.channel.unacknowledged() == 0) {
            tunnel.counters.sentHellos++;
            tunnel.send(TunnelMessages.hello());
        }
    }

    private static long helloDeadlineNs(Tunnel tunnel) {
        long intervalNs = tunnel.parameters.helloIntervalNs();
        return intervalNs <= 0 ? NEVER : Math.max(tunnel.lastHeardNs, tunnel.lastHelloNs) + intervalNs;
    }

    /** With an idle timeout of 0 the tunnel ends with its last session, but does not end before it had one (L2TP-7.6-01). */
    private static long idleDeadlineNs(Tunnel tunnel) {
        long timeoutNs = tunnel.parameters.idleTimeoutNs();
        boolean waits = timeoutNs > 0 || timeoutNs == 0 && tunnel.hadSession;
        return waits && tunnel.sessions.size() == 0 ? tunnel.idleSinceNs + timeoutNs : NEVER;
    }
}
