package org.jl2tpd.management.snmp.l2tp;

import org.jl2tpd.management.model.InterfaceRow;
import org.jl2tpd.management.snmp.Rows;

/**
 * ifStackTable by (higher, lower). An LNS's session lies on its tunnel and has nothing above it; a tunnel lies on an interface that is none of ours,
 * which is 0, and so does a LAC's session (RFC 3371 3.1.1, 3.4).
 */
final class StackRows implements Rows<StackRows.Pair> {
    /** Interface indices, 0 for none. */
    record Pair(int higher, int lower) {}

    private final InterfaceRows interfaces;

    StackRows(InterfaceRows interfaces) {
        this.interfaces = interfaces;
    }

    @Override
    public Pair get(int[] index) {
        if (index.length != 2) {
            return null;
        }
        int higher = index[0];
        InterfaceRow row = interfaces.get(new int[] {higher == 0 ? index[1] : higher});
        if (row == null) {
            return null;
        }
        boolean is = higher == 0 ? isTop(row) : lower(row) == index[1];
        return is ? new Pair(higher, index[1]) : null;
    }

    @Override
    public Found<Pair> after(int[] index) {
        int higher = index.length == 0 ? 0 : index[0];
        if (higher < 0) {
            return null;
        }
        if (higher != 0) {
            return afterRow(index);
        }
        InterfaceRow top =
                index.length > 1 && index[1] < 0 ? null : interfaces.topBehind(index.length < 2 ? 0 : index[1]);
        return top != null ? found(0, top.index()) : first(interfaces.after(new int[0]));
    }

    /** Each interface is the higher one of one row. */
    private Found<Pair> afterRow(int[] index) {
        InterfaceRow row = interfaces.at(index[0]);
        boolean isBehind = row != null && (index.length == 1 || Integer.compareUnsigned(lower(row), index[1]) > 0);
        return isBehind ? found(index[0], lower(row)) : first(interfaces.after(new int[] {index[0]}));
    }

    private Found<Pair> first(Found<InterfaceRow> found) {
        return found == null ? null : found(found.row().index(), lower(found.row()));
    }

    private static Found<Pair> found(int higher, int lower) {
        return new Found<>(new int[] {higher, lower}, new Pair(higher, lower));
    }

    private boolean isTop(InterfaceRow row) {
        return !row.isTunnel() || !interfaces.carriesSessions(row.tunnel());
    }

    private static int lower(InterfaceRow row) {
        boolean isStacked = !row.isTunnel() && InterfaceRow.isStacked(row.session());
        return isStacked ? row.tunnel().interfaceIndex() : 0;
    }
}
