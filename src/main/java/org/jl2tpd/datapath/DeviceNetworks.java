package org.jl2tpd.datapath;

/** Makes the networks of devices that each belong to one session. */
public final class DeviceNetworks {
    private final TunNetwork network;

    public DeviceNetworks(NetworkKernel kernel, DatapathCounters counters) {
        network = new TunNetwork(TunSettings.DEFAULT, kernel, counters);
    }

    /**
     * Takes charge of a device's network.
     *
     * @param index of the device, which is down
     * @param mtu of the device
     */
    public DeviceNetwork of(int index, String name, int mtu) {
        return new DeviceNetwork(network, index, name, mtu);
    }
}
