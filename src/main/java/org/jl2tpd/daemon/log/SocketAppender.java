package org.jl2tpd.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jl2tpd.linux.DatagramTarget;
import org.jl2tpd.linux.Errno;

/**
 * Lines to syslog or the journal, on the log's own thread. While nobody takes them there they go to standard error; one that finds the other
 * program busy waits a while, and is dropped and counted then.
 */
final class SocketAppender extends AppenderBase<ILoggingEvent> {
    /** Milliseconds that a line waits for a busy program. */
    static final int WAIT_LIMIT_MS = 500;

    /** Between two attempts to connect to a program that is not there. */
    static final long RETRY_NS = 1_000_000_000L;

    /** Octets of a datagram that is tried first, and when that is too many for the socket's buffer. */
    private static final int LIMIT = 65_536;

    private static final int SMALL_LIMIT = 4_096;
    private static final int PAUSE_MS = 5;

    private final TargetFormat format;
    private final DatagramTarget target;
    private final PrintStream instead;
    private final AtomicLong dropped;
    private boolean isAway;
    private long awayNs;

    /** @param dropped counts lines that nobody took */
    SocketAppender(TargetFormat format, DatagramTarget target, PrintStream instead, AtomicLong dropped) {
        this.format = format;
        this.target = target;
        this.instead = instead;
        this.dropped = dropped;
        setName("log");
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (isAway && System.nanoTime() - awayNs < RETRY_NS) {
            instead.print(KeyValueLayout.line(event));
            return;
        }
        byte[] datagram = format.datagram(event, LIMIT);
        int result = target.send(datagram);
        if (result == -Errno.EMSGSIZE) {
            datagram = format.datagram(event, SMALL_LIMIT);
            result = target.send(datagram);
        }
        for (int waited = 0; result == -Errno.EAGAIN && waited < WAIT_LIMIT_MS && pause(); waited += PAUSE_MS) {
            result = target.send(datagram);
        }
        if (result == -Errno.EAGAIN) {
            dropped.incrementAndGet();
        } else if (result < 0) {
            away(event, result);
        } else {
            isAway = false;
        }
    }

    private void away(ILoggingEvent event, int result) {
        if (!isAway) {
            instead.println("jl2tpd: can't log to " + target + ": " + Errno.describe(-result)
                    + "; this is where it goes until then");
        }
        isAway = true;
        awayNs = System.nanoTime();
        instead.print(KeyValueLayout.line(event));
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void stop() {
        super.stop();
        target.close();
    }
}
