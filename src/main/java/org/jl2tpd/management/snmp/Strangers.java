package org.jl2tpd.management.snmp;

import org.snmp4j.event.AuthenticationFailureEvent;
import org.snmp4j.event.AuthenticationFailureListener;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;

/** Tells of messages that are not authentic (authenticationFailure of RFC 3418), as far as snmpEnableAuthenTraps wants it. */
final class Strangers implements AuthenticationFailureListener {
    private final StoredSwitch wanted;
    private final SnmpContext.Notifier notifier;

    Strangers(StoredSwitch wanted, SnmpContext.Notifier notifier) {
        this.wanted = wanted;
        this.notifier = notifier;
    }

    /** All strangers are one source, since anybody can pretend to be many. */
    void met() {
        if (wanted.isOn()) {
            notifier.send(Oids.AUTHENTICATION_FAILURE, new OctetString("strangers"));
        }
    }

    @Override
    public <A extends Address> void authenticationFailure(AuthenticationFailureEvent<A> event) {
        switch (event.getError()) {
            case SnmpConstants.SNMPv3_USM_AUTHENTICATION_FAILURE,
                    SnmpConstants.SNMPv3_USM_AUTHENTICATION_ERROR,
                    SnmpConstants.SNMPv3_USM_UNKNOWN_SECURITY_NAME,
                    SnmpConstants.SNMPv3_USM_UNSUPPORTED_SECURITY_LEVEL -> met();
            default -> {
                // Engine ids and times that are unknown are part of every first contact.
            }
        }
    }
}
