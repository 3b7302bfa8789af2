package org.jl2tpd.datapath.kernel;

import java.util.function.LongSupplier;
import org.jl2tpd.linux.SystemCallException;

/** Figures of open tunnels and sessions: by netlink on a thread of its own, or from each one's socket where there is no netlink. */
final class KernelStatistics implements AutoCloseable {
    private final StatisticsCache cache;
    private final SocketStatistics sockets;
    private final boolean byNetlink;
    private StatisticsThread thread;
    /** Whether the sockets are asked. */
    private boolean bySocket;

    /** @param byNetlink whether netlink is tried */
    KernelStatistics(L2tpKernel kernel, LongSupplier clock, boolean byNetlink) {
        cache = new StatisticsCache(clock);
        sockets = new SocketStatistics(kernel);
        this.byNetlink = byNetlink;
        bySocket = !byNetlink;
    }

    /**
     * Begins to read. A reading that fails leaves the last figures, whose age tells.
     *
     * @param failed told on another thread that a reading fails in a way that the one before it did not
     */
    void start(Runnable failed) {
        if (!byNetlink) {
            return;
        }
        try {
            thread = StatisticsThread.start(cache, problem -> failed.run());
        } catch (SystemCallException e) {
            bySocket = true;
        }
    }

    Meter openTunnel(int tunnelId) {
        return cache.openTunnel(tunnelId);
    }

    Meter openSession(int tunnelId, int sessionId) {
        return cache.openSession(tunnelId, sessionId);
    }

    /** A tunnel or session has its meter. */
    void opened(SocketStatistics.Counted counted) {
        if (bySocket) {
            sockets.add(counted);
        }
    }

    /** While true, who asks for figures is no reason to read them more often. */
    void glancing(boolean on) {
        cache.glancing(on);
    }

    long nextRefreshNs() {
        return sockets.nextRefreshNs();
    }

    void refresh(long nowNs) {
        sockets.refresh(nowNs);
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }
}
