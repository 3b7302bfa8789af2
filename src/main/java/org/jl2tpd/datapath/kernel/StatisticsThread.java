package org.jl2tpd.datapath.kernel;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jl2tpd.linux.L2tpNetlink;
import org.jl2tpd.linux.SystemCallException;

/** The thread that keeps a {@link StatisticsCache} fresh; it sleeps while nothing is counted. */
public final class StatisticsThread implements AutoCloseable {
    /** The longest sleep, so that tunnels that have come since are counted soon. */
    private static final long SLEEP_NS = StatisticsCache.LOOKED_AT_NS;
    /** How long the end of a reading is awaited. */
    private static final long JOIN_MS = 2000;

    private final StatisticsCache cache;
    private final StatisticsSource source;
    private final LongSupplier clock;
    private final Consumer<String> problems;
    private final Thread thread;
    private volatile boolean closing;
    private String problem = "";

    /** @param problems told, on this thread, what went wrong with a reading; once until it changes */
    StatisticsThread(StatisticsCache cache, StatisticsSource source, LongSupplier clock, Consumer<String> problems) {
        this.cache = cache;
        this.source = source;
        this.clock = clock;
        this.problems = problems;
        thread = new Thread(this::run, "statistics");
        thread.setDaemon(true);
        cache.onLook(() -> LockSupport.unpark(thread));
        thread.start();
    }

    /**
     * Starts reading the figures of the calling thread's network namespace.
     *
     * @throws SystemCallException when the kernel has no L2TP netlink; sessions' sockets are to be asked then
     */
    public static StatisticsThread start(StatisticsCache cache, Consumer<String> problems) throws SystemCallException {
        return new StatisticsThread(cache, new NetlinkStatistics(new L2tpNetlink()), System::nanoTime, problems);
    }

    private void run() {
        try {
            while (!closing) {
                long waitNs = cache.size() == 0 ? SLEEP_NS : cache.dueNs() - clock.getAsLong();
                if (waitNs > 0) {
                    LockSupport.parkNanos(this, Math.min(waitNs, SLEEP_NS));
                } else {
                    refresh();
                }
            }
        } finally {
            source.close();
        }
    }

    private void refresh() {
        String now = "";
        try {
            cache.refresh(source);
        } catch (SystemCallException e) {
            now = e.getMessage();
        } catch (RuntimeException e) {
            now = e.toString();
        }
        if (!now.equals(problem) && !now.isEmpty()) {
            problems.accept(now);
        }
        problem = now;
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
