package org.jl2tpd.management.snmp.jl2tpd;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SnmpContext;
import org.snmp4j.smi.Variable;

/** Moments of the monotonic clock as wall clock and as sysUpTime. A moment has the same date whenever it is asked for. */
final class Moments {
    private final SnmpContext context;
    private final long wallMs = System.currentTimeMillis();
    private final long atNs = System.nanoTime();

    Moments(SnmpContext context) {
        this.context = context;
    }

    /** DateAndTime. */
    Variable date(long momentNs) {
        long ms = wallMs + Math.floorDiv(momentNs - atNs, TimeUnit.MILLISECONDS.toNanos(1));
        return Smi.date(Instant.ofEpochMilli(ms).atZone(ZoneId.systemDefault()).toOffsetDateTime());
    }

    /** TimeStamp. */
    Variable stamp(long momentNs) {
        return context.ticks(momentNs);
    }
}
