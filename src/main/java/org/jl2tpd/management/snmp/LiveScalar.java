package org.jl2tpd.management.snmp;

import java.util.Map;
import java.util.function.Supplier;
import org.snmp4j.PDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.Variable;

/** A scalar whose value is asked for whenever it is read. */
final class LiveScalar implements Managed {
    private final int[] oid;
    private final int[] instance;
    private final Supplier<Variable> value;
    private final Write<Variable> write;

    LiveScalar(int[] oid, Supplier<Variable> value, Write<Variable> write) {
        this.oid = oid;
        this.instance = Subids.join(oid, 0, Subids.NONE);
        this.value = value;
        this.write = write;
    }

    @Override
    public int[] oid() {
        return oid;
    }

    @Override
    public Variable get(int[] name) {
        Variable found = Subids.compare(name, instance) == 0 ? value.get() : null;
        return found == null ? Null.noSuchInstance : found;
    }

    @Override
    public Instance next(int[] after, Work work) {
        if (Subids.compare(after, instance) >= 0) {
            return null;
        }
        Variable found = value.get();
        return found == null ? null : new Instance(instance, found);
    }

    @Override
    public Change change(int[] name, Variable wanted, int position, Map<Object, RowChange<?>> rows) throws SetFailure {
        if (write == null) {
            throw new SetFailure(PDU.notWritable, position);
        }
        Variable present = Subids.compare(name, instance) == 0 ? value.get() : null;
        if (present == null) {
            throw new SetFailure(PDU.noCreation, position);
        }
        return new ValueChange<>(write, present, wanted, position);
    }
}
