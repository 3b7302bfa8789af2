package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** Router advertisements of a session's prefix (RFC 4861 4.2; RDNSS option of RFC 8106 5.1). */
final class RouterAdvertisement {
    static final int TYPE = 134;

    /** Most DNS servers told in one advertisement, or one DHCPv6 reply. */
    static final int MAX_DNS = 8;

    /** Valid and preferred lifetimes of the prefix in seconds (RFC 4861 6.2.1: 30 and 7 days). */
    static final int VALID_LIFETIME_SECONDS = 2_592_000;

    static final int PREFERRED_LIFETIME_SECONDS = 604_800;

    /** Router lifetime in seconds when nothing is sent periodically (RFC 8319 4). */
    private static final int LONGEST_ROUTER_LIFETIME_SECONDS = 65_535;

    private static final int SHORTEST_ROUTER_LIFETIME_SECONDS = 1_800;
    private static final int OPTION_PREFIX = 3;
    private static final int OPTION_MTU = 5;
    private static final int OPTION_RDNSS = 25;
    private static final int FLAG_OTHER_CONFIGURATION = 0x40;
    private static final int FLAG_AUTONOMOUS = 0x40;

    private RouterAdvertisement() {}

    /**
     * Writes one to all nodes of the link.
     *
     * @param mtu told in the MTU option, at least 1280
     * @param intervalNs between unsolicited advertisements, 0 for none
     */
    static void write(ByteBuffer out, long sourceId, AddressGrant grant, int mtu, long intervalNs) {
        int header = Ipv6Datagram.begin(out, Ipv6Datagram.ICMPV6, sourceId, Ipv6Datagram.LINK_MULTICAST, 1);
        int lifetime = routerLifetimeSeconds(intervalNs);
        out.put((byte) TYPE).put((byte) 0).putShort((short) 0);
        out.put((byte) 64).put((byte) FLAG_OTHER_CONFIGURATION).putShort((short) lifetime);
        out.putInt(0).putInt(0);
        out.put((byte) OPTION_MTU).put((byte) 1).putShort((short) 0).putInt(mtu);
        if (grant.ipv6Prefix() != null) {
            writePrefix(out, grant.ipv6Prefix());
        }
        writeDns(out, grant, lifetime);
        Ipv6Datagram.finish(out, header, header + Ipv6Datagram.HEADER_LENGTH + 2);
    }

    static int routerLifetimeSeconds(long intervalNs) {
        long thrice = 3 * (intervalNs / 1_000_000_000L);
        return intervalNs <= 0
                ? LONGEST_ROUTER_LIFETIME_SECONDS
                : (int) Math.max(SHORTEST_ROUTER_LIFETIME_SECONDS, Math.min(thrice, LONGEST_ROUTER_LIFETIME_SECONDS));
    }

    /** A=1 for a /64; L=0: the only neighbour is the router, so nothing of the prefix is on-link (RFC 5942 4). */
    private static void writePrefix(ByteBuffer out, IpPrefix prefix) {
        int flags = prefix.length() == 64 ? FLAG_AUTONOMOUS : 0;
        out.put((byte) OPTION_PREFIX).put((byte) 4).put((byte) prefix.length()).put((byte) flags);
        out.putInt(VALID_LIFETIME_SECONDS).putInt(PREFERRED_LIFETIME_SECONDS).putInt(0);
        out.putLong(prefix.address().hi()).putLong(prefix.address().lo());
    }

    private static void writeDns(ByteBuffer out, AddressGrant grant, int lifetime) {
        int count = countDns(grant);
        if (count == 0) {
            return;
        }
        out.put((byte) OPTION_RDNSS)
                .put((byte) (1 + 2 * count))
                .putShort((short) 0)
                .putInt(lifetime);
        putDns(out, grant);
    }

    /** IPv6 DNS servers of a grant, at most {@link #MAX_DNS}. */
    static int countDns(AddressGrant grant) {
        int count = 0;
        for (IpAddress each : grant.dns()) {
            count += each.isV4() ? 0 : 1;
        }
        return Math.min(count, MAX_DNS);
    }

    static void putDns(ByteBuffer out, AddressGrant grant) {
        int left = MAX_DNS;
        for (IpAddress each : grant.dns()) {
            if (!each.isV4() && left-- > 0) {
                out.putLong(each.hi()).putLong(each.lo());
            }
        }
    }
}
