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

    /**
     * Whether it can't be taken back (what is closed stays closed): such changes are applied last, when all others of the PDU have been. To be said of a
     * value that was checked.
     */
    default boolean isFinal(R row, Variable value) {
        return false;
    }

    /** Takes a change back; one that is final takes back what it can, and counts as not taken back. */
    @FunctionalInterface
    interface Undo {
        /** @throws ControlException becomes undoFailed */
        void undo() throws ControlException;
    }
}
