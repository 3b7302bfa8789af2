package org.jl2tpd.management.snmp.jl2tpd;

import java.util.List;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Variable;

/** Enumerations of the MIB: names as the views have them, in the order of the labels, which count from 1. */
final class States {
    static final List<String> CONTROL = List.of(
            "IDLE",
            "WAIT_CTL_REPLY",
            "WAIT_CTL_CONN",
            "ESTABLISHED",
            "CLOSING",
            "GONE",
            "RESOLVING",
            "RETRY",
            "FAILED");
    static final List<String> SESSION =
            List.of("IDLE", "WAIT_TUNNEL", "WAIT_REPLY", "WAIT_CONNECT", "WAIT_CS_ANSWER", "ESTABLISHED", "CLOSED");
    static final List<String> CALL = List.of("LAC_INCOMING", "LNS_INCOMING", "LAC_OUTGOING", "LNS_OUTGOING");
    static final List<String> PHASE = List.of("", "DEAD", "ESTABLISH", "AUTHENTICATE", "NETWORK", "TERMINATE");

    private States() {}

    /** Null, for no such instance, where the MIB has no label for it. */
    static Variable of(List<String> names, String name) {
        int at = names.indexOf(name);
        return at < 0 ? null : new Integer32(at + 1);
    }

    /** Which end: local(1) or remote(2). */
    static Variable end(boolean local) {
        return new Integer32(local ? 1 : 2);
    }
}
