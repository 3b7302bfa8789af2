package org.jl2tpd.profile;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * An address pool.
 *
 * @param name its name
 * @param ipv4 prefixes or ranges that addresses are taken from; empty gives no IPv4
 * @param ipv6 prefixes that a /64 for each link is taken from; empty gives none
 * @param delegated prefixes that delegations are taken from; empty gives none
 * @param delegatedLength length of a delegation, 48 to 64
 */
public record PoolDefinition(
        String name, List<Range> ipv4, List<IpPrefix> ipv6, List<IpPrefix> delegated, int delegatedLength) {
    /** First and last IPv4 address, both included. */
    public record Range(IpAddress first, IpAddress last) {}
}
