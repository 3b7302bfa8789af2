package org.jl2tpd.management.snmp;

import java.util.List;
import java.util.function.Supplier;
import org.snmp4j.smi.Variable;

/** Takes the objects that the agent serves. Suppliers, rows and columns are read on the agent's threads and must not wait for anything. */
public interface MibRegistry {
    /** @param oid of the object, without the instance's 0, in dotted form */
    void scalar(String oid, Supplier<Variable> value);

    /** A scalar that may be written; the row of {@code write} is the present value. */
    void scalar(String oid, Supplier<Variable> value, Write<Variable> write);

    /** @param entryOid of the entry (the table's OID and .1), in dotted form */
    <R> void table(String entryOid, Rows<R> rows, List<Column<R>> columns);

    /** A table whose rows are made and destroyed by RowStatus. */
    <R> void table(String entryOid, Rows<R> rows, List<Column<R>> columns, RowMaker<R> maker);

    /** Has something run whenever a SET begins, before anything of it is checked, on the thread that checks and applies it. */
    default void beforeSet(Runnable listener) {}

    /** Says that a subtree has a row a session: the view of the context {@code jl2tpd-noSessions} is without it. */
    default void perSession(String oid) {}
}
