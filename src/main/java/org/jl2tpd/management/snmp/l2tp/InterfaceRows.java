package org.jl2tpd.management.snmp.l2tp;

import java.util.Map;
import org.jl2tpd.management.model.InterfaceRow;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.snmp.Rows;

/** Tunnels and, where they are wanted, sessions by interface index. */
final class InterfaceRows implements Rows<InterfaceRow> {
    private final Inventory inventory;
    private final boolean withSessions;

    InterfaceRows(Inventory inventory, boolean withSessions) {
        this.inventory = inventory;
        this.withSessions = withSessions;
    }

    boolean withSessions() {
        return withSessions;
    }

    int count() {
        inventory.look();
        return inventory.interfaces().count(withSessions);
    }

    /** Null for none. */
    InterfaceRow at(int interfaceIndex) {
        TunnelRow tunnel = inventory.tunnelInterfaces().get(interfaceIndex);
        if (tunnel != null || !withSessions) {
            return InterfaceRow.of(tunnel);
        }
        return InterfaceRow.of(inventory.sessionInterfaces().get(interfaceIndex));
    }

    /** The first behind that interface index, 0 for the first at all; null for none. */
    InterfaceRow behind(int interfaceIndex) {
        Map.Entry<Integer, TunnelRow> tunnel = inventory.tunnelInterfaces().higherEntry(interfaceIndex);
        Map.Entry<Integer, SessionRow> session =
                withSessions ? inventory.sessionInterfaces().higherEntry(interfaceIndex) : null;
        if (session == null || tunnel != null && tunnel.getKey() < session.getKey()) {
            return tunnel == null ? null : InterfaceRow.of(tunnel.getValue());
        }
        return InterfaceRow.of(session.getValue());
    }

    @Override
    public InterfaceRow get(int[] index) {
        inventory.look();
        return index.length == 1 ? at(index[0]) : null;
    }

    @Override
    public Found<InterfaceRow> after(int[] index) {
        inventory.look();
        if (index.length > 0 && index[0] < 0) {
            return null;
        }
        InterfaceRow row = behind(index.length == 0 ? 0 : index[0]);
        return row == null ? null : new Found<>(new int[] {row.index()}, row);
    }

    /** Whether a session is stacked on the tunnel. */
    boolean carriesSessions(TunnelRow tunnel) {
        if (!withSessions) {
            return false;
        }
        int from = SessionRow.key(tunnel.id(), 0);
        var sessions =
                inventory.sessions().subMap(from, true, from | 0xffff, true).values();
        return sessions.stream().anyMatch(InterfaceRow::isStacked);
    }
}
