package org.jl2tpd.management.snmp.jl2tpd;

import java.util.function.Supplier;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.smi.Variable;

/** Registers scalars of one group by their descriptors. */
final class Scalars {
    private final MibRegistry registry;
    private final String root;
    private final String prefix;

    /** @param prefix with which their descriptors begin */
    Scalars(MibRegistry registry, String root, String prefix) {
        this.registry = registry;
        this.root = root;
        this.prefix = prefix;
    }

    Scalars add(String name, Supplier<Variable> value) {
        registry.scalar(oid(name), value);
        return this;
    }

    Scalars add(String name, Supplier<Variable> value, Write<Variable> write) {
        registry.scalar(oid(name), value, write);
        return this;
    }

    /** A TruthValue that can be written. */
    Scalars add(String name, Supplier<Boolean> value, Writes.Change<Variable, Boolean> change) {
        Write<Variable> write = Writes.truth(row -> value.get(), change);
        return add(name, () -> Smi.truth(value.get()), write);
    }

    /** A TruthValue whose false closes what can't be opened again. */
    Scalars addClosing(String name, Supplier<Boolean> value, Writes.Change<Variable, Boolean> change) {
        Write<Variable> write = Writes.closing(row -> value.get(), change);
        return add(name, () -> Smi.truth(value.get()), write);
    }

    private String oid(String name) {
        return root + "." + Jl2tpdObjects.named(prefix + name).oid();
    }

    /** Something that may fail, after a change that has been made: then it is shown later. */
    @FunctionalInterface
    interface Refresh {
        void run() throws ControlException;
    }

    /** Has a change that was made be seen at once where that can be had. */
    static void show(Refresh refresh) {
        try {
            refresh.run();
        } catch (ControlException e) {
            // The next reading of the tables shows it.
        }
    }
}
