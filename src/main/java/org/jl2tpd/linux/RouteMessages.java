package org.jl2tpd.linux;

import static org.jl2tpd.linux.RtnetlinkConstants.*;

import java.nio.charset.StandardCharsets;

/** The rtnetlink requests that the daemon makes (linux/rtnetlink.h); addresses are 4 or 16 octets and tell the family. */
final class RouteMessages {
    /** sizeof(struct ifinfomsg) */
    static final int IFINFOMSG = 16;
    /** sizeof(struct ifaddrmsg) */
    static final int IFADDRMSG = 8;
    /** sizeof(struct rtmsg) */
    static final int RTMSG = 12;

    private RouteMessages() {}

    private static int family(byte[] address) {
        return address.length == 4 ? SocketConstants.AF_INET : SocketConstants.AF_INET6;
    }

    /** Sets the MTU and takes the device up. */
    static void linkUp(NetlinkWriter out, int index, int mtu) {
        out.begin(RTM_NEWLINK, NLM_F_REQUEST, IFINFOMSG)
                .setInt(4, index)
                .setInt(8, IFF_UP)
                .setInt(12, IFF_UP)
                .attribute(IFLA_MTU, mtu)
                .end();
    }

    /** Takes the device down. */
    static void linkDown(NetlinkWriter out, int index) {
        out.begin(RTM_NEWLINK, NLM_F_REQUEST, IFINFOMSG)
                .setInt(4, index)
                .setInt(12, IFF_UP)
                .end();
    }

    /** Sets MTU, group and name of a device; MTU 0 and an empty name leave them. */
    static void linkSettings(NetlinkWriter out, int index, String name, int mtu, int group) {
        out.begin(RTM_NEWLINK, NLM_F_REQUEST, IFINFOMSG).setInt(4, index).attribute(IFLA_GROUP, group);
        if (mtu > 0) {
            out.attribute(IFLA_MTU, mtu);
        }
        if (!name.isEmpty()) {
            out.attribute(IFLA_IFNAME, (name + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        out.end();
    }

    /** Keeps the kernel from giving the device an IPv6 link-local address of its own. */
    static void noAddressGeneration(NetlinkWriter out, int index) {
        out.begin(RTM_NEWLINK, NLM_F_REQUEST, IFINFOMSG).setInt(4, index);
        int families = out.beginNested(IFLA_AF_SPEC | NLA_F_NESTED);
        int inet6 = out.beginNested(SocketConstants.AF_INET6 | NLA_F_NESTED);
        out.attributeByte(IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE)
                .endNested(inet6)
                .endNested(families)
                .end();
    }

    /** @param peer the other end of the link, null for none */
    static void address(NetlinkWriter out, boolean add, int index, byte[] local, byte[] peer, int prefixLength) {
        int flags = add ? NLM_F_REQUEST | NLM_F_CREATE | NLM_F_REPLACE : NLM_F_REQUEST;
        out.begin(add ? RTM_NEWADDR : RTM_DELADDR, flags, IFADDRMSG)
                .setByte(0, family(local))
                .setByte(1, prefixLength)
                .setByte(2, local.length == 16 ? IFA_F_NODAD : 0)
                .setInt(4, index)
                .attribute(IFA_LOCAL, local)
                .attribute(IFA_ADDRESS, peer == null ? local : peer)
                .end();
    }

    /**
     * A route to a prefix through the device.
     *
     * @param source preferred source address, null for the kernel's choice
     * @param mtu of the route, 0 for the device's
     */
    static void route(
            NetlinkWriter out,
            int type,
            int flags,
            int index,
            byte[] prefix,
            int prefixLength,
            byte[] source,
            int mtu) {
        out.begin(type, flags, RTMSG)
                .setByte(0, family(prefix))
                .setByte(1, prefixLength)
                .setByte(4, RT_TABLE_MAIN)
                .setByte(5, RTPROT_STATIC)
                .setByte(6, prefix.length == 4 ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE)
                .setByte(7, RTN_UNICAST)
                .attribute(RTA_DST, prefix)
                .attribute(RTA_OIF, index);
        if (source != null) {
            out.attribute(RTA_PREFSRC, source);
        }
        if (mtu > 0) {
            int metrics = out.beginNested(RTA_METRICS | NLA_F_NESTED);
            out.attribute(RTAX_MTU, mtu).endNested(metrics);
        }
        out.end();
    }

    /** A route to one address by a next hop, or straight to the device when {@code gateway} is null. */
    static void hostRoute(NetlinkWriter out, int type, int flags, int index, byte[] address, byte[] gateway) {
        int scope = gateway == null && address.length == 4 ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
        out.begin(type, flags, RTMSG)
                .setByte(0, family(address))
                .setByte(1, address.length * 8)
                .setByte(4, RT_TABLE_MAIN)
                .setByte(5, Rtnetlink.PROTOCOL)
                .setByte(6, scope)
                .setByte(7, RTN_UNICAST)
                .attribute(RTA_DST, address)
                .attribute(RTA_OIF, index);
        if (gateway != null) {
            out.attribute(RTA_GATEWAY, gateway);
        }
        out.end();
    }

    /** Asks for the route to an address. */
    static void routeLookup(NetlinkWriter out, byte[] destination) {
        out.begin(RTM_GETROUTE, NLM_F_REQUEST, RTMSG)
                .setByte(0, family(destination))
                .setByte(1, destination.length * 8)
                .attribute(RTA_DST, destination)
                .end();
    }

    /** Asks for name and MTU of a device. */
    static void linkLookup(NetlinkWriter out, int index) {
        out.begin(RTM_GETLINK, NLM_F_REQUEST, IFINFOMSG).setInt(4, index).end();
    }

    /** Asks for a device by its name. */
    static void linkLookup(NetlinkWriter out, String name) {
        byte[] octets = (name + "\0").getBytes(StandardCharsets.US_ASCII);
        out.begin(RTM_GETLINK, NLM_F_REQUEST, IFINFOMSG)
                .attribute(IFLA_IFNAME, octets)
                .end();
    }
}
