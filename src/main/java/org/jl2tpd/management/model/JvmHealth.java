package org.jl2tpd.management.model;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** What Java and the system say of this process; 0 where they don't. */
public final class JvmHealth {
    private JvmHealth() {}

    /** Octets. */
    public static long heapUsed() {
        return heap().getUsed();
    }

    /** Octets. */
    public static long heapCommitted() {
        return heap().getCommitted();
    }

    /** Octets. */
    public static long heapMax() {
        return Math.max(0, heap().getMax());
    }

    private static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }

    public static long collections() {
        return collectors(GarbageCollectorMXBean::getCollectionCount);
    }

    public static long collectionMilliseconds() {
        return collectors(GarbageCollectorMXBean::getCollectionTime);
    }

    private static long collectors(ToLongFunction<GarbageCollectorMXBean> figure) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(figure)
                .filter(value -> value > 0)
                .sum();
    }

    public static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** Counting them takes one: where none is left, as many as there may be. */
    public static long openDescriptors() {
        try {
            return system(UnixOperatingSystemMXBean::getOpenFileDescriptorCount);
        } catch (InternalError e) {
            return maxDescriptors();
        }
    }

    public static long maxDescriptors() {
        return system(UnixOperatingSystemMXBean::getMaxFileDescriptorCount);
    }

    /** Of all threads. */
    public static long cpuMilliseconds() {
        return TimeUnit.NANOSECONDS.toMillis(system(UnixOperatingSystemMXBean::getProcessCpuTime));
    }

    private static long system(ToLongFunction<UnixOperatingSystemMXBean> figure) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.max(0, figure.applyAsLong(system))
                : 0;
    }
}
