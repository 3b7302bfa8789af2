package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import org.jl2tpd.linux.L2tpNetlink;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.PacketSocket;
import org.jl2tpd.linux.PppChannel;
import org.jl2tpd.linux.PppDescriptor;
import org.jl2tpd.linux.PppUnit;
import org.jl2tpd.linux.PppoxSocket;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.TransportPath;

/** The drivers of this host. */
final class LinuxL2tpKernel implements L2tpKernel {
    /** Null where the driver has no netlink: tunnels then go with their UDP sockets alone. */
    private L2tpNetlink netlink;

    private boolean netlinkWasTried;

    /** Opens netlink once, when it is needed: the module may be loaded by the check of the drivers only. */
    private L2tpNetlink netlink() {
        if (!netlinkWasTried) {
            netlinkWasTried = true;
            try {
                netlink = new L2tpNetlink();
            } catch (SystemCallException e) {
                // The module l2tp_netlink is absent; l2tp_ppp alone carries sessions.
            }
        }
        return netlink;
    }

    @Override
    public int openSocket() {
        return PppoxSocket.open();
    }

    @Override
    public int connect(
            int fd, int udpFd, TransportPath path, int localTunnel, int localSession, int peerTunnel, int peerSession) {
        return PppoxSocket.connect(
                fd,
                udpFd,
                path.peerAddress().hi(),
                path.peerAddress().lo(),
                path.peerPort(),
                localTunnel,
                localSession,
                peerTunnel,
                peerSession);
    }

    @Override
    public int setOption(int fd, PppoxSocket.Option option, int value) {
        return PppoxSocket.setOption(fd, option, value);
    }

    @Override
    public int option(int fd, PppoxSocket.Option option) {
        return PppoxSocket.option(fd, option);
    }

    @Override
    public L2tpStatistics statistics(int fd) {
        return PppoxSocket.statistics(fd);
    }

    @Override
    public int channel(int fd) {
        return PppoxSocket.channel(fd);
    }

    @Override
    public int openPpp() {
        return PppDescriptor.open();
    }

    @Override
    public int attachChannel(int fd, int channel) {
        return PppChannel.attach(fd, channel);
    }

    @Override
    public int createUnit(int fd) {
        return PppUnit.create(fd);
    }

    @Override
    public int connectUnit(int channelFd, int unit) {
        return PppChannel.connect(channelFd, unit);
    }

    @Override
    public int setMru(int unitFd, int octets) {
        return PppUnit.setMru(unitFd, octets);
    }

    @Override
    public int setPass(int unitFd, int protocol, boolean pass) {
        return PppUnit.setPass(unitFd, protocol, pass);
    }

    @Override
    public int setChannelFlags(int channelFd, int flags) {
        return PppChannel.setFlags(channelFd, flags);
    }

    @Override
    public int bridge(int channelFd, int otherChannel) {
        return PppChannel.bridge(channelFd, otherChannel);
    }

    @Override
    public long idleNs(int unitFd) {
        return PppUnit.idleNs(unitFd);
    }

    @Override
    public int deviceIndex(String name) {
        return Linux.deviceIndex(name);
    }

    @Override
    public int deviceIndex(int socket, String name) {
        return Linux.deviceIndex(socket, name);
    }

    @Override
    public int read(int fd, ByteBuffer direct) {
        return PppDescriptor.read(fd, direct);
    }

    @Override
    public int write(int fd, ByteBuffer direct) {
        return PppDescriptor.write(fd, direct);
    }

    @Override
    public int close(int fd) {
        return Linux.close(fd);
    }

    @Override
    public RouterSocket openRouterSocket() throws SystemCallException {
        PacketSocket socket = PacketSocket.open();
        return new RouterSocket() {
            @Override
            public int fd() {
                return socket.fd();
            }

            @Override
            public int receive(ByteBuffer direct) {
                return socket.receive(direct);
            }

            @Override
            public int deviceIndex() {
                return socket.deviceIndex();
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    @Override
    public boolean hasTunnel(int localTunnel) {
        try {
            return netlink() != null && netlink.tunnel(localTunnel) != null;
        } catch (SystemCallException e) {
            return false;
        }
    }

    @Override
    public void deleteTunnel(int localTunnel) {
        if (netlink() == null) {
            return;
        }
        try {
            netlink.deleteTunnel(localTunnel);
        } catch (SystemCallException e) {
            // It goes with its UDP socket.
        }
    }

    @Override
    public void close() {
        if (netlink != null) {
            netlink.close();
        }
    }
}
