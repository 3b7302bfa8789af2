package org.jl2tpd.linux;

/**
 * A tunnel of the kernel's L2TP driver, as it is asked for and as the kernel shows it. Ids are 1 to 4,294,967,295 (L2TPv3), or to
 * 65,535 (L2TPv2).
 *
 * @param version 2 or 3
 * @param localAddress 4 or 16 octets; null where an open socket carries the tunnel, or the kernel told none
 * @param udp ports and checksums; null for encapsulation in IP protocol 115 (RFC 3931 4.1.1)
 * @param statistics what was counted; not asked for when a tunnel is made
 */
public record L2tpTunnel(
        int version,
        long tunnelId,
        long peerTunnelId,
        byte[] localAddress,
        byte[] peerAddress,
        Udp udp,
        L2tpStatistics statistics) {

    /**
     * How a tunnel uses UDP.
     *
     * @param checksum whether datagrams over IPv4 carry a checksum
     * @param zeroChecksum6Tx whether datagrams over IPv6 leave without one (RFC 6935)
     * @param zeroChecksum6Rx whether datagrams over IPv6 may come without one
     */
    public record Udp(
            int localPort, int peerPort, boolean checksum, boolean zeroChecksum6Tx, boolean zeroChecksum6Rx) {}
}
