package org.jl2tpd.management.snmp;

import java.util.Map;
import org.snmp4j.smi.Variable;

/** A scalar or a table: a subtree of the agent's objects. */
interface Managed {
    /** The subtree. */
    int[] oid();

    /** The value of an instance below {@link #oid}, or one of the exceptions noSuchObject and noSuchInstance. */
    Variable get(int[] name);

    /** The first instance behind a name, null for none. */
    Instance next(int[] after, Work work);

    /**
     * What a varbind of a SET would change.
     *
     * @param position of the varbind in the PDU, from 0
     * @param rows changes of rows that varbinds before it have begun, by table and index
     * @return null where it was added to one of {@code rows}
     */
    Change change(int[] name, Variable value, int position, Map<Object, RowChange<?>> rows) throws SetFailure;

    /** An instance and its value. */
    record Instance(int[] name, Variable value) {}
}
