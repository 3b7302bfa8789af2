package org.jl2tpd.management.jmx;

/** {@code type=Jvm}: the process, for who sees our MBeans alone. */
@About("The process and its Java.")
public interface JvmMXBean {
    @About("Version of Java.")
    String getJavaVersion();

    @About("Octets of heap in use.")
    long getHeapUsedOctets();

    @About("Octets of heap that the system has given.")
    long getHeapCommittedOctets();

    @About("Most octets that the heap may have; 0 for no limit.")
    long getHeapMaxOctets();

    @About("Garbage collections.")
    long getCollectionsTotal();

    @About("Milliseconds spent in garbage collections.")
    long getCollectionMillisecondsTotal();

    @About("Threads.")
    int getThreads();

    @About("File descriptors that are open.")
    long getOpenDescriptors();

    @About("File descriptors that may be open.")
    long getMaxDescriptors();

    @About("Milliseconds of processor time, of all threads.")
    long getCpuMillisecondsTotal();
}
