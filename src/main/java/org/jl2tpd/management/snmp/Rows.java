package org.jl2tpd.management.snmp;

/** The rows of a table, in the order of their indices (each a list of sub-identifiers, compared one by one, unsigned). */
public interface Rows<R> {
    /** The row of that index, null for none. */
    R get(int[] index);

    /** The first row behind that index, which need not be a row's nor complete; an empty one is before all rows. Null for none. */
    Found<R> after(int[] index);

    /** A row and its index. */
    record Found<R>(int[] index, R row) {}
}
