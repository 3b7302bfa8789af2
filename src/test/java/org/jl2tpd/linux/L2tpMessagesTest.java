package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests and answers of the l2tp family octet by octet, as a little-endian machine sends them. */
class L2tpMessagesTest {
    private static final byte[] LOCAL = {10, 0, 0, 1};
    private static final byte[] PEER = {10, 0, 0, 2};
    private static final byte[] V6 = HexFormat.of().parseHex("20010db8000000000000000000000001");
    private static final byte[] COOKIE = HexFormat.of().parseHex("a1a2a3a4");
    private static final byte[] PEER_COOKIE = HexFormat.of().parseHex("b1b2b3b4b5b6b7b8");
    private static final L2tpTunnel.Udp UDP = new L2tpTunnel.Udp(5000, 5001, true, false, false);

    @BeforeAll
    static void needsLittleEndian() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the expected octets are little-endian");
    }

    private static byte[] octets(int command, Consumer<NetlinkWriter> message) {
        var writer = new NetlinkWriter(ByteBuffer.allocate(1024));
        message.accept(GenericNetlink.header(writer.clear(), 0x21, command, 1, RtnetlinkConstants.NLM_F_ACK));
        byte[] octets = new byte[writer.length()];
        writer.buffer().get(0, octets);
        return octets;
    }

    private static String hex(int command, Consumer<NetlinkWriter> message) {
        return HexFormat.of().formatHex(octets(command, message));
    }

    private static NetlinkReader reader(byte[] octets) {
        return new NetlinkReader().reset(ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()));
    }

    private static L2tpTunnel tunnel(byte[] local, byte[] peer, L2tpTunnel.Udp udp) {
        return new L2tpTunnel(3, 0xfffffffeL, 2, local, peer, udp, L2tpStatistics.NONE);
    }

    private static L2tpSession session(String name, byte[] cookie, byte[] peerCookie) {
        return new L2tpSession(
                1,
                0,
                3,
                4,
                L2tpSession.ETHERNET,
                name,
                cookie,
                peerCookie,
                1,
                true,
                false,
                false,
                50,
                L2tpStatistics.NONE);
    }

    @Test
    void asksForATunnelOverUdp() {
        assertThat(hex(1, w -> L2tpMessages.tunnel(w, tunnel(LOCAL, PEER, UDP), -1)))
                .isEqualTo("5c000000" + "2100" + "0500" + "01000000" + "00000000" // nlmsghdr
                        + "01010000" // genlmsghdr TUNNEL_CREATE
                        + "08000900" + "feffffff" // CONN_ID
                        + "08000a00" + "02000000" // PEER_CONN_ID
                        + "05000700" + "03000000" // PROTO_VERSION
                        + "06000200" + "00000000" // ENCAP_TYPE UDP
                        + "08001800" + "0a000001" // IP_SADDR
                        + "08001900" + "0a000002" // IP_DADDR
                        + "06001a00" + "88130000" // UDP_SPORT
                        + "06001b00" + "89130000" // UDP_DPORT
                        + "05000d00" + "01000000"); // UDP_CSUM
    }

    @Test
    void asksForATunnelOverProtocol115() {
        assertThat(hex(1, w -> L2tpMessages.tunnel(w, tunnel(V6, V6, null), -1)))
                .endsWith("06000200" + "01000000" // ENCAP_TYPE IP
                        + "14001f00" + "20010db8000000000000000000000001"
                        + "14002000" + "20010db8000000000000000000000001");
    }

    @Test
    void writesChecksumOptionsAsFlagsThatAreThereOrNot() {
        var without = new L2tpTunnel.Udp(1, 2, false, false, false);
        assertThat(hex(1, w -> L2tpMessages.tunnel(w, tunnel(V6, V6, without), -1)))
                .endsWith("06001a00" + "01000000" + "06001b00" + "02000000");
        var zero = new L2tpTunnel.Udp(1, 2, false, true, true);
        assertThat(hex(1, w -> L2tpMessages.tunnel(w, tunnel(V6, V6, zero), -1)))
                .endsWith("06001b00" + "02000000" + "04002100" + "04002200");
    }

    @Test
    void asksForATunnelOverASocketOfOurs() {
        assertThat(hex(1, w -> L2tpMessages.tunnel(w, tunnel(null, null, UDP), 9)))
                .endsWith("06000200" + "00000000" + "08001700" + "09000000"); // FD, nothing else
    }

    @Test
    void asksForASession() {
        assertThat(hex(5, w -> L2tpMessages.session(w, session("l2t0", COOKIE, PEER_COOKIE))))
                .isEqualTo("80000000" + "2100" + "0500" + "01000000" + "00000000"
                        + "05010000" // genlmsghdr SESSION_CREATE
                        + "08000900" + "01000000" // CONN_ID
                        + "08000b00" + "03000000" // SESSION_ID
                        + "08000c00" + "04000000" // PEER_SESSION_ID
                        + "06000100" + "05000000" // PW_TYPE Ethernet
                        + "05000500" + "01000000" // L2SPEC_TYPE default
                        + "09000800" + "6c327430" + "00000000" // IFNAME
                        + "08000f00" + "a1a2a3a4" // COOKIE
                        + "0c001000" + "b1b2b3b4b5b6b7b8" // PEER_COOKIE
                        + "05001300" + "01000000" // SEND_SEQ
                        + "05001200" + "00000000" // RECV_SEQ
                        + "05001400" + "00000000" // LNS_MODE
                        + "0c001600" + "3200000000000000"); // RECV_TIMEOUT, ms
    }

    @Test
    void leavesOutNameAndCookiesThatAreNotWanted() {
        assertThat(hex(5, w -> L2tpMessages.session(w, session("", new byte[0], new byte[0]))))
                .startsWith("60000000")
                .doesNotContain("a1a2a3a4", "b1b2b3b4");
    }

    @Test
    void namesTunnelsAndSessionsByTheirIds() {
        assertThat(hex(2, w -> L2tpMessages.tunnelId(w, 7))).endsWith("02010000" + "08000900" + "07000000");
        assertThat(hex(6, w -> L2tpMessages.sessionId(w, 7, 8)))
                .endsWith("06010000" + "08000900" + "07000000" + "08000b00" + "08000000");
    }

    @Test
    void changesSequencingAlone() {
        assertThat(hex(7, w -> L2tpMessages.change(w, session("x", COOKIE, COOKIE))))
                .endsWith("08000900" + "01000000" + "08000b00" + "03000000" + "05001300" + "01000000" + "05001200"
                        + "00000000" + "05001400" + "00000000" + "0c001600" + "3200000000000000");
    }

    @Test
    void readsBackATunnelThatItWrote() {
        var udp = new L2tpTunnel.Udp(5000, 5001, true, true, true);
        var in = reader(octets(1, w -> L2tpMessages.tunnel(w, tunnel(V6, V6, udp), -1)));
        assertThat(in.nextMessage()).isTrue();
        L2tpTunnel read = L2tpMessages.tunnel(in, new NetlinkReader());
        assertThat(read.tunnelId()).isEqualTo(0xfffffffeL);
        assertThat(read.peerTunnelId()).isEqualTo(2);
        assertThat(read.version()).isEqualTo(3);
        assertThat(read.udp()).isEqualTo(udp);
        assertThat(read.localAddress()).isEqualTo(V6);
        assertThat(read.statistics()).isEqualTo(L2tpStatistics.NONE);
    }

    @Test
    void readsASessionWithItsStatistics() {
        byte[] answer = octets(8, w -> {
            int stats = w.beginNested(L2tpConstants.L2TP_ATTR_STATS);
            for (int i = 1; i <= 11; i++) {
                w.attributeLong(i, i * 100L);
            }
            w.attributeLong(500, 1).endNested(stats).attribute(4711, 1);
            L2tpMessages.session(w, session("l2t0", COOKIE, PEER_COOKIE));
        });
        var in = reader(answer);
        assertThat(in.nextMessage()).isTrue();
        L2tpSession read = L2tpMessages.session(in, new NetlinkReader());
        assertThat(read.interfaceName()).isEqualTo("l2t0");
        assertThat(read.cookie()).isEqualTo(COOKIE);
        assertThat(read.peerCookie()).isEqualTo(PEER_COOKIE);
        assertThat(read.sendSequence()).isTrue();
        assertThat(read.receiveSequence()).isFalse();
        assertThat(read.reorderTimeoutMs()).isEqualTo(50);
        assertThat(read.statistics()).isEqualTo(new L2tpStatistics(100, 200, 300, 400, 500, 800, 600, 700, 1000, 1100));
        assertThat(read.toString()).doesNotContain("a1a2", "[B").contains("l2t0");
    }

    @Test
    void readsTheNumberOfAFamily() {
        byte[] answer = octets(
                1, w -> w.attributeText(2, "l2tp").attributeShort(1, 0x23).end());
        var in = reader(answer);
        assertThat(in.nextMessage()).isTrue();
        assertThat(GenericNetlink.familyId(in)).isEqualTo(0x23);
    }

    /** Every length and every value may be wrong: the parsers read what is sound and end. */
    @Test
    void neverThrowsOnDamagedAnswers() {
        byte[] sound = octets(8, w -> {
            int stats = w.beginNested(L2tpConstants.L2TP_ATTR_STATS);
            w.attributeLong(1, 1).attributeLong(8, 2).endNested(stats);
            L2tpMessages.session(w, session("l2t0", COOKIE, PEER_COOKIE));
        });
        var random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = sound.clone();
            for (int j = 0; j <= i % 4; j++) {
                damaged[16 + random.nextInt(damaged.length - 16)] = (byte) random.nextInt(i % 3 == 0 ? 256 : 12);
            }
            var in = reader(damaged);
            while (in.nextMessage()) {
                assertThat(L2tpMessages.session(in, new NetlinkReader())).isNotNull();
                assertThat(L2tpMessages.tunnel(in, new NetlinkReader())).isNotNull();
                assertThat(GenericNetlink.familyId(in)).isBetween(0, 65535);
            }
        }
    }
}
