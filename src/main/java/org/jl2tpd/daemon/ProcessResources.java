package org.jl2tpd.daemon;

import com.sun.management.GcInfo;
import java.io.Closeable;
import java.io.File;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.jl2tpd.management.model.JvmHealth;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SystemAttributes;

/** What this process and its disks have left. */
final class ProcessResources {
    /** A disk with so much room is not nearly full, whatever part of it that is. */
    static final long ROOM_MIB = 256;

    /** Between two collections that are asked for to know what of the heap is alive, when nearly all is in use. */
    static final long COLLECTION_PAUSE_NS = 60_000_000_000L;

    /** How old figures of descriptors and disks may be. */
    static final long SLOW_NS = 5_000_000_000L;

    private static final long MIB = 1 << 20;

    private final List<ResourceWatch.Resource> slow = new ArrayList<>();
    private long slowNs;

    private final Map<String, File> disks = new LinkedHashMap<>();
    private long collectedNs = System.nanoTime() - COLLECTION_PAUSE_NS;

    ProcessResources(Configuration configuration) {
        Profile system = configuration.system();
        String log = system.get(SystemAttributes.LOG_FILE);
        disk("disk of the log", log.isEmpty() ? "" : new File(log).getParent());
        disk("disk of state_directory", system.get(SystemAttributes.STATE_DIRECTORY));
        disk("disk of runtime_directory", system.get(SystemAttributes.RUNTIME_DIRECTORY));
    }

    private void disk(String name, String folder) {
        if (folder != null && !folder.isEmpty()) {
            disks.put(name, new File(folder));
        }
    }

    List<ResourceWatch.Resource> sample() {
        List<ResourceWatch.Resource> all = new ArrayList<>(slow());
        all.add(new ResourceWatch.Resource(ResourceWatch.HEAP, aliveOctets() / MIB, JvmHealth.heapMax() / MIB, " MiB"));
        return all;
    }

    /** What takes long to find out, and changes slowly. */
    private List<ResourceWatch.Resource> slow() {
        long nowNs = System.nanoTime();
        if (slow.isEmpty() || nowNs - slowNs >= SLOW_NS) {
            slowNs = nowNs;
            slow.clear();
            slow.add(descriptors(JvmHealth.openDescriptors(), JvmHealth.maxDescriptors()));
            disks.forEach((name, folder) -> slow.add(disk(name, folder)));
        }
        return slow;
    }

    /** Counting them takes one: where it fails, none is left. */
    static ResourceWatch.Resource descriptors(long open, long limit) {
        return new ResourceWatch.Resource("file descriptors", open == 0 ? limit : open, limit, "");
    }

    static ResourceWatch.Resource disk(String name, File folder) {
        long total = folder.getTotalSpace() / MIB;
        long room = folder.getUsableSpace() / MIB;
        return new ResourceWatch.Resource(name, room >= ROOM_MIB ? 0 : total - room, total, " MiB");
    }

    /**
     * Octets that the last collection left in the heap. That may have left garbage as well: when nearly all is in use, a whole
     * collection is asked for, once a minute, before anybody is refused.
     */
    private long aliveOctets() {
        long alive = afterLastCollection();
        boolean tight = alive * 100 >= JvmHealth.heapMax() * ResourceWatch.ACCEPT_PERCENT;
        if (tight && System.nanoTime() - collectedNs >= COLLECTION_PAUSE_NS) {
            System.gc();
            collectedNs = System.nanoTime();
            alive = afterLastCollection();
        }
        return alive;
    }

    /**
     * Has somebody hear of each collection of the heap, on a thread of Java's own, until it is closed: what is alive is known then.
     *
     * @param hear must not wait
     */
    static Closeable onCollections(Runnable hear) {
        NotificationListener listener = (notification, handback) -> hear.run();
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (bean instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
            }
        }
        return () -> ManagementFactory.getGarbageCollectorMXBeans().forEach(bean -> forget(bean, listener));
    }

    private static void forget(GarbageCollectorMXBean bean, NotificationListener listener) {
        try {
            if (bean instanceof NotificationEmitter emitter) {
                emitter.removeNotificationListener(listener);
            }
        } catch (ListenerNotFoundException e) {
            // It has heard of none, and will hear of none.
        }
    }

    private static long afterLastCollection() {
        GcInfo last = null;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            GcInfo info = bean instanceof com.sun.management.GarbageCollectorMXBean detailed
                    ? detailed.getLastGcInfo()
                    : null;
            boolean later = info != null && (last == null || info.getEndTime() >= last.getEndTime());
            last = later ? info : last;
        }
        return last == null ? 0 : heap(last.getMemoryUsageAfterGc());
    }

    private static long heap(Map<String, MemoryUsage> pools) {
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pools.get(pool.getName()) : null;
            used += usage == null ? 0 : usage.getUsed();
        }
        return used;
    }
}
