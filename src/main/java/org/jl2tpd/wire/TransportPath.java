package org.jl2tpd.wire;

/**
 * The addresses and ports of a tunnel's datagrams (RFC 2661 8.1), seen from us.
 *
 * @param socket which of the daemon's UDP sockets carries it
 * @param localAddress the address that the peer uses for us; unspecified lets the system choose
 * @param localPort 0 to 65535
 * @param peerAddress the peer
 * @param peerPort 0 to 65535
 */
public record TransportPath(int socket, IpAddress localAddress, int localPort, IpAddress peerAddress, int peerPort) {
    @Override
    public String toString() {
        return IpText.format(localAddress) + ":" + localPort + "-" + IpText.format(peerAddress) + ":" + peerPort;
    }
}
