package org.jl2tpd.daemon;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Keeps what is logged while it is open. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    public LogLines() {
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    /** The key-value pairs of each line with this message. */
    public List<String> of(String message) {
        return events.stream()
                .filter(e -> e.getMessage().equals(message))
                .map(e -> String.valueOf(e.getKeyValuePairs()))
                .toList();
    }

    /** Every line with its key-value pairs. */
    List<String> everything() {
        return events.stream()
                .map(e -> e.getFormattedMessage() + " " + e.getKeyValuePairs())
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
