package org.jl2tpd.aaa.edge;

import java.net.InetSocketAddress;

/** Takes datagrams of a {@link ListeningSocket}, on the RADIUS thread. */
public interface DatagramHandler {
    /**
     * @param nowNs as {@code System.nanoTime()}
     * @param datagram at the array's begin; not to be kept
     * @param length at most {@link ListeningSocket#MAX_DATAGRAM}; more is cut off
     */
    void onDatagram(long nowNs, InetSocketAddress from, byte[] datagram, int length);
}
