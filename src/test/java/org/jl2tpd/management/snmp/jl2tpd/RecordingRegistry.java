package org.jl2tpd.management.snmp.jl2tpd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jl2tpd.management.snmp.Column;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.RowMaker;
import org.jl2tpd.management.snmp.Rows;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.smi.Variable;

/** Remembers what a module registers, by OID. */
final class RecordingRegistry implements MibRegistry {
    record Scalar(Supplier<Variable> value, Write<Variable> write) {}

    record Table<R>(Rows<R> rows, List<Column<R>> columns, RowMaker<R> maker) {
        /** The first row's value of a column; null where there is no row, or no instance. */
        Variable first(int column) {
            Rows.Found<R> row = rows.after(new int[0]);
            return row == null ? null : column(column).value().apply(row.row());
        }

        Column<R> column(int number) {
            return columns.stream()
                    .filter(c -> c.number() == number)
                    .findFirst()
                    .orElseThrow();
        }
    }

    final Map<String, Scalar> scalars = new LinkedHashMap<>();
    final Map<String, Table<?>> tables = new LinkedHashMap<>();

    @Override
    public void scalar(String oid, Supplier<Variable> value) {
        scalar(oid, value, null);
    }

    @Override
    public void scalar(String oid, Supplier<Variable> value, Write<Variable> write) {
        if (scalars.put(oid, new Scalar(value, write)) != null) {
            throw new IllegalArgumentException(oid + " twice");
        }
    }

    @Override
    public <R> void table(String entryOid, Rows<R> rows, List<Column<R>> columns) {
        table(entryOid, rows, columns, null);
    }

    @Override
    public <R> void table(String entryOid, Rows<R> rows, List<Column<R>> columns, RowMaker<R> maker) {
        if (tables.put(entryOid, new Table<>(rows, columns, maker)) != null) {
            throw new IllegalArgumentException(entryOid + " twice");
        }
    }
}
