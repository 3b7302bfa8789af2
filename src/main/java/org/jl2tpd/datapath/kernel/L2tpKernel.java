package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.PppoxSocket;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.TransportPath;

/**
 * The system calls of the L2TP and PPP drivers. Results are descriptors, numbers or 0; a negated errno when the call failed, and the
 * kernel is then as it was before.
 */
interface L2tpKernel extends AutoCloseable {
    /** Makes an unconnected PPPoX socket. */
    int openSocket();

    /**
     * Makes a tunnel over a UDP socket (session ids 0), or a session in it.
     *
     * @param path the tunnel's, for the peer's address
     */
    int connect(
            int fd, int udpFd, TransportPath path, int localTunnel, int localSession, int peerTunnel, int peerSession);

    int setOption(int fd, PppoxSocket.Option option, int value);

    /** The value of an option. */
    int option(int fd, PppoxSocket.Option option);

    /** What was counted of the tunnel or session of a socket; null when the driver does not tell. */
    L2tpStatistics statistics(int fd);

    /** The number of a session's channel. */
    int channel(int fd);

    /** Opens /dev/ppp. */
    int openPpp();

    /** Makes a descriptor of {@link #openPpp} a channel's. */
    int attachChannel(int fd, int channel);

    /** Makes a descriptor of {@link #openPpp} a new unit's; returns the unit's number. */
    int createUnit(int fd);

    int connectUnit(int channelFd, int unit);

    int setMru(int unitFd, int octets);

    /** Lets packets of PPP protocol 0x21 or 0x57 pass, or has them dropped. */
    int setPass(int unitFd, int protocol, boolean pass);

    int setChannelFlags(int channelFd, int flags);

    int bridge(int channelFd, int otherChannel);

    /** Nanoseconds since a unit's last packet, large before the first; -1 when unknown. */
    long idleNs(int unitFd);

    /** The index of a network device. */
    int deviceIndex(String name);

    /** The same, asked through any socket: one system call instead of three. */
    int deviceIndex(int socket, String name);

    int read(int fd, ByteBuffer direct);

    int write(int fd, ByteBuffer direct);

    int close(int fd);

    /** Opens what hears router packets of every device. */
    RouterSocket openRouterSocket() throws SystemCallException;

    /** Router packets; results as those of {@link L2tpKernel}. */
    interface RouterSocket extends AutoCloseable {
        int fd();

        /** Reads an IPv6 packet to the buffer's position. */
        int receive(ByteBuffer direct);

        /** The device of the last one. */
        int deviceIndex();

        @Override
        void close();
    }

    /** Whether the driver has a tunnel with this id, of whatever program; false when it does not tell. */
    boolean hasTunnel(int localTunnel);

    /** Has the driver forget a tunnel at once, also while its UDP socket lives on. Does nothing without one. */
    void deleteTunnel(int localTunnel);

    @Override
    void close();
}
