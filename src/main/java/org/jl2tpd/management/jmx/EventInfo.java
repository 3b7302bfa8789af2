package org.jl2tpd.management.jmx;

import java.time.Instant;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.model.ManagedEvent;

/**
 * An event.
 *
 * @param number from 1, one more for each event
 * @param timeMilliseconds since 1970; {@code time} the same by ISO 8601, UTC
 * @param kind {@code TUNNEL_UP}, {@code SESSION_DOWN} and so on
 * @param warning whether the log says it as a warning
 * @param tunnelId 0 for none; likewise {@code sessionId}
 * @param detail reason, result code
 */
public record EventInfo(
        long number,
        long timeMilliseconds,
        String time,
        String kind,
        boolean warning,
        int tunnelId,
        int sessionId,
        String tunnelName,
        String peer,
        String user,
        String address,
        String device,
        String detail) {
    static EventInfo of(ManagedEvent event) {
        EngineEvent what = event.event();
        return new EventInfo(
                event.number(),
                event.wallMs(),
                Instant.ofEpochMilli(event.wallMs()).toString(),
                what.kind().name(),
                what.kind().warning,
                what.tunnelId(),
                what.sessionId(),
                text(what.tunnelName()),
                text(what.peer()),
                text(what.user()),
                text(what.address()),
                text(what.device()),
                text(what.detail()));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
