package org.jl2tpd.management.jmx;

import java.util.Map;

/**
 * What a running SNMP agent counted.
 *
 * @param counters by OID
 */
public record SnmpFigures(long suppressed, long unacknowledged, Map<String, Long> counters) {
    static final SnmpFigures NONE = new SnmpFigures(0, 0, Map.of());
}
