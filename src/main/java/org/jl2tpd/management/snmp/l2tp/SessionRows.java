package org.jl2tpd.management.snmp.l2tp;

import java.util.Map;
import org.jl2tpd.management.model.InterfaceOrder;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.snmp.Rows;

/** Sessions by their tunnel's interface index and their own id; each step finds its place at once, however many tunnels have no session. */
final class SessionRows implements Rows<SessionRow> {
    private static final int LAST_ID = 0xffff;

    private final Inventory inventory;

    SessionRows(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public SessionRow get(int[] index) {
        inventory.look();
        if (index.length != 2 || index[0] < 0 || index[1] < 1 || index[1] > LAST_ID) {
            return null;
        }
        return inventory.order().sessions().get(InterfaceOrder.key(index[0], index[1]));
    }

    @Override
    public Found<SessionRow> after(int[] index) {
        inventory.look();
        if (index.length > 0 && index[0] < 0) {
            return null;
        }
        Map.Entry<Long, SessionRow> next = inventory.order().sessions().higherEntry(place(index));
        if (next == null) {
            return null;
        }
        SessionRow row = next.getValue();
        return new Found<>(new int[] {row.tunnel().interfaceIndex(), row.id()}, row);
    }

    private static long place(int... index) {
        int tunnel = index.length == 0 ? 0 : index[0];
        int session = index.length < 2 ? 0 : index[1];
        return InterfaceOrder.key(tunnel, session < 0 ? LAST_ID : Math.min(session, LAST_ID));
    }
}
