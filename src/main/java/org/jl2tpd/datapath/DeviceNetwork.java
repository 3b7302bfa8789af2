package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.linux.Errno;

/** The network of a session on a device of its own that another part of the kernel carries: addresses, routes, up and down. */
public final class DeviceNetwork {
    private final TunNetwork network;
    private final TunSession state;
    private boolean up;

    DeviceNetwork(TunNetwork network, int index, String name, int mtu) {
        this.network = network;
        state = new TunSession(
                null, new TunPort(new Carried(index, name), false, Math.min(mtu, TunSettings.MTU_LIMIT)));
    }

    /** A device whose packets do not pass this process. */
    private record Carried(int index, String name) implements Kernel.Device {
        @Override
        public int fd() {
            return -1;
        }

        @Override
        public int read(ByteBuffer direct) {
            return -Errno.EBADF;
        }

        @Override
        public int write(ByteBuffer direct) {
            return -Errno.EBADF;
        }

        @Override
        public void close() {}
    }

    /** Takes the device up and gives it the network, or changes that; returns null, or what failed: it is down and bare then. */
    public String apply(SessionNetwork wanted) {
        String problem = up ? null : network.takeUp(state.port, wanted.client());
        if (problem == null) {
            up = true;
            problem = network.apply(state, wanted);
        }
        if (problem != null) {
            takeDown();
        }
        return problem;
    }

    /** The network that it has; null for none. */
    public SessionNetwork current() {
        return state.network;
    }

    /** Takes addresses and routes away, and the device down. */
    public void takeDown() {
        remove();
        if (up) {
            up = false;
            network.takeDown(state.port);
        }
    }

    /** Takes addresses and routes away from a device that is to go. */
    public void remove() {
        network.remove(state);
    }
}
