package org.jl2tpd.management.snmp;

import org.jl2tpd.management.model.ManagedDaemon;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

/**
 * What a MIB module has to work with.
 *
 * @param daemon the daemon
 * @param startedNs {@link System#nanoTime} when this SNMP engine was initialised: where sysUpTime begins
 * @param notifier sends notifications
 */
public record SnmpContext(ManagedDaemon daemon, long startedNs, Notifier notifier) {
    private static final long TICK_NS = 10_000_000L;

    /** sysUpTime of this moment. */
    public TimeTicks upTime() {
        return ticks(System.nanoTime());
    }

    /** The value of sysUpTime at a moment ({@link System#nanoTime}); 0 for one before this engine was initialised. */
    public TimeTicks ticks(long momentNs) {
        return new TimeTicks(Math.max(0, momentNs - startedNs) / TICK_NS & 0xffffffffL);
    }

    /** Sends notifications to every target that is configured; never waits. */
    public interface Notifier {
        /**
         * Sends one. Where too many were sent lately it is sent later, unless another one of its source comes until then: then the later one alone is
         * sent, and the earlier one is counted.
         *
         * @param source what it is about, for the throttle: one notification of a kind and source in {@link Notifications#SOURCE_PAUSE_NS}. All kinds that
         *     tell the state of one thing (up, down) have the same source, and no others have it
         * @param objects varbinds behind sysUpTime.0 and snmpTrapOID.0
         */
        void send(OID notification, OctetString source, VariableBinding... objects);

        /** Notifications that were never sent: a later one of their source took their place, or too many waited. */
        default long suppressed() {
            return 0;
        }

        /** Informs that nobody acknowledged. */
        default long unacknowledged() {
            return 0;
        }
    }
}
