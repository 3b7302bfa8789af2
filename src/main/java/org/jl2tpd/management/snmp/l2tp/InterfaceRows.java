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
        return withSessions && inventory.order().carriesSessions(tunnel.interfaceIndex());
    }

    /** The first interface behind that index that nothing lies on; null for none. */
    InterfaceRow topBehind(int interfaceIndex) {
        if (!withSessions) {
            return behind(interfaceIndex);
        }
        InterfaceRow bare = bareBehind(interfaceIndex);
        Map.Entry<Integer, SessionRow> session = inventory.sessionInterfaces().higherEntry(interfaceIndex);
        if (session == null || bare != null && bare.index() < session.getKey()) {
            return bare;
        }
        return InterfaceRow.of(session.getValue());
    }

    private InterfaceRow bareBehind(int interfaceIndex) {
        Integer bare = inventory.order().bareTunnels().higher(interfaceIndex);
        while (bare != null) {
            TunnelRow row = inventory.tunnelInterfaces().get(bare);
            if (row != null) {
                return InterfaceRow.of(row);
            }
            // It goes at this moment.
            bare = inventory.order().bareTunnels().higher(bare);
        }
        return null;
    }
}
