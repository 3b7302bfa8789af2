package org.jl2tpd.engine;

import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * Which sessions somebody means; all that is given must fit (RFC 5176 3). What is not given fits every session.
 *
 * @param userName empty for any
 * @param sessionSerial 0 for any ({@link EventFacts#sessionSerial})
 * @param peerAddress the peer's IPv4 address, null for any
 * @param ipv6Prefix its link's prefix, null for any
 * @param delegatedPrefix null for any
 * @param callingNumber empty for any
 * @param calledNumber empty for any
 * @param tunnelId local id of its tunnel, 0 for any
 * @param sessionId its local id, 0 for any
 * @param peerInterfaceId the peer's IPv6 interface identifier, 0 for any
 */
public record SessionMatch(
        String userName,
        long sessionSerial,
        IpAddress peerAddress,
        IpPrefix ipv6Prefix,
        IpPrefix delegatedPrefix,
        String callingNumber,
        String calledNumber,
        int tunnelId,
        int sessionId,
        long peerInterfaceId) {}
