package org.jl2tpd.datapath;

import org.jl2tpd.linux.Ledger;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * Addresses, routes and settings of devices, as a datapath asks the kernel for them; changes are gathered after {@link #begin} and made by
 * {@link #commit}.
 */
public interface NetworkKernel extends AutoCloseable {
    /**
     * The kernel of this host.
     *
     * @param ledger remembers what does not end with a device or the process
     */
    static NetworkKernel ofHost(Ledger ledger) throws SystemCallException {
        return new LinuxKernel(ledger);
    }

    /** Where what does not end with a device or the process is remembered. */
    default Ledger ledger() {
        return Ledger.none();
    }

    void begin();

    void linkUp(int index, int mtu);

    void linkDown(int index);

    /**
     * MTU and group of a device, and its name.
     *
     * @param name of a device that is down; may hold one {@code %d} for a number of the kernel's choice; empty to leave it
     * @param mtu 0 to leave it
     */
    void linkSettings(int index, String name, int mtu, int group);

    /** The name of a device; null when there is none. */
    String deviceName(int index);

    void noAddressGeneration(int index);

    /**
     * Has Router Advertisements on the device give addresses but no default route; made at once, not gathered.
     *
     * @return whether that is so now
     */
    boolean takeNoDefaultRoute(String device);

    /**
     * Has Router Advertisements on the device not heard; made at once, not gathered.
     *
     * @return whether that is so now
     */
    boolean refuseAdvertisements(String device);

    /**
     * Has IPv4 packets from the device dropped whose source no route leads back to through it; made at once, not gathered.
     *
     * @return whether that is so now
     */
    boolean checkSources(String device);

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

    /**
     * Limits what leaves by a device, or changes that limit.
     *
     * @param octetsPerSecond at least 1
     * @param burst octets that may leave at once
     */
    void shape(int index, long octetsPerSecond, int burst);

    void unshape(int index);

    /** Makes what {@link #police} needs. */
    void openIngress(int index);

    /** Limits what comes in by a device, or changes that limit. */
    void police(int index, long octetsPerSecond, int burst);

    /** Takes away what {@link #openIngress} and {@link #police} made. */
    void closeIngress(int index);

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
