package org.jl2tpd.datapath.kernel;

import java.util.function.LongSupplier;
import org.jl2tpd.engine.DataStatistics;
import org.jl2tpd.linux.L2tpStatistics;

/**
 * What is known of one tunnel's or session's figures. They never go back, and stay when it is closed. Any thread reads without a
 * lock.
 */
public final class Meter {
    private static final long MS = 1_000_000;

    final long tunnelId;
    /** 0 for the tunnel itself. */
    final long sessionId;

    private final StatisticsCache cache;
    private final LongSupplier clock;
    private final long openedNs;
    private volatile Reading reading;
    private boolean closed;
    private Runnable onGone = () -> {};

    private record Reading(L2tpStatistics figures, long takenNs) {}

    Meter(StatisticsCache cache, LongSupplier clock, long tunnelId, long sessionId) {
        this.cache = cache;
        this.clock = clock;
        this.tunnelId = tunnelId;
        this.sessionId = sessionId;
        openedNs = clock.getAsLong();
        reading = new Reading(L2tpStatistics.NONE, openedNs);
    }

    /** The last known figures with their age, and a hint to the cache that somebody looks. No system call. */
    public DataStatistics statistics() {
        long nowNs = clock.getAsLong();
        cache.noteLook(nowNs);
        Reading last = reading;
        L2tpStatistics f = last.figures;
        return new DataStatistics(
                f.txPackets(),
                f.txOctets(),
                f.txErrors(),
                f.rxPackets(),
                f.rxOctets(),
                f.rxErrors(),
                f.rxSequenceDiscards(),
                f.rxOutOfSequence(),
                Math.max(0, nowNs - last.takenNs) / MS);
    }

    /** All that the kernel counted at the last reading, cookie faults too. */
    public L2tpStatistics figures() {
        cache.noteLook(clock.getAsLong());
        return reading.figures;
    }

    /** Takes a reading that began at {@code startedNs}: one that began before the session was there is of another one. */
    synchronized void take(L2tpStatistics figures, long startedNs) {
        if (!closed && startedNs - openedNs >= 0) {
            set(figures, startedNs);
        }
    }

    /** @param action run once, by the reading thread, when the kernel has it no longer though it was not closed here */
    synchronized void onGone(Runnable action) {
        onGone = action;
    }

    /** Whether a reading that began then should have had it and had not. */
    synchronized boolean isMissing(long startedNs) {
        return !closed && startedNs - openedNs >= 0 && reading.takenNs - startedNs < 0;
    }

    synchronized void tellGone() {
        if (!closed) {
            onGone.run();
            onGone = () -> {};
        }
    }

    /** Takes what the owner of the session read itself (PPPIOCGL2TPSTATS), where netlink gives nothing. */
    public synchronized void take(L2tpStatistics figures) {
        if (!closed) {
            set(figures, clock.getAsLong());
        }
    }

    private void set(L2tpStatistics figures, long takenNs) {
        reading = new Reading(highest(reading.figures, figures), takenNs);
    }

    /** Ends the counting. {@code last} are the figures when it was taken away, null when they are not known. */
    public synchronized void close(L2tpStatistics last) {
        if (!closed && last != null) {
            set(last, clock.getAsLong());
        }
        closed = true;
        cache.remove(this);
    }

    private static L2tpStatistics highest(L2tpStatistics a, L2tpStatistics b) {
        return new L2tpStatistics(
                Math.max(a.txPackets(), b.txPackets()),
                Math.max(a.txOctets(), b.txOctets()),
                Math.max(a.txErrors(), b.txErrors()),
                Math.max(a.rxPackets(), b.rxPackets()),
                Math.max(a.rxOctets(), b.rxOctets()),
                Math.max(a.rxErrors(), b.rxErrors()),
                Math.max(a.rxSequenceDiscards(), b.rxSequenceDiscards()),
                Math.max(a.rxOutOfSequence(), b.rxOutOfSequence()),
                Math.max(a.rxCookieDiscards(), b.rxCookieDiscards()),
                Math.max(a.rxInvalid(), b.rxInvalid()));
    }
}
