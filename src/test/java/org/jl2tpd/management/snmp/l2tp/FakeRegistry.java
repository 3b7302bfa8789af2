package org.jl2tpd.management.snmp.l2tp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.snmp.Column;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.RowMaker;
import org.jl2tpd.management.snmp.Rows;
import org.jl2tpd.management.snmp.SortedRows;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** A registry without an agent: walks all objects in order, and sets one at a time. */
public final class FakeRegistry implements MibRegistry {
    private record Scalar(Supplier<Variable> value, Write<Variable> write) {}

    private record Table<R>(String entryOid, Rows<R> rows, List<Column<R>> columns) {
        void walk(Map<OID, Variable> all) {
            for (Column<R> column : columns) {
                int[] index = {};
                for (var found = rows.after(index); found != null; found = rows.after(index)) {
                    assertThat(SortedRows.ORDER.compare(found.index(), index)).isPositive();
                    assertThat(rows.get(found.index())).isNotNull();
                    index = found.index();
                    Variable value = column.value().apply(found.row());
                    if (value != null) {
                        all.put(Indices.instance(entryOid, column.number(), index), value);
                    }
                }
            }
        }

        Variable get(int number, int[] index) {
            R row = rows.get(index);
            return row == null ? null : column(number).value().apply(row);
        }

        int set(int number, int[] index, Variable value, List<Write.Undo> undo) throws ControlException {
            R row = rows.get(index);
            if (row == null) {
                return PDU.noCreation;
            }
            Write<R> write = column(number).write();
            int status = write == null ? PDU.notWritable : write.check(row, value);
            if (status == 0) {
                undo.add(write.apply(row, value));
            }
            return status;
        }

        private Column<R> column(int number) {
            return columns.stream()
                    .filter(c -> c.number() == number)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private final Map<String, Scalar> scalars = new LinkedHashMap<>();
    private final Map<String, Table<?>> tables = new LinkedHashMap<>();
    /** How to take back what {@link #set} did, the latest last. */
    final List<Write.Undo> undo = new ArrayList<>();

    @Override
    public void scalar(String oid, Supplier<Variable> value) {
        scalar(oid, value, null);
    }

    @Override
    public void scalar(String oid, Supplier<Variable> value, Write<Variable> write) {
        assertThat(scalars.put(oid, new Scalar(value, write))).isNull();
    }

    @Override
    public <R> void table(String entryOid, Rows<R> rows, List<Column<R>> columns) {
        assertThat(columns.stream().map(Column::number)).doesNotHaveDuplicates().isSorted();
        assertThat(tables.put(entryOid, new Table<>(entryOid, rows, columns))).isNull();
    }

    @Override
    public <R> void table(String entryOid, Rows<R> rows, List<Column<R>> columns, RowMaker<R> maker) {
        table(entryOid, rows, columns);
    }

    /** Every instance with its value. */
    public TreeMap<OID, Variable> walk() {
        var all = new TreeMap<OID, Variable>();
        scalars.forEach(
                (oid, scalar) -> all.put(new OID(oid + ".0"), scalar.value().get()));
        tables.values().forEach(table -> table.walk(all));
        return all;
    }

    /** The value of a scalar. */
    Variable get(String oid) {
        return scalars.get(oid).value().get();
    }

    /** The value of a column; null for none. */
    Variable get(String entryOid, int column, int... index) {
        return tables.get(entryOid).get(column, index);
    }

    /** An error status, 0 for done. */
    int set(String oid, Variable value) throws ControlException {
        Scalar scalar = scalars.get(oid);
        if (scalar.write() == null) {
            return PDU.notWritable;
        }
        int status = scalar.write().check(scalar.value().get(), value);
        if (status == 0) {
            undo.add(scalar.write().apply(scalar.value().get(), value));
        }
        return status;
    }

    int set(String entryOid, int column, Variable value, int... index) throws ControlException {
        return tables.get(entryOid).set(column, index, value, undo);
    }
}
