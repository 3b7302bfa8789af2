package org.jl2tpd.management.snmp.jl2tpd;

import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Variable;

/** RowStatus of rows that are made by createAndGo alone (RFC 2579). */
final class RowStates {
    private RowStates() {}

    /** An error status, 0 where the row can be so. */
    static int problem(boolean exists, Variable value) {
        if (!(value instanceof Integer32 number)) {
            return PDU.wrongType;
        }
        return switch (number.getValue()) {
            case Status.DESTROY -> PDU.noError;
            case Status.ACTIVE -> exists ? PDU.noError : PDU.inconsistentValue;
            case Status.CREATE_AND_GO -> exists ? PDU.inconsistentValue : PDU.noError;
            default -> PDU.wrongValue;
        };
    }
}
