package org.jl2tpd.datapath.kernel;

import org.jl2tpd.datapath.DatapathCounters;
import org.jl2tpd.datapath.DeviceNetworks;
import org.jl2tpd.datapath.NetworkKernel;
import org.jl2tpd.datapath.PacketSink;

/** What tunnels and sessions of one kernel datapath share. */
final class KernelContext {
    private final L2tpKernel kernel;
    private final NetworkKernel network;
    private final DescriptorCloser closer;
    private final KernelStatistics statistics;
    private final boolean sourceCheck;
    private final DatapathCounters counters = new DatapathCounters();
    private final DeviceNetworks devices;
    private final RouterPackets routerPackets = new RouterPackets(this);
    private PacketSink sink;

    KernelContext(
            L2tpKernel kernel,
            NetworkKernel network,
            DescriptorCloser closer,
            KernelStatistics statistics,
            boolean sourceCheck) {
        this.kernel = kernel;
        this.network = network;
        this.closer = closer;
        this.statistics = statistics;
        this.sourceCheck = sourceCheck;
        devices = new DeviceNetworks(network, counters);
    }

    void attach(PacketSink attached) {
        sink = attached;
    }

    L2tpKernel kernel() {
        return kernel;
    }

    NetworkKernel network() {
        return network;
    }

    DescriptorCloser closer() {
        return closer;
    }

    KernelStatistics statistics() {
        return statistics;
    }

    /** Whether packets of servers' sessions must come from where the routes lead to them. */
    boolean checksSources() {
        return sourceCheck;
    }

    DatapathCounters counters() {
        return counters;
    }

    DeviceNetworks devices() {
        return devices;
    }

    RouterPackets routerPackets() {
        return routerPackets;
    }

    PacketSink sink() {
        return sink;
    }
}
