package org.jl2tpd.linux;

import static org.jl2tpd.linux.GenericNetlinkConstants.GENL_HDRLEN;
import static org.jl2tpd.linux.L2tpConstants.*;

/** Requests and answers of the generic netlink family {@code l2tp}: the attributes behind the header, both ways. */
final class L2tpMessages {
    private L2tpMessages() {}

    /** @param fd a UDP socket that is connected to the peer; -1 to have the kernel open one */
    static void tunnel(NetlinkWriter out, L2tpTunnel tunnel, int fd) {
        int encapsulation = tunnel.udp() == null ? L2TP_ENCAPTYPE_IP : L2TP_ENCAPTYPE_UDP;
        out.attribute(L2TP_ATTR_CONN_ID, (int) tunnel.tunnelId())
                .attribute(L2TP_ATTR_PEER_CONN_ID, (int) tunnel.peerTunnelId())
                .attributeByte(L2TP_ATTR_PROTO_VERSION, tunnel.version())
                .attributeShort(L2TP_ATTR_ENCAP_TYPE, encapsulation);
        if (fd >= 0) {
            out.attribute(L2TP_ATTR_FD, fd);
        } else {
            addresses(out, tunnel);
        }
        out.end();
    }

    private static void addresses(NetlinkWriter out, L2tpTunnel tunnel) {
        boolean v4 = tunnel.localAddress().length == 4;
        out.attribute(v4 ? L2TP_ATTR_IP_SADDR : L2TP_ATTR_IP6_SADDR, tunnel.localAddress())
                .attribute(v4 ? L2TP_ATTR_IP_DADDR : L2TP_ATTR_IP6_DADDR, tunnel.peerAddress());
        if (tunnel.udp() != null) {
            udp(out, tunnel.udp());
        }
    }

    /** The kernel reads each of the three checksum attributes as a flag: absent for no. */
    private static void udp(NetlinkWriter out, L2tpTunnel.Udp udp) {
        out.attributeShort(L2TP_ATTR_UDP_SPORT, udp.localPort()).attributeShort(L2TP_ATTR_UDP_DPORT, udp.peerPort());
        if (udp.checksum()) {
            out.attributeByte(L2TP_ATTR_UDP_CSUM, 1);
        }
        if (udp.zeroChecksum6Tx()) {
            out.attributeFlag(L2TP_ATTR_UDP_ZERO_CSUM6_TX);
        }
        if (udp.zeroChecksum6Rx()) {
            out.attributeFlag(L2TP_ATTR_UDP_ZERO_CSUM6_RX);
        }
    }

    static void tunnelId(NetlinkWriter out, long tunnelId) {
        out.attribute(L2TP_ATTR_CONN_ID, (int) tunnelId).end();
    }

    static void sessionId(NetlinkWriter out, long tunnelId, long sessionId) {
        out.attribute(L2TP_ATTR_CONN_ID, (int) tunnelId)
                .attribute(L2TP_ATTR_SESSION_ID, (int) sessionId)
                .end();
    }

    static void session(NetlinkWriter out, L2tpSession session) {
        out.attribute(L2TP_ATTR_CONN_ID, (int) session.tunnelId())
                .attribute(L2TP_ATTR_SESSION_ID, (int) session.sessionId())
                .attribute(L2TP_ATTR_PEER_SESSION_ID, (int) session.peerSessionId())
                .attributeShort(L2TP_ATTR_PW_TYPE, session.pseudowireType())
                .attributeByte(L2TP_ATTR_L2SPEC_TYPE, session.l2SpecificSublayer());
        if (!session.interfaceName().isEmpty()) {
            out.attributeText(L2TP_ATTR_IFNAME, session.interfaceName());
        }
        if (session.cookie().length > 0) {
            out.attribute(L2TP_ATTR_COOKIE, session.cookie());
        }
        if (session.peerCookie().length > 0) {
            out.attribute(L2TP_ATTR_PEER_COOKIE, session.peerCookie());
        }
        sequencing(out, session);
        out.end();
    }

    /** What can be changed of a session that is there (L2TP_CMD_SESSION_MODIFY). */
    static void change(NetlinkWriter out, L2tpSession session) {
        out.attribute(L2TP_ATTR_CONN_ID, (int) session.tunnelId())
                .attribute(L2TP_ATTR_SESSION_ID, (int) session.sessionId());
        sequencing(out, session);
        out.end();
    }

    private static void sequencing(NetlinkWriter out, L2tpSession session) {
        out.attributeByte(L2TP_ATTR_SEND_SEQ, session.sendSequence() ? 1 : 0)
                .attributeByte(L2TP_ATTR_RECV_SEQ, session.receiveSequence() ? 1 : 0)
                .attributeByte(L2TP_ATTR_LNS_MODE, session.lnsMode() ? 1 : 0)
                .attributeLong(L2TP_ATTR_RECV_TIMEOUT, session.reorderTimeoutMs());
    }

    /** Reads a tunnel; {@code nested} is a second reader for what lies inside attributes. Never throws. */
    static L2tpTunnel tunnel(NetlinkReader in, NetlinkReader nested) {
        int version = 0;
        boolean ip = false;
        long[] ids = new long[2];
        int[] ports = new int[2];
        boolean[] checksums = new boolean[3];
        byte[] local = null;
        byte[] peer = null;
        L2tpStatistics statistics = L2tpStatistics.NONE;
        in.attributes(GENL_HDRLEN);
        while (in.nextAttribute()) {
            switch (in.attribute()) {
                case L2TP_ATTR_PROTO_VERSION -> version = in.byteValue();
                case L2TP_ATTR_ENCAP_TYPE -> ip = in.shortValue() == L2TP_ENCAPTYPE_IP;
                case L2TP_ATTR_CONN_ID -> ids[0] = unsigned(in);
                case L2TP_ATTR_PEER_CONN_ID -> ids[1] = unsigned(in);
                case L2TP_ATTR_UDP_SPORT -> ports[0] = in.shortValue();
                case L2TP_ATTR_UDP_DPORT -> ports[1] = in.shortValue();
                case L2TP_ATTR_UDP_CSUM -> checksums[0] = in.byteValue() != 0;
                case L2TP_ATTR_UDP_ZERO_CSUM6_TX -> checksums[1] = true;
                case L2TP_ATTR_UDP_ZERO_CSUM6_RX -> checksums[2] = true;
                case L2TP_ATTR_IP_SADDR -> local = address(in, 4);
                case L2TP_ATTR_IP_DADDR -> peer = address(in, 4);
                case L2TP_ATTR_IP6_SADDR -> local = address(in, 16);
                case L2TP_ATTR_IP6_DADDR -> peer = address(in, 16);
                case L2TP_ATTR_STATS -> statistics = statistics(in.nested(nested));
                default -> {}
            }
        }
        var udp = ip ? null : new L2tpTunnel.Udp(ports[0], ports[1], checksums[0], checksums[1], checksums[2]);
        return new L2tpTunnel(version, ids[0], ids[1], local, peer, udp, statistics);
    }

    private static long unsigned(NetlinkReader in) {
        return in.intValue() & 0xffffffffL;
    }

    private static byte[] address(NetlinkReader in, int octets) {
        return in.octets() == octets ? in.value() : null;
    }

    private static final byte[] NO_COOKIE = {};

    /** Reads a session; {@code nested} is a second reader for what lies inside attributes. Never throws. */
    static L2tpSession session(NetlinkReader in, NetlinkReader nested) {
        var found = new SessionFields();
        in.attributes(GENL_HDRLEN);
        while (in.nextAttribute()) {
            found.take(in, nested);
        }
        return found.session();
    }

    /** The attributes of a session as they come. */
    private static final class SessionFields {
        private final long[] ids = new long[4];
        private int type;
        private String name = "";
        private byte[] cookie = NO_COOKIE;
        private byte[] peerCookie = NO_COOKIE;
        private boolean send;
        private boolean receive;
        private boolean lns;
        private long reorderMs;
        private L2tpStatistics statistics = L2tpStatistics.NONE;

        void take(NetlinkReader in, NetlinkReader nested) {
            switch (in.attribute()) {
                case L2TP_ATTR_CONN_ID -> ids[0] = unsigned(in);
                case L2TP_ATTR_PEER_CONN_ID -> ids[1] = unsigned(in);
                case L2TP_ATTR_SESSION_ID -> ids[2] = unsigned(in);
                case L2TP_ATTR_PEER_SESSION_ID -> ids[3] = unsigned(in);
                case L2TP_ATTR_PW_TYPE -> type = in.shortValue();
                case L2TP_ATTR_IFNAME -> name = in.text();
                case L2TP_ATTR_COOKIE -> cookie = in.value();
                case L2TP_ATTR_PEER_COOKIE -> peerCookie = in.value();
                case L2TP_ATTR_SEND_SEQ -> send = in.byteValue() != 0;
                case L2TP_ATTR_RECV_SEQ -> receive = in.byteValue() != 0;
                case L2TP_ATTR_LNS_MODE -> lns = in.byteValue() != 0;
                case L2TP_ATTR_RECV_TIMEOUT -> reorderMs = in.longValue();
                case L2TP_ATTR_STATS -> statistics = statistics(in.nested(nested));
                default -> {}
            }
        }

        L2tpSession session() {
            return new L2tpSession(
                    ids[0],
                    ids[1],
                    ids[2],
                    ids[3],
                    type,
                    name,
                    cookie,
                    peerCookie,
                    1,
                    send,
                    receive,
                    lns,
                    reorderMs,
                    statistics);
        }
    }

    private static L2tpStatistics statistics(NetlinkReader in) {
        long[] all = new long[L2TP_ATTR_RX_INVALID + 1];
        while (in.nextAttribute()) {
            if (in.attribute() < all.length) {
                all[in.attribute()] = in.longValue();
            }
        }
        return new L2tpStatistics(
                all[L2TP_ATTR_TX_PACKETS],
                all[L2TP_ATTR_TX_BYTES],
                all[L2TP_ATTR_TX_ERRORS],
                all[L2TP_ATTR_RX_PACKETS],
                all[L2TP_ATTR_RX_BYTES],
                all[L2TP_ATTR_RX_ERRORS],
                all[L2TP_ATTR_RX_SEQ_DISCARDS],
                all[L2TP_ATTR_RX_OOS_PACKETS],
                all[L2TP_ATTR_RX_COOKIE_DISCARDS],
                all[L2TP_ATTR_RX_INVALID]);
    }
}
