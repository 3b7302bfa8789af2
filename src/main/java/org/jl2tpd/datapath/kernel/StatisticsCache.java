package org.jl2tpd.datapath.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.SystemCallException;

/**
 * The kernel's figures of the tunnels and sessions that have a {@link Meter} here, read from time to time by one thread
 * ({@link StatisticsThread}) and looked at by any. A reading walks all of the kernel's sessions, so it is paced: the longer the last
 * one took, the later the next one comes.
 */
public final class StatisticsCache {
    /** Between two readings while somebody looks, at least. */
    static final long LOOKED_AT_NS = 1_000_000_000L;
    /** Between two readings while nobody looks, at least. */
    static final long IDLE_NS = 5_000_000_000L;
    /** How long a look counts. */
    static final long LOOK_LASTS_NS = 10_000_000_000L;
    /** After a reading that took t, the next one begins t times this later at the earliest: 5 % of one processor. */
    static final int LOOKED_AT_REST = 20;
    /** The same while nobody looks: 1 %. */
    static final int IDLE_REST = 100;
    /**
     * A dump costs the kernel time that grows with the square of the sessions in a tunnel, and of the tunnels (it counts from the
     * first one again for each); with more than these it is quicker to ask for one after the other.
     */
    static final int DUMP_LIMIT = 2000;

    private final LongSupplier clock;
    private final Map<Key, Meter> meters = new ConcurrentHashMap<>();
    private volatile long lookedAtNs;
    private volatile boolean glancing;
    private volatile Runnable onLook = () -> {};
    private long readAtNs;
    private long tookNs;

    private record Key(long tunnelId, long sessionId) {}

    /** @param clock monotonic nanoseconds, for all threads */
    public StatisticsCache(LongSupplier clock) {
        this.clock = clock;
        long nowNs = clock.getAsLong();
        lookedAtNs = nowNs - LOOK_LASTS_NS - 1;
        readAtNs = nowNs - IDLE_NS;
    }

    /** Begins to count a tunnel that the kernel has just made. */
    public Meter openTunnel(long tunnelId) {
        return open(tunnelId, 0);
    }

    /** Begins to count a session that the kernel has just made. */
    public Meter openSession(long tunnelId, long sessionId) {
        return open(tunnelId, sessionId);
    }

    private Meter open(long tunnelId, long sessionId) {
        var meter = new Meter(this, clock, tunnelId, sessionId);
        meters.put(new Key(tunnelId, sessionId), meter);
        return meter;
    }

    void remove(Meter meter) {
        meters.remove(new Key(meter.tunnelId, meter.sessionId), meter);
    }

    /** How many tunnels and sessions are counted. */
    public int size() {
        return meters.size();
    }

    /** While true, looks are not noted. */
    void glancing(boolean on) {
        glancing = on;
    }

    /** Somebody wants to see figures: the next reading may come earlier. */
    void noteLook(long nowNs) {
        if (glancing) {
            return;
        }
        boolean first = nowNs - lookedAtNs > LOOK_LASTS_NS;
        lookedAtNs = nowNs;
        if (first) {
            onLook.run();
        }
    }

    /** @param wake called by any thread when readings should become more frequent */
    void onLook(Runnable wake) {
        onLook = wake;
    }

    /** When the next reading is due; for the reading thread, as is all below. */
    long dueNs() {
        boolean looked = clock.getAsLong() - lookedAtNs <= LOOK_LASTS_NS;
        long rest = looked ? Math.max(LOOKED_AT_NS, tookNs * LOOKED_AT_REST) : Math.max(IDLE_NS, tookNs * IDLE_REST);
        return readAtNs + rest;
    }

    /** Reads the figures of all meters; what it took decides on the next time, after a failure too. */
    void refresh(StatisticsSource source) throws SystemCallException {
        long startedNs = clock.getAsLong();
        try {
            if (isCrowded()) {
                readEach(source, startedNs);
            } else {
                source.readAll((tunnel, session, figures) -> take(tunnel, session, figures, startedNs));
            }
            findGone(source, startedNs);
        } finally {
            readAtNs = clock.getAsLong();
            tookNs = readAtNs - startedNs;
        }
    }

    /** A dump may miss some while others come and go: what it does not have is asked for by itself. */
    private void findGone(StatisticsSource source, long startedNs) throws SystemCallException {
        for (Meter meter : meters.values()) {
            if (meter.isMissing(startedNs) && source.read(meter.tunnelId, meter.sessionId) == null) {
                meter.tellGone();
            }
        }
    }

    private boolean isCrowded() {
        var sessions = new java.util.HashMap<Long, Integer>();
        int tunnels = 0;
        int most = 0;
        for (Meter meter : meters.values()) {
            if (meter.sessionId == 0) {
                tunnels++;
            } else {
                most = Math.max(most, sessions.merge(meter.tunnelId, 1, Integer::sum));
            }
        }
        return most > DUMP_LIMIT || tunnels > DUMP_LIMIT;
    }

    private void readEach(StatisticsSource source, long startedNs) throws SystemCallException {
        for (Meter meter : meters.values()) {
            L2tpStatistics figures = source.read(meter.tunnelId, meter.sessionId);
            if (figures != null) {
                meter.take(figures, startedNs);
            }
        }
    }

    private void take(long tunnelId, long sessionId, L2tpStatistics figures, long startedNs) {
        Meter meter = meters.get(new Key(tunnelId, sessionId));
        if (meter != null) {
            meter.take(figures, startedNs);
        }
    }
}
