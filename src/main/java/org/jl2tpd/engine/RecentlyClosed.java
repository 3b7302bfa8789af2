package org.jl2tpd.engine;

import java.util.ArrayDeque;
import java.util.List;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.Tunnel;
import org.jl2tpd.control.TunnelState;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** The tunnels and sessions that ended last, and why. */
final class RecentlyClosed {
    /** So many tunnels, and so many sessions, are remembered. */
    static final int LIMIT = 256;

    private static final long MILLISECOND_NS = 1_000_000L;
    private static final ResultCode NONE = new ResultCode(0, 0, "");

    private final ArrayDeque<Views.ClosedTunnel> tunnels = new ArrayDeque<>(LIMIT);
    private final ArrayDeque<Views.ClosedSession> sessions = new ArrayDeque<>(LIMIT);
    private long lastTunnel;
    private long lastSession;

    void add(long nowNs, TunnelEntry entry, boolean wasEstablished) {
        Tunnel tunnel = entry.tunnel;
        ResultCode local = tunnel.localResult();
        ResultCode result = orNone(local == null ? tunnel.peerResult() : local);
        put(
                tunnels,
                new Views.ClosedTunnel(
                        ++lastTunnel,
                        nowNs,
                        (nowNs - entry.createdNs) / MILLISECOND_NS,
                        entry.id,
                        tunnel.peerId(),
                        entry.name(),
                        entry.path().peerAddress().toString(),
                        entry.path().peerPort(),
                        tunnel.peer() == null ? "" : tunnel.peer().hostName(),
                        entry.peerProfile(),
                        wasEstablished,
                        local == null && tunnel.peerResult() != null,
                        entry.sessionsTotal,
                        result.result(),
                        result.error(),
                        Results.words(local, tunnel.peerResult())));
    }

    void add(long nowNs, SessionEntry entry) {
        Session session = entry.session;
        ResultCode result = orNone(cdnOf(entry));
        DataStatistics data = entry.statistics();
        put(
                sessions,
                new Views.ClosedSession(
                        ++lastSession,
                        nowNs,
                        (nowNs - entry.createdNs) / MILLISECOND_NS,
                        entry.tunnel.id,
                        session.localId(),
                        session.peerId(),
                        entry.last.userName(),
                        entry.tunnel.peerAddress().toString(),
                        entry.last.peerText(),
                        entry.establishedNs() != 0,
                        session.peerResult() != null,
                        data.rxOctets(),
                        data.txOctets(),
                        result.result(),
                        result.error(),
                        causeOf(entry),
                        entry.endWords()));
    }

    /** The result of a session's CDN, whoever sent it; null where the tunnel's end, or nothing that was said, ended it. */
    static ResultCode cdnOf(SessionEntry entry) {
        Session session = entry.session;
        if (entry.tunnel.tunnel.state() != TunnelState.ESTABLISHED) {
            return null;
        }
        return session.peerResult() == null ? session.localResult() : session.peerResult();
    }

    private static int causeOf(SessionEntry entry) {
        PppDisconnectCause peers = entry.session.peerCause();
        PppDisconnectCause cause = peers == null ? entry.endCause() : peers;
        return cause == null ? -1 : cause.code();
    }

    private static ResultCode orNone(ResultCode result) {
        return result == null ? NONE : result;
    }

    private static <T> void put(ArrayDeque<T> ring, T row) {
        if (ring.size() == LIMIT) {
            ring.pollLast();
        }
        ring.addFirst(row);
    }

    Views.Closed view() {
        return new Views.Closed(List.copyOf(tunnels), List.copyOf(sessions));
    }
}
