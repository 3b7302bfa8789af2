package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.lang.ref.Reference;

/**
 * A non-blocking UDP socket, connected or not, that tells the local address of what it receives (IP_PKTINFO, IPV6_RECVPKTINFO). Outer
 * TOS and ECN are 0 (RFC 9601); IPv4 datagrams leave without DF, so that a path with a smaller MTU fragments them, unless
 * {@link #forbidFragments} says otherwise.
 */
public final class UdpSocket implements AutoCloseable {
    /** Datagrams that may have come before the filter was there; far more than any can be. */
    private static final int DRAIN_LIMIT = 1024;

    private final int fd;
    private final boolean v4;
    private int port;

    private UdpSocket(int fd, boolean v4) {
        this.fd = fd;
        this.v4 = v4;
    }

    /**
     * Opens and binds a socket. IPv6 sockets take IPv6 alone.
     *
     * @param v4 the family
     * @param hi address to bind, two longs (IPv4 as v4-mapped)
     * @param port 0 for an ephemeral one
     * @param receiveBufferOctets wanted size of the kernel's receive buffer
     */
    public static UdpSocket open(boolean v4, long hi, long lo, int port, int receiveBufferOctets)
            throws SystemCallException {
        Linux.require();
        int type = SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
        int fd = Linux.check("socket", Linux.socket(v4 ? AF_INET : AF_INET6, type, 0));
        var socket = new UdpSocket(fd, v4);
        try {
            socket.setUp(receiveBufferOctets);
            socket.bind(hi, lo, port);
            return socket;
        } catch (SystemCallException e) {
            socket.close();
            throw e;
        }
    }

    /** As {@link #open}, on a port that others share ({@link #setSharing}) with another address; nobody may have this one's afterwards. */
    public static UdpSocket openBeside(boolean v4, long hi, long lo, int port, int receiveBufferOctets)
            throws SystemCallException {
        Linux.require();
        int type = SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
        int fd = Linux.check("socket", Linux.socket(v4 ? AF_INET : AF_INET6, type, 0));
        var socket = new UdpSocket(fd, v4);
        try {
            socket.setUp(receiveBufferOctets);
            socket.setSharing(true);
            socket.bind(hi, lo, port);
            socket.setSharing(false);
            return socket;
        } catch (SystemCallException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Opens a socket that hears one peer alone, on an address and port that others share ({@link #setSharing}). A filter drops every
     * datagram until it is connected, since between bind and connect it would take those of other peers: they are lost, and sent
     * again by whoever sent them.
     *
     * @param localHi address to bind, unspecified for the system's choice
     * @param localPort 0 for an ephemeral one
     */
    public static UdpSocket openConnected(
            boolean v4,
            long localHi,
            long localLo,
            int localPort,
            long peerHi,
            long peerLo,
            int peerPort,
            int receiveBufferOctets)
            throws SystemCallException {
        Linux.require();
        int type = SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
        int fd = Linux.check("socket", Linux.socket(v4 ? AF_INET : AF_INET6, type, 0));
        var socket = new UdpSocket(fd, v4);
        try {
            socket.setUp(receiveBufferOctets);
            socket.setSharing(true);
            Linux.check("setsockopt SO_ATTACH_FILTER", SocketFilter.DROP_ALL.attach(fd));
            socket.bind(localHi, localLo, localPort);
            socket.connect(peerHi, peerLo, peerPort);
            socket.drain();
            Linux.check("setsockopt SO_DETACH_FILTER", SocketFilter.detach(fd));
            return socket;
        } catch (SystemCallException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Lets sockets of {@link #openConnected} be bound to this one's address and port, or no longer. On only while one is bound, and after this
     * one's bind: any user's socket that is bound in that time could take datagrams from us, and a second daemon is to be refused
     * (EADDRINUSE). The kernel wants it of both, and asks when one is bound.
     */
    public void setSharing(boolean on) throws SystemCallException {
        set("setsockopt SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR, on ? 1 : 0);
    }

    /** Hears this peer alone from now on; errors that its ICMP messages tell come from receiving and sending then. */
    public void connect(long hi, long lo, int peerPort) throws SystemCallException {
        var memory = new NativeMemory(SocketAddresses.V6_OCTETS);
        int length = SocketAddresses.put(memory.buffer, 0, v4, hi, lo, peerPort);
        int result = Linux.connect(fd, memory.address, length);
        Reference.reachabilityFence(memory);
        Linux.check("connect", result);
    }

    /** Throws away what waits in the receive buffer. */
    private void drain() {
        var octet = new NativeMemory(1);
        for (int i = 0; i < DRAIN_LIMIT && Linux.recv(fd, octet.address, 1, MSG_DONTWAIT) >= 0; i++) {
            // The rest of each datagram goes with its first octet.
        }
        Reference.reachabilityFence(octet);
    }

    private void setUp(int receiveBufferOctets) throws SystemCallException {
        if (v4) {
            set("setsockopt IP_PKTINFO", IPPROTO_IP, IP_PKTINFO, 1);
            set("setsockopt IP_TOS", IPPROTO_IP, IP_TOS, 0);
            set("setsockopt IP_MTU_DISCOVER", IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DONT);
        } else {
            set("setsockopt IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY, 1);
            set("setsockopt IPV6_RECVPKTINFO", IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
            set("setsockopt IPV6_TCLASS", IPPROTO_IPV6, IPV6_TCLASS, 0);
        }
        buffer(SO_RCVBUFFORCE, SO_RCVBUF, receiveBufferOctets);
        buffer(SO_SNDBUFFORCE, SO_SNDBUF, receiveBufferOctets);
    }

    /**
     * Datagrams leave with DF, and one that is longer than what the kernel knows of its path's MTU is refused with EMSGSIZE
     * (RFC 1191, RFC 8201).
     */
    public void forbidFragments() throws SystemCallException {
        if (v4) {
            set("setsockopt IP_MTU_DISCOVER", IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DO);
        } else {
            set("setsockopt IPV6_MTU_DISCOVER", IPPROTO_IPV6, IPV6_MTU_DISCOVER, IPV6_PMTUDISC_DO);
        }
    }

    /** The forced size needs CAP_NET_ADMIN; without it the system's limit (net.core.rmem_max) applies. */
    private void buffer(int forced, int plain, int octets) {
        if (setInt(SOL_SOCKET, forced, octets) < 0) {
            setInt(SOL_SOCKET, plain, octets);
        }
    }

    private void set(String call, int level, int name, int value) throws SystemCallException {
        Linux.check(call, setInt(level, name, value));
    }

    private int setInt(int level, int name, int value) {
        return setInt(fd, level, name, value);
    }

    static int setInt(int fd, int level, int name, int value) {
        var memory = new NativeMemory(4);
        memory.buffer.putInt(0, value);
        int result = Linux.setsockopt(fd, level, name, memory.address, 4);
        Reference.reachabilityFence(memory);
        return result;
    }

    private void bind(long hi, long lo, int wanted) throws SystemCallException {
        var memory = new NativeMemory(40);
        int length = SocketAddresses.put(memory.buffer, 0, v4, hi, lo, wanted);
        Linux.check("bind to port " + wanted, Linux.bind(fd, memory.address, length));
        memory.buffer.putInt(32, 32);
        Linux.check("getsockname", Linux.getsockname(fd, memory.address, memory.address + 32));
        port = SocketAddresses.port(memory.buffer, 0);
    }

    public int fd() {
        return fd;
    }

    public boolean isV4() {
        return v4;
    }

    /** The local port. */
    public int port() {
        return port;
    }

    /** Size in octets of the receive buffer that the kernel gave. */
    public int receiveBufferOctets() {
        var memory = new NativeMemory(8);
        memory.buffer.putInt(4, 4);
        int result = Linux.getsockopt(fd, SOL_SOCKET, SO_RCVBUF, memory.address, memory.address + 4);
        return result < 0 ? 0 : memory.buffer.getInt(0);
    }

    /** Datagrams that the kernel dropped because the receive buffer was full, modulo 2^32; 0 when it does not tell. */
    public long kernelDrops() {
        var memory = new NativeMemory(4 * SK_MEMINFO_VARS + 4);
        int lengthAt = 4 * SK_MEMINFO_VARS;
        memory.buffer.putInt(lengthAt, lengthAt);
        int result = Linux.getsockopt(fd, SOL_SOCKET, SO_MEMINFO, memory.address, memory.address + lengthAt);
        return result < 0 ? 0 : memory.buffer.getInt(4 * SK_MEMINFO_DROPS) & 0xffffffffL;
    }

    @Override
    public void close() {
        Linux.close(fd);
    }
}
