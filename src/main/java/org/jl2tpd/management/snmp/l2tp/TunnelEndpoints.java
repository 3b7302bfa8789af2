package org.jl2tpd.management.snmp.l2tp;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.snmp.SortedRows;

/** Tunnels by their addresses and id, as tunnelInetConfigTable has them; sorted anew when tunnels have come or gone, but not more often than {@link #PAUSE_NS}. */
final class TunnelEndpoints implements Supplier<NavigableMap<int[], TunnelRow>> {
    static final long PAUSE_NS = 200_000_000L;

    private record Made(long changedNs, long madeNs, NavigableMap<int[], TunnelRow> rows) {}

    private final Inventory inventory;
    private volatile Made made;

    TunnelEndpoints(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public NavigableMap<int[], TunnelRow> get() {
        inventory.look();
        long changedNs = inventory.changedNs();
        long nowNs = System.nanoTime();
        Made now = made;
        if (now == null || now.changedNs() != changedNs && nowNs - now.madeNs() >= PAUSE_NS) {
            now = new Made(changedNs, nowNs, make());
            made = now;
        }
        return now.rows();
    }

    private NavigableMap<int[], TunnelRow> make() {
        var rows = new TreeMap<int[], TunnelRow>(SortedRows.ORDER);
        inventory.tunnels().values().forEach(row -> rows.put(index(row), row));
        return rows;
    }

    private static int[] index(TunnelRow row) {
        return Indices.join(
                new int[] {TunnelMib.addressType(row)},
                Indices.ofAddress(TunnelMib.local(row)),
                Indices.ofAddress(TunnelMib.remote(row)),
                new int[] {TunnelMib.L2TP, row.id()});
    }
}
