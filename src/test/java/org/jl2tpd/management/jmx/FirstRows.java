package org.jl2tpd.management.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.snmp.Column;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.RowMaker;
import org.jl2tpd.management.snmp.Rows;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Variable;

/** A registry without an agent: values of scalars, and of the rows of tables, by the object's OID. */
final class FirstRows implements MibRegistry {
    final Map<String, Supplier<Variable>> values = new LinkedHashMap<>();
    private final Map<String, Setting> writes = new LinkedHashMap<>();
    private final Map<String, Supplier<Map<String, Variable>>> columns = new LinkedHashMap<>();

    @Override
    public void scalar(String oid, Supplier<Variable> value) {
        values.put(oid, value);
    }

    @Override
    public void scalar(String oid, Supplier<Variable> value, Write<Variable> write) {
        values.put(oid, value);
        writes.put(oid, wanted -> set(write, value.get(), wanted));
    }

    @Override
    public <R> void table(String entryOid, Rows<R> rows, List<Column<R>> all) {
        for (Column<R> column : all) {
            String oid = entryOid + "." + column.number();
            values.put(oid, () -> {
                Rows.Found<R> found = rows.after(new int[0]);
                return found == null ? null : column.value().apply(found.row());
            });
            writes.put(oid, wanted -> set(column.write(), rows.after(new int[0]).row(), wanted));
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

    /** Writes a scalar, or the first row. */
    private interface Setting {
        void to(Variable wanted) throws ControlException;
    }

    private static <R> void set(Write<R> write, R row, Variable wanted) throws ControlException {
        assertThat(write.check(row, wanted)).isZero();
        write.apply(row, wanted);
    }

    /** Sets a scalar, or a column of a table's first row. */
    void set(String oid, int wanted) throws ControlException {
        writes.get(oid).to(new Integer32(wanted));
    }

    /** Every row's value of a column. */
    Map<String, Variable> column(String oid) {
        return columns.get(oid).get();
    }
}
