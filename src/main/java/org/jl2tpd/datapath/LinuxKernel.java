package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import org.jl2tpd.linux.Rtnetlink;
import org.jl2tpd.linux.RtnetlinkFailure;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.linux.TunDevice;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** TUN devices and rtnetlink. */
final class LinuxKernel implements Kernel {
    private final Rtnetlink netlink;

    LinuxKernel() throws SystemCallException {
        netlink = new Rtnetlink();
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
    }

    @Override
    public void linkUp(int index, int mtu) {
        netlink.linkUp(index, mtu);
    }

    @Override
    public void noAddressGeneration(int index) {
        netlink.noAddressGeneration(index);
    }

    @Override
    public void addAddress(int index, IpAddress local, IpAddress peer, int length) {
        netlink.addAddress(index, local.toBytes(), peer == null ? null : peer.toBytes(), length);
    }

    @Override
    public void removeAddress(int index, IpAddress local, IpAddress peer, int length) {
        netlink.removeAddress(index, local.toBytes(), peer == null ? null : peer.toBytes(), length);
    }

    @Override
    public void addRoute(int index, IpPrefix prefix, IpAddress source, int mtu) {
        byte[] from = source == null ? null : source.toBytes();
        netlink.addRoute(index, prefix.address().toBytes(), prefix.length(), from, mtu);
    }

    @Override
    public void removeRoute(int index, IpPrefix prefix) {
        netlink.removeRoute(index, prefix.address().toBytes(), prefix.length());
    }

    @Override
    public String commit() {
        RtnetlinkFailure failure = netlink.commit();
        return failure == null ? null : failure.describe();
    }

    @Override
    public void close() {
        netlink.close();
    }
}
