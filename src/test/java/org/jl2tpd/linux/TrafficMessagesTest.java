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
class TrafficMessagesTest {
    private static final String ROOT = "07000000" + "00000100" + "ffffffff" + "00000000";
    private static final String INGRESS = "07000000" + "0000ffff" + "f1ffffff" + "00000000";
    /** tc_ratespec of 125,000 octets a second. */
    private static final String RATE = "08" + "01" + "0000" + "0000" + "0000" + "48e80100";

    private static final String NO_RATE = "000000000000000000000000";

    @BeforeAll
    static void needsLittleEndian() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the expected octets are little-endian");
    }

    private static String hex(Consumer<NetlinkWriter> message) {
        var writer = new NetlinkWriter(ByteBuffer.allocate(TrafficMessages.LONGEST));
        message.accept(writer.clear());
        byte[] octets = new byte[writer.length()];
        writer.buffer().get(0, octets);
        return HexFormat.of().formatHex(octets);
    }

    /** 16,384 octets at 125,000 a second take 131,072 us, 2,048,000 ticks. */
    @Test
    void shapesByATokenBucketAsRootQdisc() {
        assertThat(hex(w -> TrafficMessages.shape(w, 7, 125_000, 16_384, 32_768)))
                .isEqualTo("6c000000" + "2400" + "0105" + "01000000" + "00000000" // RTM_NEWQDISC, CREATE, REPLACE
                        + "00000000" + ROOT
                        + "08000100" + "74626600" // TCA_KIND tbf
                        + "40000200" // TCA_OPTIONS
                        + "28000100" + RATE + NO_RATE + "00800000" + "00401f00" + "00000000" // TCA_TBF_PARMS
                        + "0c000400" + "48e8010000000000" // TCA_TBF_RATE64
                        + "08000600" + "00400000"); // TCA_TBF_BURST
    }

    @Test
    void aRateBeyond32BitsIsSaidByTheLongAttribute() {
        String rate = "00dd0ee902000000";
        assertThat(hex(w -> TrafficMessages.shape(w, 7, 12_500_000_000L, 64 << 20, 128 << 20)))
                .contains("08010000" + "00000000" + "ffffffff", "0c000400" + rate);
        assertThat(hex(w -> TrafficMessages.police(w, 7, 12_500_000_000L, 64 << 20)))
                .contains("08010000" + "00000000" + "ffffffff", "0c000800" + rate);
    }

    @Test
    void takesTheShaperAway() {
        assertThat(hex(w -> TrafficMessages.unshape(w, 7)))
                .isEqualTo("24000000" + "2500" + "0100" + "01000000" + "00000000" + "00000000" + ROOT);
    }

    @Test
    void makesAndTakesAwayWhatFiltersIncomingPackets() {
        assertThat(hex(w -> TrafficMessages.openIngress(w, 7)))
                .isEqualTo("30000000" + "2400" + "0106" + "01000000" + "00000000" // CREATE, EXCL
                        + "00000000" + INGRESS
                        + "0c000100" + "696e677265737300"); // TCA_KIND ingress
        assertThat(hex(w -> TrafficMessages.closeIngress(w, 7)))
                .isEqualTo("24000000" + "2500" + "0100" + "01000000" + "00000000" + "00000000" + INGRESS);
    }

    @Test
    void policesEveryPacketByOneFilter() {
        String table = "00".repeat(1024);
        String expected = "2c00" // RTM_NEWTFILTER
                + "0105" + "01000000" + "00000000"
                + "00000000" + "07000000" + "01000080" + "0000ffff" + "00030100" // u32 800::1, ffff:, priority 1, all
                + "08000100" + "75333200" // TCA_KIND u32
                + "7c040200" // TCA_OPTIONS
                + "14000500" + "01000000" + "000000000000000000000000" // TCA_U32_SEL: terminal, no keys
                + "64040700" // TCA_U32_ACT
                + "60040100" // the first action
                + "0b000100" + "706f6c69636500" + "00" // TCA_ACT_KIND police
                + "50040200" // TCA_ACT_OPTIONS
                + "3c000100" + "00000000" + "02000000" + "00000000" + "00401f00" + "ffffffff" + RATE + NO_RATE
                + "000000000000000000000000" // TCA_POLICE_TBF: drop
                + "04040200" + table // TCA_POLICE_RATE
                + "0c000800" + "48e8010000000000"; // TCA_POLICE_RATE64
        assertThat(hex(w -> TrafficMessages.police(w, 7, 125_000, 16_384)).substring(8))
                .isEqualTo(expected);
    }
}
