package org.jl2tpd.management.snmp;

/** What may still be done for one PDU. */
final class Work {
    /** Rows that one PDU may look at; a column that few rows have is passed over row by row. */
    static final int ROW_LIMIT = 100_000;

    private int rows;

    void look() {
        rows++;
    }

    boolean isSpent() {
        return rows >= ROW_LIMIT;
    }
}
