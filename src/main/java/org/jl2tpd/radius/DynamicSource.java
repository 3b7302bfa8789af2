package org.jl2tpd.radius;

import org.jl2tpd.wire.IpAddress;

/**
 * Where a request came from, and by which of our sockets.
 *
 * @param socket index of the socket that the answer leaves by
 */
public record DynamicSource(IpAddress address, int port, int socket) {}
