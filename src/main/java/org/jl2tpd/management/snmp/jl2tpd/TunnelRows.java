package org.jl2tpd.management.snmp.jl2tpd;

import java.util.Map;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.snmp.Rows;

/** Tunnels by local id. */
final class TunnelRows implements Rows<TunnelRow> {
    private final Inventory inventory;

    TunnelRows(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public TunnelRow get(int[] index) {
        inventory.look();
        return index.length == 1 ? inventory.tunnels().get(index[0]) : null;
    }

    @Override
    public Found<TunnelRow> after(int[] index) {
        inventory.look();
        if (index.length > 0 && index[0] < 0) {
            return null;
        }
        Map.Entry<Integer, TunnelRow> next = index.length == 0
                ? inventory.tunnels().firstEntry()
                : inventory.tunnels().higherEntry(index[0]);
        return next == null ? null : new Found<>(new int[] {next.getKey()}, next.getValue());
    }
}
