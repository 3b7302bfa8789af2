package org.jl2tpd.daemon;

import java.nio.file.Path;
import org.jl2tpd.linux.KernelSetting;
import org.jl2tpd.management.model.InterfaceMemory;

/** How many hops the kernel lets datagrams of tunnels make (Documentation/networking/ip-sysctl.rst of the kernel). */
final class HopLimits {
    private static final Path IPV4 = Path.of("/proc/sys/net/ipv4/ip_default_ttl");
    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6/conf/default/hop_limit");
    private static final int MOST = 255;
    /** The kernel's own, where it does not tell. */
    private static final int USUAL = 64;

    private HopLimits() {}

    static void tell(InterfaceMemory memory) {
        memory.useHopLimits(KernelSetting.number(IPV4, 1, MOST, USUAL), KernelSetting.number(IPV6, 1, MOST, USUAL));
    }
}
