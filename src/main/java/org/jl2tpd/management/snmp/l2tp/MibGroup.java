package org.jl2tpd.management.snmp.l2tp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jl2tpd.management.snmp.MibModule;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Rows;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.smi.Variable;

/** Scalars and tables of one MIB module that are registered together, with a list of what they show. */
public final class MibGroup implements MibModule {
    private record Scalar(MibObject object, Supplier<Variable> value, Write<Variable> write) {}

    private final String module;
    private final List<Scalar> scalars = new ArrayList<>();
    private final List<ObjectTable<?>> tables = new ArrayList<>();
    private Runnable whenClosed = () -> {};

    public MibGroup(String module) {
        this.module = module;
    }

    public void scalar(String name, String oid, Syntax syntax, String shows, Supplier<Variable> value) {
        scalar(name, oid, syntax, shows, value, null);
    }

    public void scalar(
            String name, String oid, Syntax syntax, String shows, Supplier<Variable> value, Write<Variable> write) {
        scalars.add(new Scalar(new MibObject(module, name, oid, "", syntax, write != null, shows), value, write));
    }

    public <R> ObjectTable<R> table(String name, String entryOid, Rows<R> rows) {
        var table = new ObjectTable<>(module, name, entryOid, rows);
        tables.add(table);
        return table;
    }

    /** What is done when the agent ends. */
    public void whenClosed(Runnable action) {
        whenClosed = action;
    }

    @Override
    public void close() {
        whenClosed.run();
    }

    public List<MibObject> objects() {
        var all = new ArrayList<MibObject>();
        scalars.forEach(scalar -> all.add(scalar.object()));
        tables.forEach(table -> all.addAll(table.objects()));
        return all;
    }

    @Override
    public void register(MibRegistry registry) {
        for (Scalar scalar : scalars) {
            if (scalar.write() == null) {
                registry.scalar(scalar.object().oid(), scalar.value());
            } else {
                registry.scalar(scalar.object().oid(), scalar.value(), scalar.write());
            }
        }
        tables.forEach(table -> table.register(registry));
    }
}
