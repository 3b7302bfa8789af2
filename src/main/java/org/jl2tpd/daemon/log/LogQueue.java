package org.jl2tpd.daemon.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.event.KeyValuePair;

/**
 * The lines that wait for the thread that writes them. Whoever logs is never held up: a line that finds the queue full is dropped and
 * counted, and once half of the queue is free again the writer says how many those were ({@code event=log_lines_dropped count=N}).
 */
final class LogQueue extends AsyncAppender {
    private final AtomicLong dropped;

    /** What {@link #dropped} was at the last line about it; the writer's alone. */
    private long noted;

    /**
     * @param limit lines that wait at most
     * @param flushLimitMs milliseconds that stopping waits for the queue to empty
     * @param writer takes the lines, on the queue's thread
     * @param dropped counts the lines that were dropped
     */
    LogQueue(LoggerContext context, int limit, int flushLimitMs, Appender<ILoggingEvent> writer, AtomicLong dropped) {
        this.dropped = dropped;
        this.noted = dropped.get();
        setName("queue");
        setContext(context);
        setQueueSize(limit);
        setDiscardingThreshold(0);
        setNeverBlock(true);
        setMaxFlushTime(flushLimitMs);
        Noting noting = new Noting(context, writer);
        noting.start();
        addAppender(noting);
    }

    /** One at a time, so that no line is lost between the look at the room and its use. */
    @Override
    protected synchronized void append(ILoggingEvent event) {
        if (getRemainingCapacity() == 0) {
            dropped.incrementAndGet();
        } else {
            super.append(event);
        }
    }

    /** Hands on, and adds a line about those that were dropped. */
    private final class Noting extends AppenderBase<ILoggingEvent> {
        private final Appender<ILoggingEvent> writer;
        private final LoggerContext loggers;

        Noting(LoggerContext loggers, Appender<ILoggingEvent> writer) {
            this.loggers = loggers;
            this.writer = writer;
            setContext(loggers);
            setName("noting");
        }

        @Override
        protected void append(ILoggingEvent event) {
            writer.doAppend(event);
            long total = dropped.get();
            if (total != noted && getRemainingCapacity() * 2 >= getQueueSize()) {
                writer.doAppend(note(total - noted));
                noted = total;
            }
        }

        private LoggingEvent note(long count) {
            var logger = loggers.getLogger(LogQueue.class);
            var line = new LoggingEvent(
                    LogQueue.class.getName(), logger, Level.WARN, "log_lines_dropped", null, new Object[0]);
            line.addKeyValuePair(new KeyValuePair("count", count));
            return line;
        }

        @Override
        public void stop() {
            super.stop();
            writer.stop();
        }
    }
}
