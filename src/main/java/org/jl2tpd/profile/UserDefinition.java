package org.jl2tpd.profile;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/**
 * A local user.
 *
 * @param name as presented by PAP or CHAP; MS-CHAPv2's DOMAIN\ prefix is not part of it. {@code *} accepts every name
 * @param password null refuses the user whatever is presented
 * @param ipv4 fixed address, null for one of the pool
 * @param ipv6Prefix fixed advertised prefix, null for one of the pool
 * @param delegatedPrefix fixed delegated prefix, null for one of the pool
 * @param poolName pool in place of the ppp profile's, null for that
 * @param routes prefixes behind the user
 * @param enabled false refuses
 */
public record UserDefinition(
        String name,
        Secret password,
        IpAddress ipv4,
        IpPrefix ipv6Prefix,
        IpPrefix delegatedPrefix,
        String poolName,
        List<IpPrefix> routes,
        boolean enabled) {}
