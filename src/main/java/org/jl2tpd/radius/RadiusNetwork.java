package org.jl2tpd.radius;

import org.jl2tpd.wire.IpAddress;

/** Port: how a {@link RadiusClient} reaches its servers. Calls come from the client's thread and never block. */
public interface RadiusNetwork {
    /**
     * Opens a UDP port of our choice.
     *
     * @param index 0 and on; each family has its own
     * @return false when that is not possible now
     */
    boolean open(boolean ipv4, int index);

    /**
     * Sends from an opened port. A packet that can't leave now is lost, as on any network.
     *
     * @return why it did not leave, null when it did
     */
    String send(int index, IpAddress server, int port, byte[] packet);

    /** Our address towards that server, null when there is none. */
    IpAddress localAddress(IpAddress server);
}
