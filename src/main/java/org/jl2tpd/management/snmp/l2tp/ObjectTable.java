package org.jl2tpd.management.snmp.l2tp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jl2tpd.management.snmp.Column;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Rows;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.smi.Variable;

/** A table with the names of its columns. */
public final class ObjectTable<R> {
    private final String module;
    private final String name;
    private final String entryOid;
    private final Rows<R> rows;
    private final List<Column<R>> columns = new ArrayList<>();
    private final List<MibObject> objects = new ArrayList<>();

    public ObjectTable(String module, String name, String entryOid, Rows<R> rows) {
        this.module = module;
        this.name = name;
        this.entryOid = entryOid;
        this.rows = rows;
    }

    /** A column that can only be read. */
    public ObjectTable<R> show(int number, String column, Syntax syntax, String shows, Function<R, Variable> value) {
        return change(number, column, syntax, shows, value, null);
    }

    /** A column that can be written. */
    public ObjectTable<R> change(
            int number, String column, Syntax syntax, String shows, Function<R, Variable> value, Write<R> write) {
        columns.add(new Column<>(number, value, write));
        objects.add(new MibObject(module, column, entryOid + "." + number, name, syntax, write != null, shows));
        return this;
    }

    public List<MibObject> objects() {
        return objects;
    }

    void register(MibRegistry registry) {
        registry.table(entryOid, rows, List.copyOf(columns));
    }
}
