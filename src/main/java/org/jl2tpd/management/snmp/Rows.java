package org.jl2tpd.management.snmp;

import java.util.Iterator;

/** The rows of a table, in the order of their indices (each a list of sub-identifiers, compared one by one, unsigned). */
public interface Rows<R> {
    /** The row of that index, null for none. */
    R get(int[] index);

    /** The first row behind that index, which need not be a row's nor complete; an empty one is before all rows. Null for none. */
    Found<R> after(int[] index);

    /**
     * The rows behind that index one after another, for the steps of one PDU: cheaper than {@link #after} for each. Null where there is no such way.
     */
    default Iterator<Found<R>> from(int[] index) {
        return null;
    }

    /** A row and its index. */
    record Found<R>(int[] index, R row) {}
}
