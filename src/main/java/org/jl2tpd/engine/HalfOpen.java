package org.jl2tpd.engine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * Tunnels whose peer has sent an SCCRQ and not yet the SCCCN that proves its address: limited in all and per source prefix, and given up
 * early, so that a flood of SCCRQs costs a bounded amount and disturbs nobody.
 */
final class HalfOpen {
    /** Source prefixes are counted by this many bits. */
    static final int PREFIX_BITS_V4 = 24;

    static final int PREFIX_BITS_V6 = 48;
    /** A half-open tunnel is given up after this. */
    static final long TIMEOUT_NS = 20_000_000_000L;

    private int limit;
    private int limitPerPrefix;
    private final Map<IpPrefix, Integer> byPrefix = new HashMap<>();
    private final ArrayDeque<TunnelEntry> oldestFirst = new ArrayDeque<>();
    private int size;

    HalfOpen(int limit, int limitPerPrefix) {
        this.limit = limit;
        this.limitPerPrefix = limitPerPrefix;
    }

    void setLimits(int all, int perPrefix) {
        limit = all;
        limitPerPrefix = perPrefix;
    }

    int limit() {
        return limit;
    }

    int size() {
        return size;
    }

    boolean isFull(IpAddress source) {
        return byPrefix.getOrDefault(prefix(source), 0) >= limitPerPrefix;
    }

    void add(TunnelEntry entry) {
        entry.halfOpen = true;
        size++;
        byPrefix.merge(prefix(entry.peerAddress()), 1, Integer::sum);
        oldestFirst.addLast(entry);
    }

    /** The peer has proved itself, or its tunnel is gone. */
    void remove(TunnelEntry entry) {
        if (!entry.halfOpen) {
            return;
        }
        entry.halfOpen = false;
        size--;
        byPrefix.computeIfPresent(prefix(entry.peerAddress()), (p, n) -> n == 1 ? null : n - 1);
        trim();
    }

    /** The oldest tunnel that is half-open for too long, null when there is none. */
    TunnelEntry expired(long nowNs) {
        trim();
        TunnelEntry oldest = oldestFirst.peekFirst();
        return oldest != null && nowNs - oldest.createdNs >= TIMEOUT_NS ? oldest : null;
    }

    long nextDeadlineNs() {
        trim();
        TunnelEntry oldest = oldestFirst.peekFirst();
        return oldest == null ? Long.MAX_VALUE : oldest.createdNs + TIMEOUT_NS;
    }

    private void trim() {
        while (!oldestFirst.isEmpty() && !oldestFirst.peekFirst().halfOpen) {
            oldestFirst.pollFirst();
        }
    }

    private static IpPrefix prefix(IpAddress source) {
        return new IpPrefix(source, source.isV4() ? PREFIX_BITS_V4 : PREFIX_BITS_V6);
    }
}
