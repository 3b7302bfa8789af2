package org.jl2tpd.daemon.hooks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EventFacts;
import org.jl2tpd.management.model.ManagedEvent;

/**
 * The environment of a hook. Every variable is there always, empty for what is unknown, so that a script may treat an unset one as an error. What
 * a peer said is bounded and has no character that is not visible.
 */
final class HookEnvironment {
    /** Characters that a value has at most. */
    static final int VALUE_LIMIT = 255;

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private HookEnvironment() {}

    /** {@code NAME=value} each. */
    static List<String> of(String hook, ManagedEvent managed) {
        List<String> all = new ArrayList<>();
        all.add("PATH=" + PATH);
        values(hook, managed).forEach((name, value) -> all.add("JL2TPD_" + name + "=" + clean(value)));
        return all;
    }

    /** By the names that follow {@code JL2TPD_}. */
    static Map<String, String> values(String hook, ManagedEvent managed) {
        EngineEvent event = managed.event();
        EventFacts facts = event.facts();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("EVENT", hook);
        all.put("EVENT_NUMBER", Long.toString(managed.number()));
        all.put("TIME", time(managed.wallMs()));
        all.put("TUNNEL_ID", number(event.tunnelId()));
        all.put("SESSION_ID", number(event.sessionId()));
        all.put("PEER_TUNNEL_ID", number(facts.peerTunnelId()));
        all.put("PEER_SESSION_ID", number(facts.peerSessionId()));
        all.put("TUNNEL_SERIAL", number(facts.tunnelSerial()));
        all.put("SESSION_SERIAL", number(facts.sessionSerial()));
        all.put("TUNNEL_NAME", tunnelName(event.tunnelName(), facts.sessionName()));
        all.put("SESSION_NAME", facts.sessionName());
        all.put("OPENED_BY", facts.openedByUs() ? "us" : "peer");
        all.put("ROLE", facts.role());
        all.put("PEER", text(event.peer()));
        all.put("PEER_PORT", number(facts.peerPort()));
        all.put("PEER_HOST_NAME", facts.peerHostName());
        all.put("PEER_PROFILE", facts.peerProfile());
        all.put("USER", event.user());
        all.put("INTERFACE", event.device());
        network(all, event, facts);
        end(all, event, facts);
        return all;
    }

    private static void network(Map<String, String> all, EngineEvent event, EventFacts facts) {
        all.put("LOCAL_ADDRESS", text(facts.localAddress()));
        all.put("REMOTE_ADDRESS", text(event.address()));
        all.put("IPV6_PREFIX", text(facts.ipv6Prefix()));
        all.put("DELEGATED_PREFIX", text(facts.delegatedPrefix()));
        all.put("DNS", facts.dns().replace(',', ' '));
        all.put("MTU", number(facts.mtu()));
        all.put("FILTER_ID", facts.filterId());
        all.put("ACCOUNTING_ID", facts.accountingId());
        all.put("CALLING_NUMBER", facts.callingNumber());
        all.put("CALLED_NUMBER", facts.calledNumber());
        all.put("TX_CONNECT_SPEED", number(facts.txConnectSpeed()));
        all.put("RX_CONNECT_SPEED", number(facts.rxConnectSpeed()));
    }

    private static void end(Map<String, String> all, EngineEvent event, EventFacts facts) {
        boolean isEnd = event.kind() == EngineEvent.Kind.SESSION_DOWN || event.kind() == EngineEvent.Kind.TUNNEL_DOWN;
        all.put("CAUSE", isEnd ? event.detail() : "");
        all.put("RESULT_CODE", isEnd ? Integer.toString(facts.resultCode()) : "");
        all.put("ERROR_CODE", isEnd ? Integer.toString(facts.errorCode()) : "");
        all.put("PPP_CAUSE", facts.pppCause() < 0 ? "" : Integer.toString(facts.pppCause()));
        all.put("PPP_CAUSE_TEXT", facts.pppCauseText());
        all.put("SECONDS_UP", isEnd ? Long.toString(facts.upMs() / 1000) : "");
        all.put("RX_PACKETS", isEnd ? Long.toString(facts.rxPackets()) : "");
        all.put("RX_OCTETS", isEnd ? Long.toString(facts.rxOctets()) : "");
        all.put("TX_PACKETS", isEnd ? Long.toString(facts.txPackets()) : "");
        all.put("TX_OCTETS", isEnd ? Long.toString(facts.txOctets()) : "");
    }

    /** Of {@code TUNNEL/SESSION} the part before the session's name. */
    private static String tunnelName(String name, String session) {
        String end = "/" + session;
        return !session.isEmpty() && name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
    }

    private static String time(long wallMs) {
        return Instant.ofEpochMilli(wallMs).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Empty for 0, which is none. */
    private static String number(long value) {
        return value == 0 ? "" : Long.toString(value);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    /** At most {@link #VALUE_LIMIT} characters, each of them visible or a space; others become question marks. */
    static String clean(String value) {
        var out = new StringBuilder(Math.min(value.length(), VALUE_LIMIT));
        value.codePoints().limit(VALUE_LIMIT).map(c -> isVisible(c) ? c : '?').forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
