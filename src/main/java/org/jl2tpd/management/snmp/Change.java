package org.jl2tpd.management.snmp;

import org.jl2tpd.management.ControlException;

/** One step of a SET. */
interface Change {
    /** Position of its first varbind in the PDU, from 0. */
    int position();

    void check() throws SetFailure;

    /** See {@link Write#isFinal}; asked after {@link #check}. */
    boolean isFinal();

    Write.Undo apply() throws ControlException;
}
