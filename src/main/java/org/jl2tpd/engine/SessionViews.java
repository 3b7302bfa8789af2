package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.control.CallType;
import org.jl2tpd.control.Session;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;

/** Pictures of sessions for management. */
final class SessionViews {
    private static final long SECOND_NS = 1_000_000_000L;

    private final Core core;

    SessionViews(Core core) {
        this.core = core;
    }

    /** What was counted of the sessions with these serials, of those that are there. */
    static Views.Traffic traffic(long nowNs, LiveSessions live, List<Long> serials) {
        List<Views.SessionTraffic> found = new ArrayList<>();
        for (Long serial : serials.subList(0, Math.min(serials.size(), Views.Traffic.MOST))) {
            SessionEntry entry = live.get(serial);
            if (entry != null) {
                DataStatistics data = entry.statistics();
                long upNs = entry.establishedNs() == 0 ? 0 : nowNs - entry.establishedNs();
                found.add(new Views.SessionTraffic(
                        serial,
                        data.rxPackets(),
                        data.rxOctets(),
                        data.txPackets(),
                        data.txOctets(),
                        upNs / 1_000_000L,
                        data.ageMs()));
            }
        }
        return new Views.Traffic(List.copyOf(found));
    }

    Views.Session view(long nowNs, Session session) {
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
                entry == null ? Views.SessionDetail.NONE : SessionDetails.of(core, entry),
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
                SessionDetails.ended(session.lastCdn),
                Map.of());
    }

    private static Map<String, Long> counters(SessionEntry entry) {
        var all = new LinkedHashMap<String, Long>(32);
        putData(all, entry.statistics());
        all.put("reorder_timeouts", entry.sequence == null ? 0L : entry.sequence.reorderTimeouts());
        if (!entry.offloaded) {
            all.put("rx_rate_discards", entry.rates.rxDiscards());
            all.put("tx_rate_discards", entry.rates.txDiscards());
        }
        all.put("ppp_dropped_frames", entry.link == null ? 0L : entry.link.droppedFrames());
        if (entry.callErrors != null) {
            putCallErrors(all, entry.callErrors.octets(AvpType.CALL_ERRORS));
        }
        return all;
    }

    static void putData(Map<String, Long> all, DataStatistics data) {
        all.put("rx_packets", data.rxPackets());
        all.put("rx_octets", data.rxOctets());
        all.put("rx_errors", data.rxErrors());
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
    static String number(Session session, AvpType avp) {
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
