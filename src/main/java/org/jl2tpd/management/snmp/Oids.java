package org.jl2tpd.management.snmp;

import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.profile.SnmpAttributes;
import org.snmp4j.smi.OID;

/** Object identifiers that more than one class needs. */
public final class Oids {
    /**
     * Where JL2TPD-MIB begins: an arc below netSnmpPlaypen (NET-SNMP-MIB), which is for private experiments, until the project has an
     * enterprise number of its own. This and the MIB's text are the two places where it stands; {@code [snmp] root_oid} overrides it.
     */
    public static final String ROOT = "1.3.6.1.4.1.8072.9999.9999.2661";

    /** Session rows of L2TP-MIB. */
    static final String L2TP_SESSION_STATS = "1.3.6.1.2.1.10.95.1.7";

    /** Session rows of L2TP-MIB by user name. */
    static final String L2TP_SESSION_MAP = "1.3.6.1.2.1.10.95.1.9";

    static final OID SYS_UP_TIME = new OID("1.3.6.1.2.1.1.3.0");
    static final OID SNMP_TRAP_OID = new OID("1.3.6.1.6.3.1.1.4.1.0");
    static final OID COLD_START = new OID("1.3.6.1.6.3.1.1.5.1");
    static final OID AUTHENTICATION_FAILURE = new OID("1.3.6.1.6.3.1.1.5.5");

    private Oids() {}

    /** Where JL2TPD-MIB begins in this daemon, in dotted form. */
    public static String root(ManagedDaemon daemon) {
        String configured = daemon.management().snmp().get(SnmpAttributes.ROOT_OID);
        return configured.isEmpty() ? ROOT : configured;
    }
}
