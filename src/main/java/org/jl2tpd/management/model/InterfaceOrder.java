package org.jl2tpd.management.model;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Tunnels and sessions in the orders that tables by interface index have, so that no step of a walk passes over rows of others. Changed by one thread at a
 * time (the inventory sees to that), read on any.
 */
public final class InterfaceOrder {
    private static final long LOW_32 = 0xffffffffL;

    private final ConcurrentSkipListMap<Long, SessionRow> sessions = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListSet<Integer> bareTunnels = new ConcurrentSkipListSet<>();
    private final Map<Integer, Integer> stacked = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> tunnels = new ConcurrentHashMap<>();
    private volatile int sessionCount;

    InterfaceOrder() {}

    /** The key in {@link #sessions} of a session id (0 to 65,535) in the tunnel of that interface index (not negative). */
    public static long key(int tunnelInterface, int sessionId) {
        return (long) tunnelInterface << 32 | sessionId & LOW_32;
    }

    private static long key(SessionRow row) {
        return key(row.tunnel().interfaceIndex(), row.id());
    }

    /** Sessions by their tunnel's interface index, then by id; see {@link #key}. */
    public NavigableMap<Long, SessionRow> sessions() {
        return sessions;
    }

    /** Interface indices of the tunnels that no session is stacked on. */
    public NavigableSet<Integer> bareTunnels() {
        return bareTunnels;
    }

    /** Whether a session is stacked on the tunnel of that interface index. */
    public boolean carriesSessions(int tunnelInterface) {
        return stacked.containsKey(tunnelInterface);
    }

    void put(TunnelRow row) {
        int index = row.interfaceIndex();
        tunnels.put(index, true);
        if (!stacked.containsKey(index)) {
            bareTunnels.add(index);
        }
    }

    void remove(TunnelRow row) {
        tunnels.remove(row.interfaceIndex());
        bareTunnels.remove(row.interfaceIndex());
    }

    /** @param before the row that had its ids until now, null for none */
    void put(SessionRow before, SessionRow row) {
        if (before != null && key(before) != key(row)) {
            remove(before);
        }
        SessionRow replaced = sessions.put(key(row), row);
        if (replaced == null || InterfaceRow.isStacked(replaced) != InterfaceRow.isStacked(row)) {
            count(replaced, -1);
            count(row, 1);
        }
        if (replaced == null) {
            added(1);
        }
    }

    void remove(SessionRow row) {
        SessionRow removed = sessions.remove(key(row));
        if (removed != null) {
            count(removed, -1);
            added(-1);
        }
    }

    private void added(int rows) {
        sessionCount = sessionCount + rows;
    }

    private void count(SessionRow row, int change) {
        if (row == null || !InterfaceRow.isStacked(row)) {
            return;
        }
        int tunnel = row.tunnel().interfaceIndex();
        int left = stacked.getOrDefault(tunnel, 0) + change;
        if (left > 0) {
            stacked.put(tunnel, left);
            bareTunnels.remove(tunnel);
        } else {
            stacked.remove(tunnel);
            if (tunnels.containsKey(tunnel)) {
                bareTunnels.add(tunnel);
            }
        }
    }

    /** How many tunnels there are; not counted one by one. */
    public int tunnelCount() {
        return tunnels.size();
    }

    /** How many tunnels and sessions there are; not counted one by one. */
    public int interfaceCount() {
        return tunnels.size() + sessionCount;
    }
}
