package org.jl2tpd.management.snmp.jl2tpd;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.snmp.Rows;

/** Sessions by tunnel id and session id, both 1 to 65,535. */
final class SessionRows implements Rows<SessionRow> {
    private static final int MAX_ID = 0xffff;

    private final Inventory inventory;

    SessionRows(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public SessionRow get(int[] index) {
        inventory.look();
        if (index.length != 2 || isBeyond(index[0]) || isBeyond(index[1])) {
            return null;
        }
        return inventory.sessions().get(SessionRow.key(index[0], index[1]));
    }

    @Override
    public Found<SessionRow> after(int[] index) {
        inventory.look();
        if (index.length > 0 && isBeyond(index[0])) {
            return null;
        }
        Map.Entry<Integer, SessionRow> next = inventory.sessions().higherEntry(last(index));
        return next == null ? null : found(next.getValue());
    }

    @Override
    public Iterator<Found<SessionRow>> from(int[] index) {
        if (index.length > 0 && isBeyond(index[0])) {
            return Collections.emptyIterator();
        }
        Iterator<SessionRow> rows =
                inventory.sessions().tailMap(last(index), false).values().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Found<SessionRow> next() {
                return found(rows.next());
            }
        };
    }

    /** Key of the last session that is not behind an index. */
    private static int last(int[] index) {
        int tunnel = index.length == 0 ? 0 : index[0];
        int session = index.length < 2 ? 0 : isBeyond(index[1]) ? MAX_ID : index[1];
        return SessionRow.key(tunnel, session);
    }

    private static Found<SessionRow> found(SessionRow row) {
        return new Found<>(new int[] {row.tunnelId(), row.id()}, row);
    }

    /** Greater than an id, unsigned. */
    private static boolean isBeyond(int part) {
        return part < 0 || part > MAX_ID;
    }
}
