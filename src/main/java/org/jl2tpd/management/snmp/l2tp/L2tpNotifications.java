package org.jl2tpd.management.snmp.l2tp;

import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.InterfaceMemory;
import org.jl2tpd.management.model.InterfaceRow;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedEvent;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SnmpContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * l2tpTunnelAuthFailure, linkUp and linkDown. Their instances are interface indices, so the tunnel is read before they are sent, and its row is in the
 * tables when a manager asks.
 */
final class L2tpNotifications {
    private static final Logger LOG = LoggerFactory.getLogger(L2tpNotifications.class);

    private final SnmpContext context;
    private final InterfaceMemory memory;

    L2tpNotifications(SnmpContext context) {
        this.context = context;
        this.memory = context.daemon().inventory().interfaces();
    }

    /** On the event hub's thread. */
    void onEvent(ManagedEvent managed) {
        EngineEvent event = managed.event();
        switch (event.kind()) {
            case TUNNEL_AUTH_FAILURE -> authFailure(event);
            case TUNNEL_UP -> link(read(event), IfMib.LINK_UP, InterfaceRow.UP);
            case TUNNEL_DOWN -> tunnelDown(event);
            case SESSION_DOWN -> sessionDown(event);
            default -> {}
        }
    }

    private void authFailure(EngineEvent event) {
        TunnelRow row = read(event);
        if (row == null) {
            return;
        }
        OctetString source = new OctetString(
                "authentication " + row.view().peerAddress() + " " + row.view().peerHostName());
        context.notifier()
                .send(
                        new OID(L2tpMib.TUNNEL_AUTH_FAILURE),
                        source,
                        stats(row, L2tpMib.INITIATED, TunnelTables.initiated(row)),
                        stats(row, L2tpMib.REMOTE_HOST_NAME, TunnelTables.hostName(row)),
                        new VariableBinding(
                                Indices.instance(
                                        TunnelMib.IF_ENTRY, TunnelMib.REMOTE_INET_ADDRESS, row.interfaceIndex()),
                                TunnelMib.remoteAddress(row)),
                        stats(
                                row,
                                L2tpMib.LAST_RESULT_CODE,
                                Smi.integer(row.view().detail().resultCode())));
    }

    private static VariableBinding stats(TunnelRow row, int column, Variable value) {
        return new VariableBinding(Indices.instance(L2tpMib.TUNNEL_STATS, column, row.interfaceIndex()), value);
    }

    private void tunnelDown(EngineEvent event) {
        TunnelRow row = read(event);
        if (row != null) {
            memory.tunnelIsDown(row.interfaceIndex(), System.nanoTime());
            link(row, IfMib.LINK_DOWN, InterfaceRow.DOWN);
        }
    }

    private void link(TunnelRow row, String notification, int status) {
        InterfaceRow link = InterfaceRow.of(row);
        if (link != null && memory.isLinkTold(link)) {
            send(link, notification, status);
        }
    }

    private void sessionDown(EngineEvent event) {
        InterfaceRow row = memory.takeToldSession(event.tunnelId(), event.sessionId());
        if (row != null) {
            send(row, IfMib.LINK_DOWN, InterfaceRow.DOWN);
        }
    }

    private void send(InterfaceRow row, String notification, int status) {
        int index = row.index();
        context.notifier()
                .send(
                        new OID(notification),
                        new OctetString("link " + index),
                        new VariableBinding(
                                Indices.instance(IfMib.IF_ENTRY, IfMib.IF_INDEX, index), Smi.integer(index)),
                        new VariableBinding(
                                Indices.instance(IfMib.IF_ENTRY, IfMib.IF_ADMIN_STATUS, index),
                                InterfaceTables.adminStatus(row)),
                        new VariableBinding(
                                Indices.instance(IfMib.IF_ENTRY, IfMib.IF_OPER_STATUS, index), Smi.integer(status)));
    }

    /** The tunnel as it is now, or as the tables last had it; null for neither. */
    private TunnelRow read(EngineEvent event) {
        Inventory inventory = context.daemon().inventory();
        try {
            inventory.refreshTunnel(event.tunnelId());
        } catch (ControlException e) {
            LOG.atDebug()
                    .addKeyValue("tunnel", event.tunnelId())
                    .addKeyValue("reason", e.getMessage())
                    .log("tunnel_not_read");
        }
        return inventory.tunnels().get(event.tunnelId());
    }
}
