package org.jl2tpd.management.snmp;

import java.util.Arrays;
import java.util.Iterator;

/** What may still be done for one PDU: each step of a search is counted, and when they are spent no further varbind is begun. Knows where in a table the PDU stands, too. */
final class Work {
    /**
     * Rows and objects that one PDU may look at, the varbind at which they are spent excepted; a column that few rows have is passed over row by
     * row. So many take some 50 ms.
     */
    static final int ROW_LIMIT = 50_000;

    private int rows;
    private Object table;
    private int column;
    /** Of the row that was found last. */
    private int[] index;

    /** The rows behind it; null before the second step in a column, since the first may be the only one. */
    private Iterator<?> rest;

    void look() {
        rows++;
    }

    boolean isSpent() {
        return rows >= ROW_LIMIT;
    }

    /** The first row behind an index; quick where a PDU goes down a column step by step. */
    <R> Rows.Found<R> step(Rows<R> from, int inColumn, int[] after) {
        boolean goesOn = from == table && inColumn == column && Arrays.equals(after, index);
        Rows.Found<R> found;
        if (goesOn) {
            found = stepOn(from, after);
        } else {
            rest = null;
            found = from.after(after);
        }
        table = from;
        column = inColumn;
        index = found == null ? null : found.index();
        return found;
    }

    @SuppressWarnings("unchecked")
    private <R> Rows.Found<R> stepOn(Rows<R> from, int[] after) {
        if (rest == null) {
            rest = from.from(after);
        }
        if (rest == null) {
            return from.after(after);
        }
        return rest.hasNext() ? (Rows.Found<R>) rest.next() : null;
    }
}
