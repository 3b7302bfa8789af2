package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.control.ChannelCounters;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.Tunnel;
import org.jl2tpd.control.TunnelPeer;
import org.jl2tpd.wire.TransportPath;

/** Pictures of tunnels and sessions for management. */
final class ViewBuilder {
    /** Rows of one page at most, so that a listing never holds up the packets for long. */
    static final int MAX_PAGE = 500;

    private static final long SECOND_NS = 1_000_000_000L;

    private final Core core;
    private final SessionViews sessions;

    ViewBuilder(Core core) {
        this.core = core;
        this.sessions = new SessionViews(core);
    }

    Views.System system() {
        return new Views.System(
                core.tunnels.size(),
                core.tunnelsEstablished,
                core.sessions,
                core.sessionsEstablished,
                core.halfOpen.size(),
                core.admin.enabled,
                core.draining,
                core.stopping,
                core.datapath.name(),
                core.traceMask,
                new Views.Limits(core.maxTunnels, core.maxSessions, core.halfOpen.limit()));
    }

    Views.TunnelPage tunnels(long nowNs, int after, int limit) {
        var rows = new ArrayList<Views.Tunnel>();
        if (after == 0) {
            core.dialer.all().stream().filter(c -> c.current == null).forEach(c -> rows.add(waiting(nowNs, c)));
        }
        int room = Math.min(limit, MAX_PAGE);
        TunnelEntry entry = core.tunnels.after(after);
        for (; entry != null && room > 0; room--) {
            rows.add(tunnel(nowNs, entry));
            entry = core.tunnels.after(entry.id);
        }
        return new Views.TunnelPage(List.copyOf(rows), entry != null);
    }

    /** A page of sessions by tunnel and id; sessions that wait for their next attempt come with the first page. */
    Views.SessionPage sessions(long nowNs, Command.ListSessions query) {
        var rows = new ArrayList<Views.Session>();
        if (query.afterTunnel() == 0 && query.tunnelId() == 0) {
            core.dialer.all().forEach(tunnel -> addWaiting(nowNs, tunnel, rows));
        }
        int limit = rows.size() + Math.min(query.limit(), MAX_PAGE) + 1;
        TunnelEntry entry = query.tunnelId() != 0
                ? core.tunnels.get(query.tunnelId())
                : core.tunnels.after(Math.max(0, query.afterTunnel() - 1));
        while (entry != null && rows.size() < limit) {
            int afterSession = entry.id == query.afterTunnel() ? query.afterSession() : 0;
            addPage(nowNs, entry, afterSession, limit, rows);
            entry = query.tunnelId() != 0 ? null : core.tunnels.after(entry.id);
        }
        boolean more = rows.size() >= limit;
        return new Views.SessionPage(List.copyOf(more ? rows.subList(0, limit - 1) : rows), more);
    }

    private void addPage(long nowNs, TunnelEntry entry, int after, int limit, List<Views.Session> rows) {
        Session session = entry.tunnel.sessionAfter(after);
        for (; session != null && rows.size() < limit; session = entry.tunnel.sessionAfter(session.localId())) {
            rows.add(sessions.view(nowNs, session));
        }
    }

    private void addWaiting(long nowNs, ClientTunnel tunnel, List<Views.Session> rows) {
        for (ClientSession session : tunnel.sessions) {
            if (session.current == null && (session.givenUp || !session.closed)) {
                rows.add(sessions.waiting(nowNs, tunnel, session));
            }
        }
    }

    Views.Tunnel tunnel(long nowNs, TunnelEntry entry) {
        Tunnel tunnel = entry.tunnel;
        TransportPath path = entry.shownPath();
        TunnelPeer peer = tunnel.peer();
        return new Views.Tunnel(
                entry.id,
                tunnel.peerId(),
                entry.name(),
                tunnel.state().name(),
                entry.client != null,
                path.localAddress().toString(),
                path.localPort(),
                path.peerAddress().toString(),
                path.peerPort(),
                peer == null ? "" : peer.hostName(),
                peer == null ? "" : peer.vendorName(),
                entry.profiles.peer().name(),
                entry.profiles.tunnel().name(),
                entry.client != null && entry.client.definition.persist(),
                tunnel.sessionCount(),
                (nowNs - entry.createdNs) / SECOND_NS,
                0,
                Results.words(tunnel.localResult(), tunnel.peerResult()),
                tunnel.traceMask(),
                entry.debug.mask(),
                TunnelDetails.of(core, entry),
                counters(entry));
    }

    private static String state(ClientTunnel client) {
        if (client.failed) {
            return "FAILED";
        }
        return client.stage == ClientTunnel.Stage.RESOLVING ? "RESOLVING" : "RETRY";
    }

    /** A dialled tunnel between two attempts, or one that failed. */
    Views.Tunnel waiting(long nowNs, ClientTunnel client) {
        return new Views.Tunnel(
                0,
                0,
                client.definition.name(),
                state(client),
                true,
                "",
                0,
                String.join(",", client.definition.destinations()),
                0,
                "",
                "",
                client.profiles.peer().name(),
                client.profiles.tunnel().name(),
                client.definition.persist(),
                0,
                0,
                client.retrySeconds(nowNs),
                client.lastResult,
                0,
                0,
                Views.TunnelDetail.NONE,
                Map.of());
    }

    private static Map<String, Long> counters(TunnelEntry entry) {
        Tunnel tunnel = entry.tunnel;
        var all = new LinkedHashMap<String, Long>();
        SessionViews.putData(all, entry.statistics());
        ChannelCounters c = tunnel.counters();
        all.put("control_tx_packets", c.sentPackets);
        all.put("control_tx_octets", c.sentOctets);
        all.put("control_rx_packets", c.receivedPackets);
        all.put("control_rx_octets", c.receivedOctets);
        all.put("tx_zlbs", c.sentZlbs);
        all.put("rx_zlbs", c.receivedZlbs);
        all.put("tx_hellos", c.sentHellos);
        all.put("rx_hellos", c.receivedHellos);
        all.put("retransmits", c.retransmissions);
        all.put("duplicates", c.duplicates);
        all.put("out_of_window", c.outOfWindow);
        all.put("out_of_sequence", c.outOfSequence);
        Tunnel.ChannelStatus status = tunnel.channelStatus();
        all.put("ns", (long) status.ns());
        all.put("nr", (long) status.nr());
        all.put("peer_nr", (long) status.peerNr());
        all.put("cwnd", (long) status.congestionWindow());
        all.put("ssthresh", (long) status.slowStartThreshold());
        all.put("tx_window", (long) status.transmitWindow());
        all.put("queued", (long) status.queued());
        return all;
    }

    Views.Session session(long nowNs, Session session) {
        return sessions.view(nowNs, session);
    }

    Views.Session waiting(long nowNs, ClientTunnel tunnel, ClientSession session) {
        return sessions.waiting(nowNs, tunnel, session);
    }
}
