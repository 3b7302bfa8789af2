package org.jl2tpd.management.snmp.jl2tpd;

/** What result codes mean (RFC 2661 4.4.2), by code; 0 is for those that it does not define. */
final class ResultTexts {
    static final String[] STOPCCN = {
        "other",
        "cleared",
        "general error",
        "the tunnel exists already",
        "not authorized",
        "protocol version not supported",
        "shutting down",
        "state machine error"
    };

    static final String[] CDN = {
        "other",
        "lost carrier",
        "general error",
        "administrative reasons",
        "no facilities, temporarily",
        "no facilities, permanently",
        "invalid destination",
        "no carrier",
        "busy",
        "no dial tone",
        "timed out",
        "no framing"
    };

    private ResultTexts() {}
}
