package org.jl2tpd.aaa;

import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * What a session has or had; null for what it has not.
 *
 * @param userName of its user, null for nobody
 * @param ipv4 its peer's address
 * @param ipv6Prefix of its link
 * @param delegatedPrefix delegated to its peer
 */
record LeasedAddresses(String userName, IpAddress ipv4, IpPrefix ipv6Prefix, IpPrefix delegatedPrefix) {
    Object at(AddressKind kind) {
        return switch (kind) {
            case IPV4 -> ipv4;
            case IPV6 -> ipv6Prefix;
            case DELEGATED -> delegatedPrefix;
        };
    }

    boolean isNothing() {
        return ipv4 == null && ipv6Prefix == null && delegatedPrefix == null;
    }
}
