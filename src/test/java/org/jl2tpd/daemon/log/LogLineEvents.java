package org.jl2tpd.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.slf4j.event.KeyValuePair;

/** Lines of a log. */
final class LogLineEvents {
    private LogLineEvents() {}

    /** @param pairs keys and values by turns */
    static LoggingEvent line(Level level, String message, String... pairs) {
        var logger = new LoggerContext().getLogger("test");
        var event = new LoggingEvent("test", logger, level, message, null, new Object[0]);
        event.setTimeStamp(1_790_000_001_000L);
        for (int i = 0; i < pairs.length; i += 2) {
            event.addKeyValuePair(new KeyValuePair(pairs[i], pairs[i + 1]));
        }
        return event;
    }
}
