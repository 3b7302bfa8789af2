package org.jl2tpd.management.snmp.jl2tpd;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.PoolView;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SortedRows;

/** Pools of addresses, a row for each kind that one gives. */
final class PoolTable {
    /** One kind of a pool. */
    record Row(int size, int used, int peak, long exhausted, int alarmPercent, boolean isAlarmed) {}

    /** As the text numbers them, from 1 on; and as events name them. */
    static final List<String> KINDS = List.of("ipv4", "ipv6", "delegated");

    private static final Row NONE = new Row(0, 0, 0, 0, 0, false);

    private PoolTable() {}

    static void register(MibRegistry registry, String root, Control control) {
        new Table<Row>("jl2tpdPool")
                .add("Size", row -> Smi.gauge(row.size))
                .add("Used", row -> Smi.gauge(row.used))
                .add("Peak", row -> Smi.gauge(row.peak))
                .add("Exhausted", row -> Smi.counter64(row.exhausted))
                .add("AlarmPercent", row -> Smi.gauge(row.alarmPercent))
                .add("Alarmed", row -> Smi.truth(row.isAlarmed))
                .register(registry, root, SortedRows.of(control::listPools, PoolTable::rows));
    }

    private static NavigableMap<int[], Row> rows(List<PoolView> pools) {
        NavigableMap<int[], Row> rows = new TreeMap<>(Index.ORDER);
        for (PoolView pool : pools) {
            for (int kind = 1; kind <= KINDS.size(); kind++) {
                Row row = row(pool, kind);
                int[] index = index(kind, pool.name());
                if (row.size > 0 && index[1] >= 1 && index[1] <= ProfileRow.NAME_LIMIT) {
                    rows.put(index, row);
                }
            }
        }
        return rows;
    }

    static int[] index(int kind, String name) {
        return Index.join(kind, Index.of(name));
    }

    /** The row of a pool that may be gone already. */
    static Row row(List<PoolView> pools, int kind, String name) {
        return pools.stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .map(pool -> row(pool, kind))
                .orElse(NONE);
    }

    private static Row row(PoolView pool, int kind) {
        return switch (kind) {
            case 1 ->
                new Row(
                        pool.ipv4Size(),
                        pool.ipv4Used(),
                        pool.ipv4Peak(),
                        pool.ipv4Exhausted(),
                        pool.alarmPercent(),
                        pool.ipv4NearlyFull());
            case 2 ->
                new Row(
                        pool.ipv6Size(),
                        pool.ipv6Used(),
                        pool.ipv6Peak(),
                        pool.ipv6Exhausted(),
                        pool.alarmPercent(),
                        pool.ipv6NearlyFull());
            default ->
                new Row(
                        pool.delegatedSize(),
                        pool.delegatedUsed(),
                        pool.delegatedPeak(),
                        pool.delegatedExhausted(),
                        pool.alarmPercent(),
                        pool.delegatedNearlyFull());
        };
    }
}
