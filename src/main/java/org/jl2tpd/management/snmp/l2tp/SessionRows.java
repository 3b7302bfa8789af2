package org.jl2tpd.management.snmp.l2tp;

import java.util.Map;
import java.util.NavigableMap;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.snmp.Rows;

/** Sessions by their tunnel's interface index and their own id. */
final class SessionRows implements Rows<SessionRow> {
    private static final int LAST_ID = 0xffff;

    private final Inventory inventory;

    SessionRows(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public SessionRow get(int[] index) {
        inventory.look();
        if (index.length != 2 || index[1] < 1 || index[1] > LAST_ID) {
            return null;
        }
        TunnelRow tunnel = inventory.tunnelInterfaces().get(index[0]);
        SessionRow row = tunnel == null ? null : inventory.sessions().get(SessionRow.key(tunnel.id(), index[1]));
        return row != null && isIn(row, tunnel) ? row : null;
    }

    @Override
    public Found<SessionRow> after(int[] index) {
        inventory.look();
        if (index.length > 0 && index[0] < 0) {
            return null;
        }
        NavigableMap<Integer, TunnelRow> tunnels = inventory.tunnelInterfaces();
        Map.Entry<Integer, TunnelRow> tunnel =
                index.length == 0 ? tunnels.firstEntry() : tunnels.ceilingEntry(index[0]);
        while (tunnel != null) {
            boolean isNamed = index.length > 1 && tunnel.getKey() == index[0];
            SessionRow row = firstAfter(tunnel.getValue(), isNamed ? index[1] : 0);
            if (row != null) {
                return new Found<>(new int[] {tunnel.getKey(), row.id()}, row);
            }
            tunnel = tunnels.higherEntry(tunnel.getKey());
        }
        return null;
    }

    /** The first session behind that id, null for none. */
    private SessionRow firstAfter(TunnelRow tunnel, int id) {
        if (id < 0 || id >= LAST_ID) {
            return null;
        }
        int from = SessionRow.key(tunnel.id(), id);
        int to = SessionRow.key(tunnel.id(), LAST_ID);
        for (SessionRow row : inventory.sessions().subMap(from, false, to, true).values()) {
            if (isIn(row, tunnel)) {
                return row;
            }
        }
        return null;
    }

    /** Not so for what is left of another tunnel that had the same id. */
    private static boolean isIn(SessionRow row, TunnelRow tunnel) {
        return row.tunnel().interfaceIndex() == tunnel.interfaceIndex();
    }
}
