package org.jl2tpd.daemon.log;

import java.util.Locale;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.reactor.EventSink;
import org.jl2tpd.reactor.TraceSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes the engine's events and trace lines to the log; one for each daemon in the process. */
public final class EventLog implements EventSink, TraceSink {
    /** Name of the logger of trace lines. */
    static final String TRACE_LOGGER = "org.jl2tpd.trace";

    private static final Logger LOG = LoggerFactory.getLogger("org.jl2tpd.events");
    private static final Logger TRACE = LoggerFactory.getLogger(TRACE_LOGGER);

    private final String daemon;

    /** @param daemon names the daemon in every line where a process has several, else empty */
    public EventLog(String daemon) {
        this.daemon = daemon;
    }

    /** An event of the engine, with the fields that it has. */
    @Override
    public void event(EngineEvent event) {
        LoggingEventBuilder line = event.kind().warning ? LOG.atWarn() : LOG.atInfo();
        text(line, "daemon", daemon);
        number(line, "tunnel", event.tunnelId());
        number(line, "session", event.sessionId());
        text(line, "name", event.tunnelName());
        value(line, "peer", event.peer());
        text(line, "user", event.user());
        value(line, "address", event.address());
        text(line, "device", event.device());
        text(line, "detail", event.detail());
        line.log(event.kind().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void failure(String input, Throwable thrown, long suppressed) {
        LoggingEventBuilder line = LOG.atError().setCause(thrown);
        text(line, "daemon", daemon);
        line.addKeyValue("input", input).addKeyValue("suppressed", suppressed).log("internal_error");
    }

    /** A trace line of a facility. */
    @Override
    public void trace(String facility, int tunnelId, int sessionId, String text) {
        LoggingEventBuilder line = TRACE.atTrace();
        text(line, "daemon", daemon);
        text(line, "facility", facility.toLowerCase(Locale.ROOT));
        number(line, "tunnel", tunnelId);
        number(line, "session", sessionId);
        text(line, "text", text);
        line.log("trace");
    }

    @Override
    public void kernelTrace(int tunnelId, int sessionId, String name, String text) {
        LoggingEventBuilder line = TRACE.atTrace();
        text(line, "daemon", daemon);
        text(line, "facility", "kernel");
        number(line, "tunnel", tunnelId);
        number(line, "session", sessionId);
        text(line, "name", name);
        text(line, "text", text);
        line.log("trace");
    }

    private static void number(LoggingEventBuilder line, String key, int value) {
        if (value != 0) {
            line.addKeyValue(key, value);
        }
    }

    private static void text(LoggingEventBuilder line, String key, String value) {
        if (value != null && !value.isEmpty()) {
            line.addKeyValue(key, value);
        }
    }

    private static void value(LoggingEventBuilder line, String key, Object value) {
        if (value != null) {
            line.addKeyValue(key, value);
        }
    }
}
