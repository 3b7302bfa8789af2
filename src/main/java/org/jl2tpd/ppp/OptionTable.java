package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.util.List;

/** The option rows of one protocol, shared by all links, and the walk over an option list. */
final class OptionTable<P> {
    /** Most options looked at in one packet; a longer list is malformed. */
    static final int MAX_OPTIONS = 64;

    private final List<OptionRow<P>> rows;

    OptionTable(List<OptionRow<P>> rows) {
        this.rows = rows;
    }

    int size() {
        return rows.size();
    }

    OptionRow<P> row(int index) {
        return rows.get(index);
    }

    /** Index of an option type; -1 when the protocol does not know it. */
    int indexOf(int type) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).type() == type) {
                return i;
            }
        }
        return -1;
    }

    /** Writes the options that are set in the mask, in the table's order. */
    void writeRequest(P protocol, int mask, ByteBuffer out) {
        for (int i = 0; i < rows.size(); i++) {
            if ((mask & 1 << i) != 0) {
                rows.get(i).request().write(protocol, out);
            }
        }
    }

    /** Whether position to limit is a list of well-formed options, at most {@link #MAX_OPTIONS}. */
    static boolean wellFormed(ByteBuffer options) {
        int at = options.position();
        int limit = options.limit();
        for (int count = 0; at < limit; count++) {
            if (count == MAX_OPTIONS || limit - at < 2) {
                return false;
            }
            int length = options.get(at + 1) & 0xff;
            if (length < 2 || length > limit - at) {
                return false;
            }
            at += length;
        }
        return true;
    }
}
