package org.jl2tpd.linux;

/** Constants of generic netlink, named as in the headers. */
final class GenericNetlinkConstants {
    /** linux/netlink.h */
    static final int NETLINK_GENERIC = 16;

    /** linux/genetlink.h: sizeof(struct genlmsghdr), aligned. */
    static final int GENL_HDRLEN = 4;

    static final int GENL_ID_CTRL = 0x10;
    static final int CTRL_CMD_GETFAMILY = 3;
    static final int CTRL_ATTR_FAMILY_ID = 1;
    static final int CTRL_ATTR_FAMILY_NAME = 2;

    private GenericNetlinkConstants() {}
}
