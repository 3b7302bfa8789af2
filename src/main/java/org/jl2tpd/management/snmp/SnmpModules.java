package org.jl2tpd.management.snmp;

import java.util.List;

/** The MIB modules that the agent serves. */
final class SnmpModules {
    private SnmpModules() {}

    static List<MibModule> of(SnmpContext context) {
        return List.of();
    }
}
