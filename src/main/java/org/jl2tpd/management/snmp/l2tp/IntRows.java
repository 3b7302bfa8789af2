package org.jl2tpd.management.snmp.l2tp;

import java.util.Map;
import java.util.NavigableMap;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.snmp.Rows;

/** Rows whose index is one number, 1 to 2,147,483,647, out of a live table. */
final class IntRows<R> implements Rows<R> {
    private final Inventory inventory;
    private final NavigableMap<Integer, R> table;

    IntRows(Inventory inventory, NavigableMap<Integer, R> table) {
        this.inventory = inventory;
        this.table = table;
    }

    @Override
    public R get(int[] index) {
        inventory.look();
        return index.length == 1 ? table.get(index[0]) : null;
    }

    @Override
    public Found<R> after(int[] index) {
        inventory.look();
        Map.Entry<Integer, R> entry = next(table, index);
        return entry == null ? null : new Found<>(new int[] {entry.getKey()}, entry.getValue());
    }

    /** The entry behind an index of any length; null for none. */
    static <R> Map.Entry<Integer, R> next(NavigableMap<Integer, R> table, int[] index) {
        if (index.length == 0) {
            return table.firstEntry();
        }
        return index[0] < 0 ? null : table.higherEntry(index[0]);
    }
}
