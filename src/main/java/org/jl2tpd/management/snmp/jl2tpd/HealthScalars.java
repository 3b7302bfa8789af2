package org.jl2tpd.management.snmp.jl2tpd;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.snmp.MibRegistry;
import org.snmp4j.smi.Variable;

/** Scalars of the process and of what keeps it from its work. */
final class HealthScalars {
    private final Inventory inventory;
    private final EventHub events;

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

    private void machine(Scalars to) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        var threads = ManagementFactory.getThreadMXBean();
        to.add("HeapUsed", () -> Smi.counter64(memory.getHeapMemoryUsage().getUsed()))
                .add(
                        "HeapCommitted",
                        () -> Smi.counter64(memory.getHeapMemoryUsage().getCommitted()))
                .add(
                        "HeapMax",
                        () -> Smi.counter64(
                                Math.max(0, memory.getHeapMemoryUsage().getMax())))
                .add("GcCount", () -> collectors(GarbageCollectorMXBean::getCollectionCount))
                .add("GcTime", () -> collectors(GarbageCollectorMXBean::getCollectionTime))
                .add("Threads", () -> Smi.gauge(threads.getThreadCount()))
                .add("OpenDescriptors", () -> Smi.gauge(system(UnixOperatingSystemMXBean::getOpenFileDescriptorCount)))
                .add("MaxDescriptors", () -> Smi.gauge(system(UnixOperatingSystemMXBean::getMaxFileDescriptorCount)))
                .add(
                        "CpuTime",
                        () -> Smi.counter64(
                                TimeUnit.NANOSECONDS.toMillis(system(UnixOperatingSystemMXBean::getProcessCpuTime))));
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

    private static Variable collectors(ToLongFunction<GarbageCollectorMXBean> figure) {
        return Smi.counter64(ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(figure)
                .filter(value -> value > 0)
                .sum());
    }

    /** 0 where the system does not tell. */
    private static long system(ToLongFunction<UnixOperatingSystemMXBean> figure) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.max(0, figure.applyAsLong(system))
                : 0;
    }
}
