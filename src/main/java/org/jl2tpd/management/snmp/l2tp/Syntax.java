package org.jl2tpd.management.snmp.l2tp;

import org.snmp4j.smi.SMIConstants;

/** Types on the wire (RFC 2578 7.1). */
public enum Syntax {
    /** Integer32, enumerations and their textual conventions. */
    INTEGER(SMIConstants.SYNTAX_INTEGER),
    OCTETS(SMIConstants.SYNTAX_OCTET_STRING),
    COUNTER32(SMIConstants.SYNTAX_COUNTER32),
    /** Gauge32 and Unsigned32. */
    GAUGE32(SMIConstants.SYNTAX_GAUGE32),
    TIME_TICKS(SMIConstants.SYNTAX_TIMETICKS),
    COUNTER64(SMIConstants.SYNTAX_COUNTER64);

    private final int tag;

    Syntax(int tag) {
        this.tag = tag;
    }

    /** The value that {@code Variable.getSyntax} has for it. */
    public int tag() {
        return tag;
    }
}
