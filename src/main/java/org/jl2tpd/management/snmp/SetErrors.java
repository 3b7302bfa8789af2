package org.jl2tpd.management.snmp;

import org.snmp4j.PDU;

/** Error statuses as SNMPv1 knows them (RFC 3584 4.4). */
final class SetErrors {
    private SetErrors() {}

    static int forV1(int status) {
        return switch (status) {
            case PDU.wrongValue, PDU.wrongEncoding, PDU.wrongType, PDU.wrongLength, PDU.inconsistentValue ->
                PDU.badValue;
            case PDU.noAccess, PDU.notWritable, PDU.noCreation, PDU.inconsistentName, PDU.authorizationError ->
                PDU.noSuchName;
            case PDU.resourceUnavailable, PDU.commitFailed, PDU.undoFailed -> PDU.genErr;
            default -> status;
        };
    }
}
