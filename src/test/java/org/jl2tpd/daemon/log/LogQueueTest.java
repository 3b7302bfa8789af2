package org.jl2tpd.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LogQueueTest {
    private static final int LIMIT = 4;
    private static final int LINES = 50;

    private final LoggerContext context = new LoggerContext();
    private final CountDownLatch terminal = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final AtomicLong dropped = new AtomicLong(1000);

    /** Writes nothing before the latch opens, as a terminal that was stopped. */
    private final class Writer extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            try {
                reached.countDown();
                terminal.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            written.add(event.getMessage() + (event.getKeyValuePairs() == null ? "" : " " + event.getKeyValuePairs()));
        }
    }

    @BeforeEach
    void logsThroughAQueue() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        var writer = new Writer();
        writer.setContext(context);
        writer.start();
        var queue = new LogQueue(context, LIMIT, 5_000, writer, dropped);
        queue.start();
        context.getLogger("ROOT").addAppender(queue);
    }

    @AfterEach
    void stop() {
        terminal.countDown();
        context.stop();
    }

    @Test
    void saysOnceHowManyLinesItDropped() throws InterruptedException {
        var log = context.getLogger("test");
        log.info("first");
        reached.await();
        for (int i = 0; i < LINES; i++) {
            log.info("line");
        }
        assertThat(dropped).hasValue(1000 + LINES - LIMIT);
        assertThat(written).isEmpty();
        terminal.countDown();
        context.stop();
        assertThat(written).hasSize(1 + LIMIT + 1).containsOnlyOnce("log_lines_dropped [count=\"46\"]");
    }

    @Test
    void saysNothingWhenNoLineWasDropped() throws InterruptedException {
        context.getLogger("test").info("line");
        terminal.countDown();
        context.stop();
        assertThat(written).containsExactly("line");
        assertThat(dropped).hasValue(1000);
    }
}
