package org.jl2tpd.daemon;

import java.util.List;
import org.jl2tpd.datapath.DrivenDatapath;
import org.jl2tpd.datapath.MemoryDatapath;
import org.jl2tpd.datapath.TunDatapath;
import org.jl2tpd.datapath.TunSettings;
import org.jl2tpd.datapath.kernel.KernelDatapath;
import org.jl2tpd.datapath.kernel.PppdSpawner;
import org.jl2tpd.linux.Ledger;
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
    /**
     * The same for a daemon that starts pppds by itself.
     *
     * @param ledger remembers what does not end with the process
     */
    static DatapathChoice make(Configuration configuration, Ledger ledger) throws StartFailure {
        return make(configuration, ledger, null);
    }

    /** As the configuration says; {@code auto} takes the kernel where it can be had, then tun, then memory. */
    static DatapathChoice make(Configuration configuration, Ledger ledger, PppdSpawner spawner) throws StartFailure {
        String problem = Pppd.problem(configuration, spawner != null);
        if (problem != null) {
            throw new StartFailure(problem, null);
        }
        return switch (configuration.system().get(SystemAttributes.DATAPATH)) {
            case KERNEL -> ofKernel(configuration, ledger, spawner);
            case TUN -> ofTun(configuration, ledger);
            case MEMORY -> new DatapathChoice(new MemoryDatapath(), "configured");
            case AUTO -> best(configuration, ledger, spawner);
        };
    }

    private static DatapathChoice ofKernel(Configuration configuration, Ledger ledger, PppdSpawner spawner)
            throws StartFailure {
        try {
            return new DatapathChoice(kernel(configuration, ledger, spawner), "configured");
        } catch (SystemCallException e) {
            throw new StartFailure(
                    "can't use the kernel's L2TP driver: " + e.getMessage() + "; datapath = \"tun\" needs none", e);
        }
    }

    private static DatapathChoice ofTun(Configuration configuration, Ledger ledger) throws StartFailure {
        try {
            return new DatapathChoice(tun(configuration, ledger), "configured");
        } catch (SystemCallException e) {
            throw new StartFailure(
                    "can't use TUN devices: " + e.getMessage()
                            + "; they need /dev/net/tun and CAP_NET_ADMIN (root); datapath = \"memory\" needs neither",
                    e);
        }
    }

    private static DatapathChoice best(Configuration configuration, Ledger ledger, PppdSpawner spawner)
            throws StartFailure {
        String noKernel;
        try {
            return new DatapathChoice(kernel(configuration, ledger, spawner), "the kernel's L2TP driver is usable");
        } catch (SystemCallException e) {
            noKernel = "no kernel datapath: " + e.getMessage();
            if (Pppd.isWanted(configuration)) {
                throw new StartFailure("ppp = \"pppd\" needs the kernel datapath: " + e.getMessage(), e);
            }
        }
        try {
            return new DatapathChoice(tun(configuration, ledger), noKernel + "; TUN devices are usable");
        } catch (SystemCallException e) {
            String why = noKernel + "; no TUN devices: " + e.getMessage() + "; nothing but echo is answered in memory";
            return new DatapathChoice(new MemoryDatapath(), why);
        }
    }

    private static KernelDatapath kernel(Configuration configuration, Ledger ledger, PppdSpawner spawner)
            throws SystemCallException {
        KernelDatapath kernel = KernelDatapath.ofHost(
                Pppd.settings(configuration),
                spawner,
                configuration.system().get(SystemAttributes.KERNEL_SOURCE_CHECK),
                ledger,
                CleanUp.runtimeDirectory(configuration));
        String problem = kernel.check();
        if (problem != null) {
            kernel.close();
            throw new SystemCallException(problem);
        }
        return kernel;
    }

    private static TunDatapath tun(Configuration configuration, Ledger ledger) throws SystemCallException {
        Profile system = configuration.system();
        boolean bySession = system.get(SystemAttributes.TUN_ROUTE_PER_SESSION);
        TunDatapath tun = new TunDatapath(
                new TunSettings(
                        system.get(SystemAttributes.TUN_NAME),
                        system.get(SystemAttributes.TUN_MTU),
                        system.get(SystemAttributes.TUN_SOURCE_CHECK),
                        bySession
                                ? List.of()
                                : PoolRoutes.of(configuration.pools().values())),
                ledger);
        String problem = tun.check();
        if (problem != null) {
            throw new SystemCallException(problem);
        }
        return tun;
    }
}
