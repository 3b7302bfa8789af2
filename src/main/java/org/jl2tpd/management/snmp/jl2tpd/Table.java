package org.jl2tpd.management.snmp.jl2tpd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jl2tpd.management.snmp.Column;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.RowMaker;
import org.jl2tpd.management.snmp.Rows;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.management.snmp.jl2tpd.Jl2tpdObjects.Item;
import org.snmp4j.smi.Variable;

/** Columns of one table by their descriptors, which begin with the table's prefix. */
final class Table<R> {
    private final String prefix;
    private final Item item;
    private final List<Column<R>> columns = new ArrayList<>();

    /** @param prefix descriptor of the table without {@code Table} */
    Table(String prefix) {
        this.prefix = prefix;
        this.item = Jl2tpdObjects.named(prefix + "Table");
    }

    /** @param column descriptor without the table's prefix; {@code value} null where a row has none */
    Table<R> add(String column, Function<R, Variable> value) {
        columns.add(new Column<>(Jl2tpdObjects.named(prefix + column).number(), value, null));
        return this;
    }

    Table<R> add(String column, Function<R, Variable> value, Write<R> write) {
        columns.add(new Column<>(Jl2tpdObjects.named(prefix + column).number(), value, write));
        return this;
    }

    void register(MibRegistry registry, String root, Rows<R> rows) {
        registry.table(entry(root), rows, columns);
    }

    void register(MibRegistry registry, String root, Rows<R> rows, RowMaker<R> maker) {
        registry.table(entry(root), rows, columns, maker);
    }

    private String entry(String root) {
        return root + "." + item.oid() + ".1";
    }
}
