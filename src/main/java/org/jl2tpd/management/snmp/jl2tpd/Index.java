package org.jl2tpd.management.snmp.jl2tpd;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.jl2tpd.management.snmp.SortedRows;

/** Indices of rows (RFC 2578 7.7). */
final class Index {
    /** Sub-identifier by sub-identifier, unsigned. */
    static final Comparator<int[]> ORDER = SortedRows.ORDER;

    private Index() {}

    /** A string of variable length: its length, then its octets. */
    static int[] of(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        int[] index = new int[octets.length + 1];
        index[0] = octets.length;
        for (int i = 0; i < octets.length; i++) {
            index[i + 1] = octets[i] & 0xff;
        }
        return index;
    }

    static int[] join(int first, int[]... rest) {
        int[] all = {first};
        for (int[] part : rest) {
            int at = all.length;
            all = Arrays.copyOf(all, at + part.length);
            System.arraycopy(part, 0, all, at, part.length);
        }
        return all;
    }

    /** The string that an index from {@code from} to its end is; null when it is none of 1 to {@code most} octets of UTF-8. */
    static String text(int[] index, int from, int most) {
        int length = index.length - from - 1;
        if (length < 1 || length > most || index[from] != length) {
            return null;
        }
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            int part = index[from + 1 + i];
            if (part < 0 || part > 0xff) {
                return null;
            }
            octets[i] = (byte) part;
        }
        String text = new String(octets, StandardCharsets.UTF_8);
        return Arrays.equals(octets, text.getBytes(StandardCharsets.UTF_8)) ? text : null;
    }
}
