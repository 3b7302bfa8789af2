package org.jl2tpd.datapath.kernel;

import org.jl2tpd.datapath.NetworkKernel;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.linux.DeviceAddress;

/** Puts devices that pppds made under the same rules as those that we make. */
final class PppdDevices implements PppdSupervisor.Devices {
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
    public boolean exists(String device) {
        return kernel.deviceIndex(device) > 0;
    }

    /** A unit that was renamed has no device of its old name any more. */
    @Override
    public boolean isForeign(String device, String unit) {
        int type = DeviceAddress.type(device);
        boolean renamed = !unit.isEmpty() && !unit.equals(device);
        return type >= 0 && type != DeviceAddress.ARPHRD_PPP || renamed && exists(unit);
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
