package org.jl2tpd.ppp;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * Addresses that a server gives to a peer; null fields give none.
 *
 * @param localIpv4 our end of the link
 * @param peerIpv4 the peer's address
 * @param dns at most two IPv4 and any IPv6 servers; never null
 * @param ipv6Prefix prefix advertised on the link (a /64)
 * @param delegatedPrefix prefix delegated by DHCPv6
 * @param routes further prefixes behind the peer; never null
 * @param sessionTimeoutSeconds 0 for none
 * @param idleTimeoutSeconds 0 for none
 * @param peerInterfaceId the peer's IPv6 interface identifier, 0 for none
 */
public record AddressGrant(
        IpAddress localIpv4,
        IpAddress peerIpv4,
        List<IpAddress> dns,
        IpPrefix ipv6Prefix,
        IpPrefix delegatedPrefix,
        List<IpPrefix> routes,
        int sessionTimeoutSeconds,
        int idleTimeoutSeconds,
        long peerInterfaceId) {
    /** The peer may choose its interface identifier. */
    public AddressGrant(
            IpAddress localIpv4,
            IpAddress peerIpv4,
            List<IpAddress> dns,
            IpPrefix ipv6Prefix,
            IpPrefix delegatedPrefix,
            List<IpPrefix> routes,
            int sessionTimeoutSeconds,
            int idleTimeoutSeconds) {
        this(
                localIpv4,
                peerIpv4,
                dns,
                ipv6Prefix,
                delegatedPrefix,
                routes,
                sessionTimeoutSeconds,
                idleTimeoutSeconds,
                0);
    }

    /** Whether it gives anything that nobody else can have meanwhile. */
    public boolean hasAddresses() {
        return peerIpv4 != null || ipv6Prefix != null || delegatedPrefix != null;
    }

    /** Its time limits alone. */
    public AddressGrant timesOnly() {
        return new AddressGrant(
                null, null, List.of(), null, null, List.of(), sessionTimeoutSeconds, idleTimeoutSeconds, 0);
    }

    /** The same with these DNS servers. */
    public AddressGrant withDns(List<IpAddress> servers) {
        return new AddressGrant(
                localIpv4,
                peerIpv4,
                List.copyOf(servers),
                ipv6Prefix,
                delegatedPrefix,
                routes,
                sessionTimeoutSeconds,
                idleTimeoutSeconds,
                peerInterfaceId);
    }
}
