package org.jl2tpd.management.snmp.l2tp;

import java.util.List;
import org.jl2tpd.management.snmp.SnmpContext;

/** Every object of L2TP-MIB, IF-MIB and TUNNEL-MIB that is served, and what it shows: the list that other faces are held against. */
public final class L2tpObjects {
    private L2tpObjects() {}

    /** In the order of registration; listens to nothing. */
    public static List<MibObject> of(SnmpContext context) {
        return L2tpModules.groups(context).stream()
                .flatMap(group -> group.objects().stream())
                .toList();
    }
}
