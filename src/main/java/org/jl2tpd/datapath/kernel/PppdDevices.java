package org.jl2tpd.datapath.kernel;

import org.jl2tpd.datapath.NetworkKernel;
import org.jl2tpd.engine.PppdOptions;

/** Puts devices that pppds made under the same rules as those that we make. */
final class PppdDevices implements PppdSupervisor.DeviceRules {
    private final L2tpKernel kernel;
    private final NetworkKernel network;
    private final boolean sourceCheck;

    /** @param sourceCheck whether packets of a server's sessions must come from where the routes lead to them */
    PppdDevices(L2tpKernel kernel, NetworkKernel network, boolean sourceCheck) {
        this.kernel = kernel;
        this.network = network;
        this.sourceCheck = sourceCheck;
    }

    @Override
    public boolean apply(String device, PppdOptions options) {
        boolean checked = sourceCheck && options.session().lns();
        int index = kernel.deviceIndex(device);
        if (index <= 0) {
            return false;
        }
        network.begin();
        network.linkSettings(index, "", 0, PacketRules.group(options.clampMss(), checked));
        boolean grouped = network.commit() == null;
        return grouped & (!checked || network.checkSources(device));
    }
}
