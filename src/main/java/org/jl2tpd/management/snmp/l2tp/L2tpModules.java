package org.jl2tpd.management.snmp.l2tp;

import java.util.List;
import java.util.function.Consumer;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.ManagedEvent;
import org.jl2tpd.management.snmp.MibModule;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.profile.SnmpAttributes;

/** The modules of this package. */
public final class L2tpModules {
    private L2tpModules() {}

    /** L2TP-MIB, IF-MIB and TUNNEL-MIB, with their notifications until the modules are closed. */
    public static List<MibModule> of(SnmpContext context) {
        EventHub events = context.daemon().events();
        Consumer<ManagedEvent> listener = new L2tpNotifications(context)::onEvent;
        List<MibGroup> groups = groups(context);
        groups.get(0).whenClosed(() -> events.forget(listener));
        events.listen(listener);
        return List.copyOf(groups);
    }

    static List<MibGroup> groups(SnmpContext context) {
        boolean withSessions = context.daemon().management().snmp().get(SnmpAttributes.SESSION_INTERFACES);
        var l2tp = new MibGroup(L2tpMib.NAME);
        new L2tpScalars(context).addTo(l2tp);
        new DomainTables(context).addTo(l2tp);
        new TunnelTables(context).addTo(l2tp);
        new SessionTables(context).addTo(l2tp);
        var interfaces = new MibGroup(IfMib.NAME);
        var rows = new InterfaceRows(context.daemon().inventory(), withSessions);
        new InterfaceTables(context, rows).addTo(interfaces);
        var tunnels = new MibGroup(TunnelMib.NAME);
        new TunnelMib(context).addTo(tunnels);
        return List.of(l2tp, interfaces, tunnels);
    }
}
