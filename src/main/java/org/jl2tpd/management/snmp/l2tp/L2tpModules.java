package org.jl2tpd.management.snmp.l2tp;

import java.util.List;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.snmp.MibModule;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.profile.SnmpAttributes;

/** The modules of this package. */
public final class L2tpModules {
    private L2tpModules() {}

    /** L2TP-MIB, IF-MIB and TUNNEL-MIB, with their notifications from now on. Call it once an agent. */
    public static List<MibModule> of(SnmpContext context) {
        Inventory inventory = context.daemon().inventory();
        var memory = new InterfaceMemory(inventory);
        inventory.listen(memory);
        var notifications = new L2tpNotifications(context, memory);
        context.daemon().events().listen(notifications::onEvent);
        return List.copyOf(groups(context, memory));
    }

    static List<MibGroup> groups(SnmpContext context, InterfaceMemory memory) {
        boolean withSessions = context.daemon().management().snmp().get(SnmpAttributes.SESSION_INTERFACES);
        var l2tp = new MibGroup(L2tpMib.NAME);
        new L2tpScalars(context).addTo(l2tp);
        new DomainTables(context).addTo(l2tp);
        new TunnelTables(context).addTo(l2tp);
        new SessionTables(context).addTo(l2tp);
        var interfaces = new MibGroup(IfMib.NAME);
        var rows = new InterfaceRows(context.daemon().inventory(), withSessions);
        new InterfaceTables(context, rows, memory).addTo(interfaces);
        var tunnels = new MibGroup(TunnelMib.NAME);
        new TunnelMib(context).addTo(tunnels);
        return List.of(l2tp, interfaces, tunnels);
    }
}
