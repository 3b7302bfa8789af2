package org.jl2tpd.management.jmx;

import org.jl2tpd.management.model.JvmHealth;

/** {@code type=Jvm}. */
final class JvmBean implements JvmMXBean {
    @Override
    public String getJavaVersion() {
        return System.getProperty("java.version");
    }

    @Override
    public long getHeapUsedOctets() {
        return JvmHealth.heapUsed();
    }

    @Override
    public long getHeapCommittedOctets() {
        return JvmHealth.heapCommitted();
    }

    @Override
    public long getHeapMaxOctets() {
        return JvmHealth.heapMax();
    }

    @Override
    public long getCollectionsTotal() {
        return JvmHealth.collections();
    }

    @Override
    public long getCollectionMillisecondsTotal() {
        return JvmHealth.collectionMilliseconds();
    }

    @Override
    public int getThreads() {
        return JvmHealth.threads();
    }

    @Override
    public long getOpenDescriptors() {
        return JvmHealth.openDescriptors();
    }

    @Override
    public long getMaxDescriptors() {
        return JvmHealth.maxDescriptors();
    }

    @Override
    public long getCpuMillisecondsTotal() {
        return JvmHealth.cpuMilliseconds();
    }
}
