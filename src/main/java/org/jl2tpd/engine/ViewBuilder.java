package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.control.CallType;
import org.jl2tpd.control.ChannelCounters;
import org.jl2tpd.control.DataSequence;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.Tunnel;
import org.jl2tpd.control.TunnelPeer;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.TransportPath;

/** Pictures of tunnels and sessions for management. */
final class ViewBuilder {
    /** Rows of one page at most, so that a listing never holds up the packets for long. */
    static final int MAX_PAGE = 500;

    private static final long SECOND_NS = 1_000_000_000L;

    private final Core core;

    ViewBuilder(Core core) {
        this.core = core;
    }

    Views.System system() {
        return new Views.System(
                core.tunnels.size(),
                core.tunnelsEstablished,
                core.sessions,
                core.sessionsEstablished,
                core.halfOpen.size(),
                true,
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
        Collection<Session> all = entry.tunnel.sessions();
        all.stream()
                .filter(s -> s.localId() > after)
                .sorted((a, b) -> Integer.compare(a.localId(), b.localId()))
                .limit(limit - rows.size())
                .forEach(s -> rows.add(session(nowNs, s)));
    }

    private void addWaiting(long nowNs, ClientTunnel tunnel, List<Views.Session> rows) {
        for (ClientSession session : tunnel.sessions) {
            if (session.current == null && (session.givenUp || !session.closed)) {
                rows.add(waiting(nowNs, tunnel, session));
            }
        }
    }

    Views.Tunnel tunnel(long nowNs, TunnelEntry entry) {
        Tunnel tunnel = entry.tunnel;
        TransportPath path = tunnel.path();
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
                detail(entry),
                counters(entry));
    }

    private static Views.TunnelDetail detail(TunnelEntry entry) {
        TunnelPeer peer = entry.tunnel.peer();
        var parameters = entry.tunnel.parameters();
        return new Views.TunnelDetail(
                entry.serial,
                entry.createdNs,
                0,
                entry.tunnel.isInitiator(),
                peer == null ? 0 : peer.firmwareRevision(),
                peer == null ? 0 : peer.protocolVersion(),
                peer == null ? 0 : peer.framingCapabilities(),
                peer == null ? 0 : Math.max(0, peer.bearerCapabilities()),
                peer == null ? 0 : peer.receiveWindow(),
                false,
                false,
                (int) (parameters.helloIntervalNs() / SECOND_NS),
                -1,
                parameters.receiveWindow(),
                parameters.maxRetransmissions(),
                (int) (parameters.retransmitCapNs() / SECOND_NS),
                Views.PayloadSequencing.ON_DEMAND,
                0,
                false,
                0,
                0,
                0,
                0,
                0,
                0,
                "");
    }

    private static Views.SessionDetail detail(SessionEntry entry) {
        return new Views.SessionDetail(
                entry.serial,
                entry.createdNs,
                entry.establishedNs(),
                0,
                0,
                0,
                0,
                0,
                "",
                "",
                false,
                Views.AuthMethod.NONE,
                false,
                false,
                0,
                0,
                0,
                0,
                0,
                "");
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

    private Map<String, Long> counters(TunnelEntry entry) {
        Tunnel tunnel = entry.tunnel;
        var all = new LinkedHashMap<String, Long>();
        DataStatistics data = core.offload == null ? null : core.offload.frames.statistics(entry);
        if (data != null) {
            putData(all, data, 0);
        }
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
        var entry = session.attachment instanceof SessionEntry e ? e : null;
        TunnelEntry tunnel = (TunnelEntry) session.tunnel().attachment;
        boolean isClient = entry != null && entry.client != null;
        var grant = entry == null ? null : entry.grant();
        return new Views.Session(
                tunnel.id,
                session.localId(),
                session.peerId(),
                isClient ? entry.client.definition.name() : "",
                tunnel.name(),
                session.type().name(),
                session.state().name(),
                entry == null ? "" : entry.phase(),
                entry == null ? "" : entry.describePpp(),
                isClient,
                entry == null ? "" : entry.userName(),
                text(entry == null ? null : entry.localIpv4()),
                text(entry == null ? null : entry.peerIpv4()),
                text(grant == null ? null : grant.ipv6Prefix()),
                text(grant == null ? null : grant.delegatedPrefix()),
                entry == null ? "" : entry.dnsText(),
                entry == null ? "" : entry.deviceName(),
                partner(entry),
                entry == null ? 0 : entry.mtu,
                number(session, AvpType.CALLING_NUMBER),
                number(session, AvpType.CALLED_NUMBER),
                session.callSerialNumber(),
                entry == null || entry.establishedNs() == 0 ? 0 : (nowNs - entry.establishedNs()) / SECOND_NS,
                Results.words(session),
                session.traceMask(),
                entry == null ? 0 : entry.debug.mask(),
                entry == null
                        ? Views.SessionDetail.NONE
                        : detail(entry)
                                .madeWith(
                                        entry.profiles.session().name(),
                                        entry.profiles.ppp().name()),
                entry == null ? Map.of() : counters(entry));
    }

    /** A session between two attempts, or given up. */
    Views.Session waiting(long nowNs, ClientTunnel tunnel, ClientSession session) {
        return new Views.Session(
                tunnel.current == null ? 0 : tunnel.current.id,
                0,
                0,
                session.definition.name(),
                tunnel.definition.name(),
                "",
                session.givenUp ? "GIVEN_UP" : "RETRY",
                "",
                session.retrySeconds(nowNs) == 0 ? "" : "next try in " + session.retrySeconds(nowNs) + " s",
                true,
                session.definition.userName(),
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                0,
                "",
                "",
                0,
                0,
                session.lastResult,
                0,
                0,
                Views.SessionDetail.NONE,
                Map.of());
    }

    private Map<String, Long> counters(SessionEntry entry) {
        var all = new LinkedHashMap<String, Long>();
        DataStatistics data = core.offload == null ? null : core.offload.frames.statistics(entry);
        putData(all, data == null ? own(entry) : data, data == null ? 0 : entry.rxErrors);
        all.put("ppp_dropped_frames", entry.link == null ? 0L : entry.link.droppedFrames());
        if (entry.callErrors != null) {
            putCallErrors(all, entry.callErrors.octets(AvpType.CALL_ERRORS));
        }
        return all;
    }

    /** What we counted ourselves, of sessions whose data passes here. */
    private static DataStatistics own(SessionEntry entry) {
        DataSequence sequence = entry.sequence;
        return new DataStatistics(
                entry.txPackets,
                entry.txOctets,
                0,
                entry.rxPackets,
                entry.rxOctets,
                entry.rxErrors,
                sequence == null ? 0 : sequence.discards(),
                sequence == null ? 0 : sequence.outOfSequence(),
                0);
    }

    /** @param malformed frames that the datapath took for sound and PPP did not */
    private static void putData(Map<String, Long> all, DataStatistics data, long malformed) {
        all.put("rx_packets", data.rxPackets());
        all.put("rx_octets", data.rxOctets());
        all.put("rx_errors", data.rxErrors() + malformed);
        all.put("tx_packets", data.txPackets());
        all.put("tx_octets", data.txOctets());
        all.put("tx_errors", data.txErrors());
        all.put("rx_sequence_discards", data.rxSequenceDiscards());
        all.put("rx_out_of_sequence", data.rxOutOfSequence());
        all.put("statistics_age_ms", data.ageMs());
    }

    /** Call Errors AVP: two reserved octets, then six counters. */
    private static void putCallErrors(Map<String, Long> all, byte[] value) {
        String[] names = {"crc", "framing", "hardware_overruns", "buffer_overruns", "timeouts", "alignment"};
        var octets = java.nio.ByteBuffer.wrap(value);
        for (int i = 0; i < names.length; i++) {
            all.put("peer_" + names[i] + "_errors", octets.getInt(2 + 4 * i) & 0xffffffffL);
        }
    }

    private static String partner(SessionEntry entry) {
        SessionEntry other = entry == null || entry.switched == null ? null : entry.switched.partnerOf(entry);
        return other == null ? "" : other.tunnel.id + "/" + other.localSessionId();
    }

    /** What the call's request says, the peer's or ours. */
    private static String number(Session session, AvpType avp) {
        ControlMessage request = session.peerRequest();
        String text = request == null ? null : request.text(avp);
        if (session.type() == CallType.LAC_INCOMING && session.parameters() != null) {
            text = avp == AvpType.CALLED_NUMBER
                    ? session.parameters().calledNumber()
                    : session.parameters().callingNumber();
        }
        return text == null ? "" : text;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
