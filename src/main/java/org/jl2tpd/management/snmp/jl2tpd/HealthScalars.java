package org.jl2tpd.management.snmp.jl2tpd;

import java.util.concurrent.TimeUnit;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.JvmHealth;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;
import org.snmp4j.smi.Variable;

/** Scalars of the process and of what keeps it from its work. */
final class HealthScalars {
    /** How long the number of open descriptors is good for. */
    private static final long KEPT_NS = 500_000_000L;

    private final Inventory inventory;
    private final EventHub events;
    private long openDescriptors;
    private long countedNs = System.nanoTime() - KEPT_NS - 1;

    HealthScalars(Inventory inventory, EventHub events) {
        this.inventory = inventory;
        this.events = events;
    }

    void register(MibRegistry registry, String root) {
        var to = new Scalars(registry, root, "jl2tpdHealth");
        machine(to);
        to.add("ReactorFailures", () -> count("reactor_failures"))
                .add("CommandsRefused", () -> count("commands_refused"))
                .add("EventsLost", () -> Smi.counter64(events.lost()))
                .add("EventsWithheld", () -> count("events_withheld"))
                .add("LogLinesDropped", () -> count("log_lines_dropped"))
                .add("DatapathFailures", () -> count("datapath_failures"))
                .add("InventoryAge", this::age);
    }

    /** The system counts them one by one, and each session may have some. */
    private synchronized long openDescriptors() {
        long nowNs = System.nanoTime();
        if (nowNs - countedNs > KEPT_NS) {
            openDescriptors = JvmHealth.openDescriptors();
            countedNs = nowNs;
        }
        return openDescriptors;
    }

    private void machine(Scalars to) {
        to.add("HeapUsed", () -> Smi.counter64(JvmHealth.heapUsed()))
                .add("HeapCommitted", () -> Smi.counter64(JvmHealth.heapCommitted()))
                .add("HeapMax", () -> Smi.counter64(JvmHealth.heapMax()))
                .add("GcCount", () -> Smi.counter64(JvmHealth.collections()))
                .add("GcTime", () -> Smi.counter64(JvmHealth.collectionMilliseconds()))
                .add("Threads", () -> Smi.gauge(JvmHealth.threads()))
                .add("OpenDescriptors", () -> Smi.gauge(openDescriptors()))
                .add("MaxDescriptors", () -> Smi.gauge(JvmHealth.maxDescriptors()))
                .add("CpuTime", () -> Smi.counter64(JvmHealth.cpuMilliseconds()));
    }

    private Variable count(String counter) {
        inventory.look();
        return Smi.counter64(inventory.whole().counters().getOrDefault(counter, 0L));
    }

    private Variable age() {
        inventory.look();
        long readNs = inventory.whole().readNs();
        return Smi.gauge(readNs == 0 ? Integer.MAX_VALUE : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - readNs));
    }
}
