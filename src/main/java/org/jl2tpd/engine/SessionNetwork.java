package org.jl2tpd.engine;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * What a session's PPP negotiated and its profile says of the network; immutable, a new one replaces it on change.
 *
 * @param client whether we are the client (LAC): a device of its own, {@code defaultRoute} applies
 * @param ownDevice whether the session has a device of its own (always as client)
 * @param interfaceName name for that device, empty for an automatic one ({@code l2tp%d})
 * @param mtu longest packet
 * @param localIpv4 null while IPCP is not open
 * @param peerIpv4 null while IPCP is not open
 * @param localInterfaceId our IPv6 interface identifier, 0 while IPv6CP is not open
 * @param peerInterfaceId the peer's
 * @param ipv6Prefix prefix on the link, null for none
 * @param peerRoutes prefixes to be routed to the peer (delegated prefix, user's routes)
 * @param defaultRoute whether the default route goes through this session
 * @param dns servers that the peer told us as client
 * @param tunnelPeer with {@code defaultRoute} the LNS, which keeps the route that it has now; else null
 */
public record SessionNetwork(
        boolean client,
        boolean ownDevice,
        String interfaceName,
        int mtu,
        IpAddress localIpv4,
        IpAddress peerIpv4,
        long localInterfaceId,
        long peerInterfaceId,
        IpPrefix ipv6Prefix,
        List<IpPrefix> peerRoutes,
        boolean defaultRoute,
        List<IpAddress> dns,
        IpAddress tunnelPeer) {}
