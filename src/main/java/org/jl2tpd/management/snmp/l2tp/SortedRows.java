package org.jl2tpd.management.snmp.l2tp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;
import org.jl2tpd.management.snmp.Rows;

/** Rows by indices of any length, out of a map that is in their order. */
final class SortedRows<R> implements Rows<R> {
    /** The order of indices: sub-identifier by sub-identifier, unsigned. */
    static final Comparator<int[]> ORDER = Arrays::compareUnsigned;

    private final Supplier<NavigableMap<int[], R>> table;

    SortedRows(Supplier<NavigableMap<int[], R>> table) {
        this.table = table;
    }

    @Override
    public R get(int[] index) {
        return table.get().get(index);
    }

    @Override
    public Found<R> after(int[] index) {
        Map.Entry<int[], R> entry = table.get().higherEntry(index);
        return entry == null ? null : new Found<>(entry.getKey(), entry.getValue());
    }
}
