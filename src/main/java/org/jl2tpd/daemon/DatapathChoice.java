package org.jl2tpd.daemon;

import java.util.List;
import org.jl2tpd.datapath.DrivenDatapath;
import org.jl2tpd.datapath.MemoryDatapath;
import org.jl2tpd.datapath.TunDatapath;
import org.jl2tpd.datapath.TunSettings;
import org.jl2tpd.datapath.kernel.KernelDatapath;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SystemAttributes;

/**
 * A datapath, and why it is this one.
 *
 * @param datapath not attached yet
 * @param reason in words for an operator
 */
record DatapathChoice(DrivenDatapath datapath, String reason) {
    /** As the configuration says; {@code auto} takes the kernel where it can be had, then tun, then memory. */
    static DatapathChoice make(Configuration configuration) throws StartFailure {
        String problem = Pppd.problem(configuration);
        if (problem != null) {
            throw new StartFailure(problem, null);
        }
        return switch (configuration.system().get(SystemAttributes.DATAPATH)) {
            case KERNEL -> ofKernel(configuration);
            case TUN -> ofTun(configuration);
            case MEMORY -> new DatapathChoice(new MemoryDatapath(), "configured");
            case AUTO -> best(configuration);
        };
    }

    private static DatapathChoice ofKernel(Configuration configuration) throws StartFailure {
        try {
            return new DatapathChoice(kernel(configuration), "configured");
        } catch (SystemCallException e) {
            throw new StartFailure(
                    "can't use the kernel's L2TP driver: " + e.getMessage() + "; datapath = \"tun\" needs none", e);
        }
    }

    private static DatapathChoice ofTun(Configuration configuration) throws StartFailure {
        try {
            return new DatapathChoice(tun(configuration), "configured");
        } catch (SystemCallException e) {
            throw new StartFailure(
                    "can't use TUN devices: " + e.getMessage()
                            + "; they need /dev/net/tun and CAP_NET_ADMIN (root); datapath = \"memory\" needs neither",
                    e);
        }
    }

    private static DatapathChoice best(Configuration configuration) throws StartFailure {
        String noKernel;
        try {
            return new DatapathChoice(kernel(configuration), "the kernel's L2TP driver is usable");
        } catch (SystemCallException e) {
            noKernel = "no kernel datapath: " + e.getMessage();
            if (Pppd.isWanted(configuration)) {
                throw new StartFailure("ppp = \"pppd\" needs the kernel datapath: " + e.getMessage(), e);
            }
        }
        try {
            return new DatapathChoice(tun(configuration), noKernel + "; TUN devices are usable");
        } catch (SystemCallException e) {
            String why = noKernel + "; no TUN devices: " + e.getMessage() + "; nothing but echo is answered in memory";
            return new DatapathChoice(new MemoryDatapath(), why);
        }
    }

    private static KernelDatapath kernel(Configuration configuration) throws SystemCallException {
        KernelDatapath kernel = KernelDatapath.ofHost(
                Pppd.settings(configuration), configuration.system().get(SystemAttributes.KERNEL_SOURCE_CHECK));
        String problem = kernel.check();
        if (problem != null) {
            kernel.close();
            throw new SystemCallException(problem);
        }
        return kernel;
    }

    private static TunDatapath tun(Configuration configuration) throws SystemCallException {
        Profile system = configuration.system();
        boolean bySession = system.get(SystemAttributes.TUN_ROUTE_PER_SESSION);
        TunDatapath tun = new TunDatapath(new TunSettings(
                system.get(SystemAttributes.TUN_NAME),
                system.get(SystemAttributes.TUN_MTU),
                system.get(SystemAttributes.TUN_SOURCE_CHECK),
                bySession ? List.of() : PoolRoutes.of(configuration.pools().values())));
        String problem = tun.check();
        if (problem != null) {
            throw new SystemCallException(problem);
        }
        return tun;
    }
}
