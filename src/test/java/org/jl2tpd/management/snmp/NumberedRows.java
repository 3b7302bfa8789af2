package org.jl2tpd.management.snmp;

/** Rows 1 to count, each its own number. */
record NumberedRows(int count) implements Rows<Integer> {
    @Override
    public Integer get(int[] index) {
        return index.length == 1 && index[0] >= 1 && index[0] <= count ? (Integer) index[0] : null;
    }

    @Override
    public Found<Integer> after(int[] index) {
        long next = index.length == 0 ? 1 : Math.max(1, (index[0] & 0xffffffffL) + 1);
        return next > count ? null : new Found<>(new int[] {(int) next}, (int) next);
    }
}
