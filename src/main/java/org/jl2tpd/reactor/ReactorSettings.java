package org.jl2tpd.reactor;

import java.util.List;
import org.jl2tpd.wire.IpAddress;

/**
 * What a reactor is told.
 *
 * @param listen addresses of the listening sockets, 0.0.0.0 and {@code ::} for any; may be empty for a client alone
 * @param port of the listening sockets, 0 for ephemeral ones
 * @param receiveBufferOctets of every listening socket, as far as the kernel permits
 */
public record ReactorSettings(List<IpAddress> listen, int port, int receiveBufferOctets) {
    /** The port of L2TP (RFC 2661 8.1). */
    public static final int L2TP_PORT = 1701;
    /** Room for several thousand datagrams, so that a burst of control messages is not lost. */
    public static final int RECEIVE_BUFFER_OCTETS = 8 << 20;
    /** Receive buffer of a client's socket, which carries one tunnel. */
    public static final int CLIENT_BUFFER_OCTETS = 1 << 20;
}
