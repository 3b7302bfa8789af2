package org.jl2tpd.management.snmp;

import org.jl2tpd.management.ControlException;
import org.snmp4j.PDU;
import org.snmp4j.smi.Variable;

/** A SET of one scalar or one column of a row that is there. */
record ValueChange<R>(Write<R> write, R row, Variable value, int position) implements Change {
    @Override
    public void check() throws SetFailure {
        int status = write.check(row, value);
        if (status != PDU.noError) {
            throw new SetFailure(status, position);
        }
    }

    @Override
    public boolean isFinal() {
        return write.isFinal(row, value);
    }

    @Override
    public Write.Undo apply() throws ControlException {
        return write.apply(row, value);
    }
}
