package org.jl2tpd.management.snmp;

/** What may still be done for one PDU: each step of a search is counted, and when they are spent no further varbind is begun. */
final class Work {
    /**
     * Rows and objects that one PDU may look at, the varbind at which they are spent excepted; a column that few rows have is passed over row by
     * row. So many take some 50 ms.
     */
    static final int ROW_LIMIT = 50_000;

    private int rows;

    void look() {
        rows++;
    }

    boolean isSpent() {
        return rows >= ROW_LIMIT;
    }
}
