package org.jl2tpd.linux;

/** Constants of the generic netlink family {@code l2tp}, named as in linux/l2tp.h. */
final class L2tpConstants {
    static final String L2TP_GENL_NAME = "l2tp";
    static final int L2TP_GENL_VERSION = 1;

    /** Commands. */
    static final int L2TP_CMD_TUNNEL_CREATE = 1;

    static final int L2TP_CMD_TUNNEL_DELETE = 2;
    static final int L2TP_CMD_TUNNEL_MODIFY = 3;
    static final int L2TP_CMD_TUNNEL_GET = 4;
    static final int L2TP_CMD_SESSION_CREATE = 5;
    static final int L2TP_CMD_SESSION_DELETE = 6;
    static final int L2TP_CMD_SESSION_MODIFY = 7;
    static final int L2TP_CMD_SESSION_GET = 8;

    /** Attributes. */
    static final int L2TP_ATTR_PW_TYPE = 1;

    static final int L2TP_ATTR_ENCAP_TYPE = 2;
    static final int L2TP_ATTR_L2SPEC_TYPE = 5;
    static final int L2TP_ATTR_PROTO_VERSION = 7;
    static final int L2TP_ATTR_IFNAME = 8;
    static final int L2TP_ATTR_CONN_ID = 9;
    static final int L2TP_ATTR_PEER_CONN_ID = 10;
    static final int L2TP_ATTR_SESSION_ID = 11;
    static final int L2TP_ATTR_PEER_SESSION_ID = 12;
    static final int L2TP_ATTR_UDP_CSUM = 13;
    static final int L2TP_ATTR_COOKIE = 15;
    static final int L2TP_ATTR_PEER_COOKIE = 16;
    static final int L2TP_ATTR_RECV_SEQ = 18;
    static final int L2TP_ATTR_SEND_SEQ = 19;
    static final int L2TP_ATTR_LNS_MODE = 20;
    static final int L2TP_ATTR_RECV_TIMEOUT = 22;
    static final int L2TP_ATTR_FD = 23;
    static final int L2TP_ATTR_IP_SADDR = 24;
    static final int L2TP_ATTR_IP_DADDR = 25;
    static final int L2TP_ATTR_UDP_SPORT = 26;
    static final int L2TP_ATTR_UDP_DPORT = 27;
    static final int L2TP_ATTR_STATS = 30;
    static final int L2TP_ATTR_IP6_SADDR = 31;
    static final int L2TP_ATTR_IP6_DADDR = 32;
    static final int L2TP_ATTR_UDP_ZERO_CSUM6_TX = 33;
    static final int L2TP_ATTR_UDP_ZERO_CSUM6_RX = 34;

    /** Attributes inside L2TP_ATTR_STATS. */
    static final int L2TP_ATTR_TX_PACKETS = 1;

    static final int L2TP_ATTR_TX_BYTES = 2;
    static final int L2TP_ATTR_TX_ERRORS = 3;
    static final int L2TP_ATTR_RX_PACKETS = 4;
    static final int L2TP_ATTR_RX_BYTES = 5;
    static final int L2TP_ATTR_RX_SEQ_DISCARDS = 6;
    static final int L2TP_ATTR_RX_OOS_PACKETS = 7;
    static final int L2TP_ATTR_RX_ERRORS = 8;
    static final int L2TP_ATTR_RX_COOKIE_DISCARDS = 10;
    static final int L2TP_ATTR_RX_INVALID = 11;

    /** enum l2tp_encap_type */
    static final int L2TP_ENCAPTYPE_UDP = 0;

    static final int L2TP_ENCAPTYPE_IP = 1;

    private L2tpConstants() {}
}
