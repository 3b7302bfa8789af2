package org.jl2tpd.management.snmp;

import java.util.Map;
import org.jl2tpd.management.ControlException;
import org.snmp4j.smi.Variable;

/**
 * Makes, changes and destroys rows: it gets all varbinds of a PDU that are about one row at once, by column, also those of columns that can't be
 * written. No {@link Column#write} is asked in its table.
 */
public interface RowMaker<R> {
    /** Number of the RowStatus column. */
    int statusColumn();

    /**
     * Whether it can be applied.
     *
     * @param existing null for a row to be made
     * @return null for yes
     */
    Refusal check(int[] index, R existing, Map<Integer, Variable> values);

    /** See {@link Write#apply}. */
    Write.Undo apply(int[] index, R existing, Map<Integer, Variable> values) throws ControlException;

    /** See {@link Write#isFinal}. */
    default boolean isFinal(int[] index, R existing, Map<Integer, Variable> values) {
        return false;
    }

    /**
     * Why not.
     *
     * @param column which varbind is at fault
     * @param status an error status of {@link org.snmp4j.PDU}
     */
    record Refusal(int column, int status) {}
}
