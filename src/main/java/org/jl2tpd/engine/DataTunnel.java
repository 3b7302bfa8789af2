package org.jl2tpd.engine;

import org.jl2tpd.wire.TransportPath;

/** A tunnel as a {@link FrameDatapath} sees it. */
public interface DataTunnel {
    int localTunnelId();

    /** The configured name, empty for none. */
    default String name() {
        return "";
    }

    /** The peer's id for the tunnel; known from the first message that proved the peer. */
    int peerTunnelId();

    /** Addresses, ports and the socket, which is connected to the peer. */
    TransportPath path();

    /** The datapath's own object for this tunnel; null before {@link FrameDatapath#openTunnel}. */
    Object datapathState();

    void setDatapathState(Object state);
}
