package org.jl2tpd.aaa.accounting;

import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.aaa.SessionIds;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EventFacts;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.wire.IpAddress;

/** Records of tunnels and of the links in them (RFC 2867 2). For one thread. */
final class TunnelRecords {
    private static final long TUNNEL_L2TP = 3;
    private static final long MEDIUM_IPV4 = 1;
    private static final long MEDIUM_IPV6 = 2;

    private final SessionIds ids;
    /** The group that heard of the start, by key: the same hears of the end. */
    private final Map<String, String> started = new HashMap<>();

    TunnelRecords(SessionIds ids) {
        this.ids = ids;
    }

    /** The record of that event, null where there is none. */
    SpooledRecord of(EngineEvent event, String group, long eventMs) {
        return switch (event.kind()) {
            case TUNNEL_UP -> start(SpooledRecord.Kind.TUNNEL_START, event, group, eventMs);
            case TUNNEL_DOWN -> stop(SpooledRecord.Kind.TUNNEL_STOP, event, group, eventMs);
            case TUNNEL_REFUSED -> make(SpooledRecord.Kind.TUNNEL_REJECT, event, group, eventMs);
            case SESSION_UP -> start(SpooledRecord.Kind.LINK_START, event, group, eventMs);
            case SESSION_DOWN -> stop(SpooledRecord.Kind.LINK_STOP, event, group, eventMs);
            case SESSION_REFUSED -> make(SpooledRecord.Kind.LINK_REJECT, event, group, eventMs);
            default -> null;
        };
    }

    private SpooledRecord start(SpooledRecord.Kind kind, EngineEvent event, String group, long eventMs) {
        SpooledRecord record = make(kind, event, group, eventMs);
        return started.putIfAbsent(record.key(), group) == null ? record : null;
    }

    private SpooledRecord stop(SpooledRecord.Kind kind, EngineEvent event, String group, long eventMs) {
        SpooledRecord record = make(kind, event, group, eventMs);
        String heardStart = started.remove(record.key());
        if (heardStart == null) {
            return null;
        }
        EventFacts facts = event.facts();
        AttributeSet set = Traffic.of(facts)
                .addTo(record.attributes())
                .add(Attributes.ACCT_TERMINATE_CAUSE, TerminateCause.of(facts, event.detail()).number);
        if (kind == SpooledRecord.Kind.LINK_STOP) {
            set.add(Attributes.ACCT_TUNNEL_PACKETS_LOST, facts.rxDiscards());
        }
        return new SpooledRecord(kind, heardStart, record.key(), eventMs, set);
    }

    private SpooledRecord make(SpooledRecord.Kind kind, EngineEvent event, String group, long eventMs) {
        EventFacts facts = event.facts();
        boolean isLink = event.kind().name().startsWith("SESSION");
        String id = ids.text(isLink ? facts.sessionSerial() : facts.tunnelSerial());
        IpAddress client = facts.openedByUs() ? facts.tunnelAddress() : event.peer();
        IpAddress server = facts.openedByUs() ? event.peer() : facts.tunnelAddress();
        AttributeSet set = Records.begin(kind, eventMs)
                .add(Attributes.USER_NAME, event.user())
                .add(Attributes.ACCT_SESSION_ID, id)
                .add(Attributes.TUNNEL_TYPE, TUNNEL_L2TP)
                .add(Attributes.TUNNEL_MEDIUM_TYPE, isIpv6(event.peer()) ? MEDIUM_IPV6 : MEDIUM_IPV4)
                .add(Attributes.TUNNEL_CLIENT_ENDPOINT, text(client))
                .add(Attributes.TUNNEL_SERVER_ENDPOINT, text(server))
                .add(
                        Attributes.TUNNEL_CLIENT_AUTH_ID,
                        facts.openedByUs() ? facts.tunnelHostName() : facts.peerHostName())
                .add(
                        Attributes.TUNNEL_SERVER_AUTH_ID,
                        facts.openedByUs() ? facts.peerHostName() : facts.tunnelHostName())
                .add(Attributes.TUNNEL_ASSIGNMENT_ID, facts.assignmentId())
                .add(Attributes.ACCT_TUNNEL_CONNECTION, connection(event, isLink));
        if (isLink && facts.onward() != null) {
            set.add(Attributes.ACCT_MULTI_SESSION_ID, ids.text(facts.onward().userSerial()));
        }
        return new SpooledRecord(kind, group, (isLink ? "link-" : "tunnel-") + id, eventMs, set);
    }

    /** The ids that both ends gave: of the tunnel, then of the session, each with ours first. */
    private static String connection(EngineEvent event, boolean isLink) {
        EventFacts facts = event.facts();
        String tunnel = event.tunnelId() + "-" + facts.peerTunnelId();
        return isLink ? tunnel + "/" + event.sessionId() + "-" + facts.peerSessionId() : tunnel;
    }

    private static boolean isIpv6(IpAddress address) {
        return address != null && !address.isV4();
    }

    private static String text(IpAddress address) {
        return address == null ? "" : address.toString();
    }
}
