package org.jl2tpd.management.socket;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EventFacts;
import org.jl2tpd.management.model.ManagedEvent;

/**
 * An event as an object of the socket's language; every member is there always, empty or 0 for what is unknown. {@code events.md} says what each means.
 *
 * @param time of day in UTC, with milliseconds
 */
record EventLine(
        long number,
        String time,
        String event,
        boolean warning,
        int tunnelId,
        int sessionId,
        String name,
        String peer,
        String user,
        String address,
        String device,
        String detail,
        int peerTunnelId,
        int peerSessionId,
        long tunnelSerial,
        long sessionSerial,
        String sessionName,
        boolean openedByUs,
        String role,
        int peerPort,
        String peerHostName,
        String peerProfile,
        String localAddress,
        String ipv6Prefix,
        String delegatedPrefix,
        String dns,
        int mtu,
        String filterId,
        String accountingId,
        String callingNumber,
        String calledNumber,
        long txConnectSpeed,
        long rxConnectSpeed,
        boolean wasUp,
        int resultCode,
        int errorCode,
        int pppCause,
        String pppCauseText,
        long upMs,
        long rxPackets,
        long rxOctets,
        long txPackets,
        long txOctets) {
    static EventLine of(ManagedEvent managed) {
        EngineEvent event = managed.event();
        EventFacts facts = event.facts();
        return new EventLine(
                managed.number(),
                Instant.ofEpochMilli(managed.wallMs())
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString(),
                kind(event),
                event.kind().warning,
                event.tunnelId(),
                event.sessionId(),
                event.tunnelName(),
                text(event.peer()),
                event.user(),
                text(event.address()),
                event.device(),
                event.detail(),
                facts.peerTunnelId(),
                facts.peerSessionId(),
                facts.tunnelSerial(),
                facts.sessionSerial(),
                facts.sessionName(),
                facts.openedByUs(),
                facts.role(),
                facts.peerPort(),
                facts.peerHostName(),
                facts.peerProfile(),
                text(facts.localAddress()),
                text(facts.ipv6Prefix()),
                text(facts.delegatedPrefix()),
                facts.dns(),
                facts.mtu(),
                facts.filterId(),
                facts.accountingId(),
                facts.callingNumber(),
                facts.calledNumber(),
                facts.txConnectSpeed(),
                facts.rxConnectSpeed(),
                facts.wasUp(),
                facts.resultCode(),
                facts.errorCode(),
                facts.pppCause(),
                facts.pppCauseText(),
                facts.upMs(),
                facts.rxPackets(),
                facts.rxOctets(),
                facts.txPackets(),
                facts.txOctets());
    }

    /** {@code session_up} and so on. */
    static String kind(EngineEvent event) {
        return event.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
