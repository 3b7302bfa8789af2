package org.jl2tpd.daemon;

import org.jl2tpd.datapath.DrivenDatapath;
import org.jl2tpd.datapath.MemoryDatapath;
import org.jl2tpd.datapath.TunDatapath;
import org.jl2tpd.datapath.TunSettings;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.profile.Choices.DatapathKind;
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
    static DatapathChoice make(Profile system) throws StartFailure {
        DatapathKind kind = system.get(SystemAttributes.DATAPATH);
        if (kind == DatapathKind.MEMORY) {
            return new DatapathChoice(new MemoryDatapath(), "configured");
        }
        try {
            return new DatapathChoice(tun(system), kind == DatapathKind.TUN ? "configured" : "TUN devices are usable");
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

    private static TunDatapath tun(Profile system) throws SystemCallException {
        TunSettings defaults = TunSettings.DEFAULT;
        TunDatapath tun = new TunDatapath(
                new TunSettings(system.get(SystemAttributes.TUN_NAME), defaults.mtu(), defaults.sourceCheck()));
        String problem = tun.check();
        if (problem != null) {
            throw new SystemCallException(problem);
        }
        return tun;
    }
}
