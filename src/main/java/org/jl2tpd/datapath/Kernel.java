package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** What the TUN datapath asks of the kernel; changes are gathered after {@link #begin} and made by {@link #commit}. */
interface Kernel extends AutoCloseable {
    /** A device that carries packets; reads and writes return octets or a negated errno. */
    interface Device extends AutoCloseable {
        int fd();

        String name();

        int index();

        int read(ByteBuffer direct);

        int write(ByteBuffer direct);

        @Override
        void close();
    }

    Device open(String name) throws SystemCallException;

    void begin();

    void linkUp(int index, int mtu);

    void noAddressGeneration(int index);

    /**
     * Has Router Advertisements on the device give addresses but no default route; made at once, not gathered.
     *
     * @return whether that is so now
     */
    boolean takeNoDefaultRoute(Device device);

    /** @param peer the other end, null for none */
    void addAddress(int index, IpAddress local, IpAddress peer, int length);

    void removeAddress(int index, IpAddress local, IpAddress peer, int length);

    /**
     * @param source preferred source, null for the kernel's choice
     * @param mtu 0 for the device's
     * @param replace whether a route to the prefix may exist
     */
    void addRoute(int index, IpPrefix prefix, IpAddress source, int mtu, boolean replace);

    void removeRoute(int index, IpPrefix prefix);

    /** The way to an address as it is now; null when there is none or it is an address of this host. */
    Hop hopTo(IpAddress address);

    /** Adds a route to one address; fails where one exists. */
    void addHostRoute(Hop hop);

    void removeHostRoute(Hop hop);

    /** The next hop to an address, {@code gateway} null when it is on the link. */
    record Hop(IpAddress address, IpAddress gateway, int index) {}

    /** Returns null, or what failed first in words for an operator. */
    String commit();

    @Override
    void close();
}
