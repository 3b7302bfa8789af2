package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The requests octet by octet, as a little-endian machine sends them. */
class RouteMessagesTest {
    private static final byte[] V4 = {10, 0, 0, 1};
    private static final byte[] PEER = {10, 0, 0, 2};
    private static final byte[] V6 = HexFormat.of().parseHex("fe8000000000000000000000000000aa");

    @BeforeAll
    static void needsLittleEndian() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the expected octets are little-endian");
    }

    private static String hex(Consumer<NetlinkWriter> message) {
        var writer = new NetlinkWriter(ByteBuffer.allocate(512));
        message.accept(writer.clear());
        byte[] octets = new byte[writer.length()];
        writer.buffer().get(0, octets);
        return HexFormat.of().formatHex(octets);
    }

    @Test
    void takesADeviceUpWithItsMtu() {
        assertThat(hex(w -> RouteMessages.linkUp(w, 7, 1460)))
                .isEqualTo("28000000" + "1000" + "0100" + "01000000" + "00000000" // nlmsghdr RTM_NEWLINK
                        + "00000000" + "07000000" + "01000000" + "01000000" // ifinfomsg: index, IFF_UP
                        + "08000400" + "b4050000"); // IFLA_MTU
    }

    @Test
    void turnsAddressGenerationOff() {
        assertThat(hex(w -> RouteMessages.noAddressGeneration(w, 7)))
                .isEqualTo("30000000" + "1000" + "0100" + "01000000" + "00000000"
                        + "00000000" + "07000000" + "00000000" + "00000000"
                        + "10001a80" + "0c000a80" + "05000800" + "01000000"); // IFLA_AF_SPEC, AF_INET6, mode none
    }

    @Test
    void addsAPointToPointAddress() {
        assertThat(hex(w -> RouteMessages.address(w, true, 7, V4, PEER, 32)))
                .isEqualTo("28000000" + "1400" + "0105" + "01000000" + "00000000" // CREATE, REPLACE
                        + "02200000" + "07000000"
                        + "08000200" + "0a000001" // IFA_LOCAL
                        + "08000100" + "0a000002"); // IFA_ADDRESS
    }

    @Test
    void addsALinkLocalAddressWithoutDuplicateDetection() {
        assertThat(hex(w -> RouteMessages.address(w, true, 7, V6, null, 64)))
                .isEqualTo("40000000" + "1400" + "0105" + "01000000" + "00000000"
                        + "0a400200" + "07000000"
                        + "14000200" + "fe8000000000000000000000000000aa"
                        + "14000100" + "fe8000000000000000000000000000aa");
    }

    @Test
    void routesAPeerWithSourceAndMtu() {
        int flags = RtnetlinkConstants.NLM_F_REQUEST | RtnetlinkConstants.NLM_F_CREATE | RtnetlinkConstants.NLM_F_EXCL;
        assertThat(hex(w -> RouteMessages.route(w, RtnetlinkConstants.RTM_NEWROUTE, flags, 7, PEER, 32, V4, 1400)))
                .isEqualTo("40000000" + "1800" + "0106" + "01000000" + "00000000"
                        + "02200000" + "fe04fd01" + "00000000" // main table, static, link scope, unicast
                        + "08000100" + "0a000002" + "08000400" + "07000000" + "08000700" + "0a000001"
                        + "0c000880" + "08000200" + "78050000"); // RTA_METRICS with RTAX_MTU
    }

    @Test
    void asksForTheRouteToAnAddress() {
        assertThat(hex(w -> RouteMessages.routeLookup(w, PEER)))
                .isEqualTo("24000000" + "1a00" + "0100" + "01000000" + "00000000" + "02200000" + "00000000" + "00000000"
                        + "08000100" + "0a000002");
    }

    @Test
    void numbersTheMessagesOfABatch() {
        String hex = hex(w -> {
            RouteMessages.linkLookup(w, 1);
            RouteMessages.linkLookup(w, "lo");
        });
        assertThat(hex)
                .isEqualTo("20000000" + "1200" + "0100" + "01000000" + "00000000"
                        + "00000000" + "01000000" + "00000000" + "00000000"
                        + "28000000" + "1200" + "0100" + "02000000" + "00000000"
                        + "00000000" + "00000000" + "00000000" + "00000000" + "07000300" + "6c6f0000");
    }

    @Test
    void readsTheKernelsWordsForAnError() {
        var writer = new NetlinkWriter(ByteBuffer.allocate(256)).clear();
        writer.begin(RtnetlinkConstants.NLMSG_ERROR, RtnetlinkConstants.NLM_F_CAPPED | 0x200, 20)
                .setInt(0, -Errno.EEXIST)
                .setInt(4, 9999)
                .attribute(RtnetlinkConstants.NLMSGERR_ATTR_MSG, "no way\0".getBytes())
                .end();
        var reader = new NetlinkReader().reset(writer.buffer().flip());
        assertThat(reader.nextMessage()).isTrue();
        assertThat(reader.isError()).isTrue();
        assertThat(reader.errno()).isEqualTo(Errno.EEXIST);
        assertThat(reader.errorText()).isEqualTo("no way");
        assertThat(new RtnetlinkFailure(1, Errno.EEXIST, "no way").describe())
                .isEqualTo("no way (EEXIST, exists already)");
        assertThat(new RtnetlinkFailure(1, Errno.EPERM, "").describe()).contains("CAP_NET_ADMIN");
    }
}
