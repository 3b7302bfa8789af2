package org.jl2tpd.management.snmp;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.management.snmp.jl2tpd.Jl2tpdMib;
import org.jl2tpd.management.snmp.l2tp.L2tpModules;
import org.jl2tpd.management.snmp.radius.RadiusModules;

/** The MIB modules that the agent serves. */
final class SnmpModules {
    private SnmpModules() {}

    static List<MibModule> of(SnmpContext context) {
        var ours = new Jl2tpdMib(context, Oids.root(context.daemon()));
        // These listen for events from now on: nothing may fail behind them.
        var modules = new ArrayList<MibModule>(L2tpModules.of(context));
        modules.addAll(RadiusModules.of(context));
        modules.add(ours);
        return modules;
    }
}
