package org.jl2tpd.daemon;

import java.util.List;
import org.jl2tpd.datapath.DrivenDatapath;
import org.jl2tpd.datapath.MemoryDatapath;
import org.jl2tpd.datapath.TunDatapath;
import org.jl2tpd.datapath.TunSettings;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.profile.Choices.DatapathKind;
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
    /** As the configuration says; {@code auto} takes tun where it can be had, else memory. */
    static DatapathChoice make(Configuration configuration) throws StartFailure {
        Profile system = configuration.system();
        DatapathKind kind = system.get(SystemAttributes.DATAPATH);
        if (kind == DatapathKind.MEMORY) {
            return new DatapathChoice(new MemoryDatapath(), "configured");
        }
        try {
            return new DatapathChoice(
                    tun(configuration), kind == DatapathKind.TUN ? "configured" : "TUN devices are usable");
        } catch (SystemCallException e) {
            if (kind == DatapathKind.TUN) {
                throw new StartFailure(
                        "can't use TUN devices: " + e.getMessage()
                                + "; they need /dev/net/tun and CAP_NET_ADMIN (root); datapath = \"memory\" needs neither",
                        e);
            }
            String why = "no TUN devices: " + e.getMessage() + "; nothing but echo is answered in memory";
            return new DatapathChoice(new MemoryDatapath(), why);
        }
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
