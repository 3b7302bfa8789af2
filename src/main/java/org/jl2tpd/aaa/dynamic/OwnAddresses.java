package org.jl2tpd.aaa.dynamic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import org.jl2tpd.wire.IpAddress;

/** Whether an address is one of this host. A list of all would be long: each session may have a device. */
final class OwnAddresses {
    private OwnAddresses() {}

    /** Only a socket of a host's own address can be bound. */
    static boolean contains(IpAddress address) {
        if (address.isUnspecified() || address.isMulticast() || address.isBroadcast()) {
            return false;
        }
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(address.toBytes()), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
