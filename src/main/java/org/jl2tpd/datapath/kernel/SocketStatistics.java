package org.jl2tpd.datapath.kernel;

import java.util.ArrayDeque;
import org.jl2tpd.linux.L2tpStatistics;

/**
 * Figures where the driver has no netlink: one ioctl for each tunnel and session (PPPIOCGL2TPSTATS), some at a time, so that all are
 * asked for once in {@link #ROUND_NS}. On the reactor's thread.
 */
final class SocketStatistics {
    /** How old figures get, as far as {@link #BATCH} and {@link #STEP_NS} permit. */
    static final long ROUND_NS = 5_000_000_000L;
    /** Sockets asked in a step. */
    static final int BATCH = 64;
    /** The least time between steps. */
    static final long STEP_NS = 10_000_000;

    /** A tunnel or session. */
    interface Counted {
        /** Its PPPoX socket; -1 when it is closed. */
        int socket();

        Meter meter();
    }

    private final L2tpKernel kernel;
    private final ArrayDeque<Counted> round = new ArrayDeque<>();
    private long nextNs;

    SocketStatistics(L2tpKernel kernel) {
        this.kernel = kernel;
    }

    void add(Counted counted) {
        round.add(counted);
    }

    /** When {@link #refresh} is wanted; {@link Long#MAX_VALUE} for never. */
    long nextRefreshNs() {
        return round.isEmpty() ? Long.MAX_VALUE : nextNs;
    }

    /** Asks for some figures when it is time. */
    void refresh(long nowNs) {
        if (round.isEmpty() || nowNs - nextNs < 0) {
            return;
        }
        int batch = Math.min(BATCH, round.size());
        for (int i = 0; i < batch; i++) {
            Counted counted = round.poll();
            if (counted.socket() >= 0) {
                ask(counted);
                round.add(counted);
            }
        }
        nextNs = nowNs + Math.max(STEP_NS, ROUND_NS * batch / Math.max(batch, round.size()));
    }

    private void ask(Counted counted) {
        L2tpStatistics figures = kernel.statistics(counted.socket());
        if (figures != null) {
            counted.meter().take(figures);
        }
    }
}
