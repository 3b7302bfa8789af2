package org.jl2tpd.management.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is remembered of interfaces as long as they live: whether their links are told, and when tunnels went down. */
public final class InterfaceMemory implements Inventory.Listener {
    /** Interfaces whose setting is remembered at most; more sessions are not taken. */
    public static final int LIMIT = 10_000;

    private static final int DEFAULT_HOPS = 64;

    private volatile int ipv4Hops = DEFAULT_HOPS;
    private volatile int ipv6Hops = DEFAULT_HOPS;
    private final Map<Integer, InterfaceRow> deviating = new ConcurrentHashMap<>();
    private final Map<Integer, Long> downNs = new ConcurrentHashMap<>();
    private final Inventory inventory;
    private volatile long tunnelsChangedNs;

    InterfaceMemory(Inventory inventory) {
        this.inventory = inventory;
    }

    /** Tunnels are told unless somebody said otherwise, sessions only then (RFC 3371 3.1.2.1). */
    public boolean isLinkTold(InterfaceRow row) {
        InterfaceRow set = deviating.get(row.index());
        boolean deviates = set != null && set.createdNs() == row.createdNs();
        return row.isTunnel() != deviates;
    }

    /** Whether there is room to remember another one. */
    public boolean hasRoom() {
        if (deviating.size() >= LIMIT) {
            deviating.values().removeIf(this::isGone);
        }
        return deviating.size() < LIMIT;
    }

    public void tellLink(InterfaceRow row, boolean tell) {
        if (tell == row.isTunnel()) {
            deviating.remove(row.index());
        } else if (hasRoom()) {
            deviating.put(row.index(), row);
        }
    }

    /** The session of that key whose link is told, which the inventory may not have any more; null for none. It is forgotten. */
    public InterfaceRow takeToldSession(int tunnelId, int sessionId) {
        for (InterfaceRow row : deviating.values()) {
            SessionRow session = row.session();
            if (session != null && session.tunnelId() == tunnelId && session.id() == sessionId) {
                deviating.remove(row.index());
                return row;
            }
        }
        return null;
    }

    public void tunnelIsDown(int interfaceIndex, long nowNs) {
        downNs.putIfAbsent(interfaceIndex, nowNs);
    }

    /** 0 for not known. */
    public long downNs(int interfaceIndex) {
        return downNs.getOrDefault(interfaceIndex, 0L);
    }

    /** How many there are; not counted one by one. */
    public int count(boolean withSessions) {
        return withSessions
                ? inventory.order().interfaceCount()
                : inventory.order().tunnelCount();
    }

    /** {@link System#nanoTime} when one last came or went; 0 for never. */
    public long listChangedNs(boolean withSessions) {
        return withSessions ? inventory.changedNs() : tunnelsChangedNs;
    }

    /** Hops that datagrams of a tunnel may make: the system's default. */
    public int hopLimit(boolean isIpv4) {
        return isIpv4 ? ipv4Hops : ipv6Hops;
    }

    /** Tells what that default is, 1 to 255; 64 otherwise. */
    public void useHopLimits(int ipv4, int ipv6) {
        ipv4Hops = ipv4;
        ipv6Hops = ipv6;
    }

    /** {@link System#nanoTime} of the last change of its state, which ifLastChange shows. */
    public long changedNs(InterfaceRow row) {
        long momentNs = switch (row.operStatus()) {
            case InterfaceRow.UP -> row.establishedNs();
            case InterfaceRow.DOWN -> downNs(row.index());
            default -> 0;
        };
        return momentNs == 0 ? row.createdNs() : momentNs;
    }

    @Override
    public void tunnelAppeared(TunnelRow row) {
        tunnelsChangedNs = System.nanoTime();
    }

    @Override
    public void tunnelGone(TunnelRow row) {
        tunnelsChangedNs = System.nanoTime();
        deviating.remove(row.interfaceIndex());
        downNs.remove(row.interfaceIndex());
    }

    private boolean isGone(InterfaceRow row) {
        return row.isTunnel()
                ? !inventory.tunnelInterfaces().containsKey(row.index())
                : !inventory.sessionInterfaces().containsKey(row.index());
    }
}
