package org.jl2tpd.management.snmp;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what objects throw, which is an error of the program; at most once in {@link #PAUSE_NS}, since a walk meets it in every row. */
final class Faults {
    static final long PAUSE_NS = 1_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final AtomicLong LAST_NS = new AtomicLong(System.nanoTime() - PAUSE_NS);

    private Faults() {}

    static void log(RuntimeException fault) {
        long now = System.nanoTime();
        long last = LAST_NS.get();
        if (now - last >= PAUSE_NS && LAST_NS.compareAndSet(last, now)) {
            LOG.atError().setCause(fault).log("snmp_object_failed");
        }
    }
}
