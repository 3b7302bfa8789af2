package org.jl2tpd.management.snmp;

import org.jl2tpd.management.ControlException;
import org.snmp4j.smi.Variable;

/** How an object is changed, in the phases of RFC 3416 4.2.5: all varbinds are checked before one is applied. */
public interface Write<R> {
    /** Whether it can be applied: an error status of {@link org.snmp4j.PDU} ({@code wrongType}, {@code wrongValue}, ...), 0 for yes. */
    int check(R row, Variable value);

    /**
     * Applies it.
     *
     * @return how to take it back
     * @throws ControlException becomes commitFailed, and what was applied of the PDU before is undone
     */
    Undo apply(R row, Variable value) throws ControlException;

    /** Takes a change back. */
    @FunctionalInterface
    interface Undo {
        /** @throws ControlException becomes undoFailed */
        void undo() throws ControlException;
    }
}
