package org.jl2tpd.linux;

/** Constants of rtnetlink, named as in the headers. */
final class RtnetlinkConstants {
    /** linux/netlink.h */
    static final int NETLINK_ROUTE = 0;

    static final int SOL_NETLINK = 270;
    static final int NETLINK_CAP_ACK = 10;
    static final int NETLINK_EXT_ACK = 11;
    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;
    static final int NLM_F_REQUEST = 0x1;
    static final int NLM_F_ACK = 0x4;
    static final int NLM_F_DUMP = 0x300;
    static final int NLM_F_REPLACE = 0x100;
    static final int NLM_F_EXCL = 0x200;
    static final int NLM_F_CREATE = 0x400;
    static final int NLM_F_CAPPED = 0x100;
    static final int NLM_F_ACK_TLVS = 0x200;
    static final int NLMSGERR_ATTR_MSG = 1;
    static final int NLA_F_NESTED = 0x8000;
    static final int NLA_TYPE_MASK = 0x3fff;

    /** linux/rtnetlink.h */
    static final int RTM_NEWLINK = 16;

    static final int RTM_GETLINK = 18;
    static final int RTM_NEWADDR = 20;
    static final int RTM_DELADDR = 21;
    static final int RTM_NEWROUTE = 24;
    static final int RTM_DELROUTE = 25;
    static final int RTM_GETROUTE = 26;
    static final int RTN_UNICAST = 1;
    static final int RTN_LOCAL = 2;
    static final int RTPROT_STATIC = 4;
    static final int RT_SCOPE_UNIVERSE = 0;
    static final int RT_SCOPE_LINK = 253;
    static final int RT_TABLE_MAIN = 254;
    static final int RTA_DST = 1;
    static final int RTA_OIF = 4;
    static final int RTA_GATEWAY = 5;
    static final int RTA_PRIORITY = 6;
    static final int RTA_PREFSRC = 7;
    static final int RTA_METRICS = 8;
    static final int RTAX_MTU = 2;

    /** linux/if_addr.h */
    static final int IFA_ADDRESS = 1;

    static final int IFA_LOCAL = 2;
    static final int IFA_F_NODAD = 0x02;

    /** linux/if_link.h */
    static final int IFLA_IFNAME = 3;

    static final int IFLA_MTU = 4;
    static final int IFLA_AF_SPEC = 26;
    static final int IFLA_GROUP = 27;
    static final int IFLA_INET6_ADDR_GEN_MODE = 8;
    static final int IN6_ADDR_GEN_MODE_NONE = 1;

    /** linux/if.h */
    static final int IFF_UP = 1;

    private RtnetlinkConstants() {}
}
