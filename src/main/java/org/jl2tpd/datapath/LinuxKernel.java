package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.linux.DeviceSettings;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.Ledger;
import org.jl2tpd.linux.Rtnetlink;
import org.jl2tpd.linux.RtnetlinkFailure;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.linux.TunDevice;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** TUN devices and rtnetlink. */
final class LinuxKernel implements Kernel {
    /** What may wait behind a rate limit, in bursts. */
    private static final int WAITING_BURSTS = 2;

    private final Rtnetlink netlink;
    /** What each change of the batch is about, to name the one that failed. */
    private final List<Object> subjects = new ArrayList<>();

    private final Ledger ledger;
    private RtnetlinkFailure failure;

    LinuxKernel() throws SystemCallException {
        this(Ledger.none());
    }

    LinuxKernel(Ledger ledger) throws SystemCallException {
        this.ledger = ledger;
        netlink = new Rtnetlink();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    private record Tun(TunDevice tun) implements Device {
        @Override
        public int fd() {
            return tun.fd();
        }

        @Override
        public String name() {
            return tun.name();
        }

        @Override
        public int index() {
            return tun.index();
        }

        @Override
        public int read(ByteBuffer direct) {
            return tun.read(direct);
        }

        @Override
        public int write(ByteBuffer direct) {
            return tun.write(direct);
        }

        @Override
        public void close() {
            tun.close();
        }
    }

    @Override
    public Device open(String name) throws SystemCallException {
        return new Tun(TunDevice.open(name));
    }

    @Override
    public void begin() {
        netlink.begin();
        subjects.clear();
    }

    @Override
    public void linkUp(int index, int mtu) {
        subjects.add("device");
        netlink.linkUp(index, mtu);
    }

    @Override
    public void linkDown(int index) {
        subjects.add("device");
        netlink.linkDown(index);
    }

    @Override
    public void linkSettings(int index, String name, int mtu, int group) {
        subjects.add(name.isEmpty() ? "device" : name);
        netlink.linkSettings(index, name, mtu, group);
    }

    @Override
    public String deviceName(int index) {
        Rtnetlink.Link link = netlink.link(index);
        return link == null ? null : link.name();
    }

    @Override
    public void noAddressGeneration(int index) {
        subjects.add("device");
        netlink.noAddressGeneration(index);
    }

    @Override
    public boolean takeNoDefaultRoute(String device) {
        return DeviceSettings.takeNoDefaultRoute(device);
    }

    @Override
    public boolean refuseAdvertisements(String device) {
        return DeviceSettings.refuseAdvertisements(device);
    }

    @Override
    public boolean checkSources(String device) {
        return DeviceSettings.checkSources(device);
    }

    @Override
    public void addAddress(int index, IpAddress local, IpAddress peer, int length) {
        subjects.add(local);
        netlink.addAddress(index, local.toBytes(), octets(peer), length);
    }

    @Override
    public void removeAddress(int index, IpAddress local, IpAddress peer, int length) {
        subjects.add(local);
        netlink.removeAddress(index, local.toBytes(), octets(peer), length);
    }

    @Override
    public void addRoute(int index, IpPrefix prefix, IpAddress source, int mtu, boolean replace) {
        subjects.add(prefix);
        netlink.addRoute(index, prefix.address().toBytes(), prefix.length(), octets(source), mtu, replace);
    }

    @Override
    public void removeRoute(int index, IpPrefix prefix) {
        subjects.add(prefix);
        netlink.removeRoute(index, prefix.address().toBytes(), prefix.length());
    }

    @Override
    public void shape(int index, long octetsPerSecond, int burst) {
        subjects.add("rate limit to the peer (kernel module sch_tbf)");
        netlink.shape(index, octetsPerSecond, burst, WAITING_BURSTS * burst);
    }

    @Override
    public void unshape(int index) {
        subjects.add("rate limit to the peer");
        netlink.unshape(index);
    }

    @Override
    public void openIngress(int index) {
        subjects.add("rate limit from the peer (kernel module sch_ingress)");
        netlink.openIngress(index);
    }

    @Override
    public void police(int index, long octetsPerSecond, int burst) {
        subjects.add("rate limit from the peer (kernel modules cls_u32 and act_police)");
        netlink.police(index, octetsPerSecond, burst);
    }

    @Override
    public void closeIngress(int index) {
        subjects.add("rate limit from the peer");
        netlink.closeIngress(index);
    }

    @Override
    public Hop hopTo(IpAddress address) {
        Rtnetlink.Route route = netlink.routeTo(address.toBytes());
        if (route == null || route.local()) {
            return null;
        }
        IpAddress gateway = route.gateway() == null ? null : IpAddress.of(route.gateway());
        return new Hop(address, gateway, route.deviceIndex());
    }

    @Override
    public void addHostRoute(Hop hop) {
        subjects.add(hop.address());
        netlink.addHostRoute(hop.index(), hop.address().toBytes(), octets(hop.gateway()));
    }

    @Override
    public void removeHostRoute(Hop hop) {
        subjects.add(hop.address());
        netlink.removeHostRoute(hop.index(), hop.address().toBytes(), octets(hop.gateway()));
    }

    private static byte[] octets(IpAddress address) {
        return address == null ? null : address.toBytes();
    }

    @Override
    public String commit() {
        failure = netlink.commit();
        if (failure == null) {
            return null;
        }
        int at = failure.request() - 1;
        return at >= 0 && at < subjects.size() ? subjects.get(at) + ": " + failure.describe() : failure.describe();
    }

    /** Whether the last commit did not fail of a lack of permission. */
    boolean isPermitted() {
        return failure == null || failure.errno() != Errno.EPERM;
    }

    @Override
    public void close() {
        netlink.close();
    }
}
