package org.jl2tpd.wire;

/**
 * Where a received datagram came from and was sent to, in fields that the receiver overwrites for the next one:
 * routing a packet costs no allocation. Whoever keeps it calls {@link #freeze}.
 */
public final class DatagramPath {
    public int socket;
    public long localHi;
    public long localLo;
    public int localPort;
    public long peerHi;
    public long peerLo;
    public int peerPort;

    /** Sets all fields from a path. */
    public DatagramPath set(TransportPath path) {
        socket = path.socket();
        localHi = path.localAddress().hi();
        localLo = path.localAddress().lo();
        localPort = path.localPort();
        peerHi = path.peerAddress().hi();
        peerLo = path.peerAddress().lo();
        peerPort = path.peerPort();
        return this;
    }

    /** Whether the datagram came from the path's peer address and port, on its socket. */
    public boolean isFrom(TransportPath path) {
        return peerPort == path.peerPort() && socket == path.socket() && isFromAddress(path.peerAddress());
    }

    /** Whether the datagram came from the address, whatever its port. */
    public boolean isFromAddress(IpAddress address) {
        return peerLo == address.lo() && peerHi == address.hi();
    }

    /** The peer's address as a value of its own. */
    public IpAddress peerAddress() {
        return new IpAddress(peerHi, peerLo);
    }

    /** A copy that stays. */
    public TransportPath freeze() {
        return new TransportPath(socket, new IpAddress(localHi, localLo), localPort, peerAddress(), peerPort);
    }
}
