package org.jl2tpd.management.jmx;

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

/** A registry without an agent: values of scalars, and of the rows of tables, by the object's OID. */
final class FirstRows implements MibRegistry {
    final Map<String, Supplier<Variable>> values = new LinkedHashMap<>();
    private final Map<String, Supplier<Map<String, Variable>>> columns = new LinkedHashMap<>();

    @Override
    public void scalar(String oid, Supplier<Variable> value) {
        values.put(oid, value);
    }

    @Override
    public void scalar(String oid, Supplier<Variable> value, Write<Variable> write) {
        values.put(oid, value);
    }

    @Override
    public <R> void table(String entryOid, Rows<R> rows, List<Column<R>> all) {
        for (Column<R> column : all) {
            String oid = entryOid + "." + column.number();
            values.put(oid, () -> {
                Rows.Found<R> found = rows.after(new int[0]);
                return found == null ? null : column.value().apply(found.row());
            });
            columns.put(oid, () -> {
                Map<String, Variable> rowsOf = new LinkedHashMap<>();
                for (var found = rows.after(new int[0]); found != null; found = rows.after(found.index())) {
                    rowsOf.put(
                            java.util.Arrays.toString(found.index()),
                            column.value().apply(found.row()));
                }
                return rowsOf;
            });
        }
    }

    @Override
    public <R> void table(String entryOid, Rows<R> rows, List<Column<R>> all, RowMaker<R> maker) {
        table(entryOid, rows, all);
    }

    /** Every row's value of a column. */
    Map<String, Variable> column(String oid) {
        return columns.get(oid).get();
    }
}
