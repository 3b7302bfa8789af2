package org.jl2tpd.management.snmp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.snmp4j.PDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.Variable;

/**
 * A table over rows that come and go: each step of a walk finds its place by the key, so that it is never lost, and nothing is copied.
 */
final class LiveTable<R> implements Managed {
    private final int[] oid;
    private final Rows<R> rows;
    private final List<Column<R>> columns;
    private final RowMaker<R> maker;

    /** @param maker null where rows are neither made nor destroyed by SET */
    LiveTable(int[] oid, Rows<R> rows, List<Column<R>> columns, RowMaker<R> maker) {
        this.oid = oid;
        this.rows = rows;
        this.columns =
                columns.stream().sorted(Comparator.comparingInt(Column::number)).toList();
        this.maker = maker;
    }

    @Override
    public int[] oid() {
        return oid;
    }

    @Override
    public Variable get(int[] name) {
        Column<R> column = column(name);
        if (column == null) {
            return Null.noSuchObject;
        }
        R row = rows.get(Subids.rest(name, oid.length + 1));
        Variable found = row == null ? null : column.value().apply(row);
        return found == null ? Null.noSuchInstance : found;
    }

    /** The column of an instance's name, null for none. */
    private Column<R> column(int[] name) {
        if (name.length <= oid.length) {
            return null;
        }
        int at = position(name[oid.length]);
        return at >= 0 ? columns.get(at) : null;
    }

    /** As {@link Arrays#binarySearch}. */
    private int position(int number) {
        int low = 0;
        int high = columns.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(columns.get(middle).number(), number);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    @Override
    public Instance next(int[] after, Work work) {
        int at = 0;
        int[] index = Subids.NONE;
        if (Subids.startsWith(after, oid)) {
            int found = after.length > oid.length ? position(after[oid.length]) : -1;
            at = found >= 0 ? found : -found - 1;
            index = found >= 0 ? Subids.rest(after, oid.length + 1) : Subids.NONE;
        } else if (Subids.compare(after, oid) > 0) {
            return null;
        }
        for (; at < columns.size(); at++) {
            Instance instance = nextOf(columns.get(at), index, work);
            if (instance != null) {
                return instance;
            }
            index = Subids.NONE;
        }
        return null;
    }

    private Instance nextOf(Column<R> column, int[] after, Work work) {
        work.look();
        Rows.Found<R> found = work.step(rows, column.number(), after);
        while (found != null) {
            Variable value = column.value().apply(found.row());
            if (value != null) {
                return new Instance(Subids.join(oid, column.number(), found.index()), value);
            }
            work.look();
            found = work.step(rows, column.number(), found.index());
        }
        return null;
    }

    @Override
    public Change change(int[] name, Variable value, int position, Map<Object, RowChange<?>> begun) throws SetFailure {
        Column<R> column = column(name);
        if (column == null || maker == null && column.write() == null) {
            throw new SetFailure(PDU.notWritable, position);
        }
        int[] index = Subids.rest(name, oid.length + 1);
        R row = rows.get(index);
        if (maker != null) {
            return rowChange(index, row, column.number(), value, position, begun);
        }
        if (row == null || column.value().apply(row) == null) {
            throw new SetFailure(PDU.noCreation, position);
        }
        return new ValueChange<>(column.write(), row, value, position);
    }

    private Change rowChange(
            int[] index, R row, int column, Variable value, int position, Map<Object, RowChange<?>> begun)
            throws SetFailure {
        var key = List.of(this, Arrays.stream(index).boxed().toList());
        RowChange<?> change = begun.get(key);
        if (change != null) {
            change.add(column, value, position);
            return null;
        }
        var fresh = new RowChange<>(maker, index, row, position);
        fresh.add(column, value, position);
        begun.put(key, fresh);
        return fresh;
    }
}
