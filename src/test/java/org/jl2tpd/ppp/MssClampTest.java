package org.jl2tpd.ppp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jl2tpd.wire.InternetChecksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP MSS clamping of IPv4 and IPv6 packets in place. */
class MssClampTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;

    private static String tcp(int flags, String options) {
        String offset = Integer.toHexString(5 + options.length() / 8);
        return "00501f900000000100000000" + offset + "0" + String.format("%02x", flags) + "ffff" + "0000" + "0000"
                + options;
    }

    private static ByteBuffer v4(String tcp, String fragment) {
        String head = "4500" + String.format("%04x", 20 + tcp.length() / 2) + "0001" + fragment + "4006" + "0000"
                + "c0000201" + "c000024d";
        return sealed(head + tcp, 20, 12);
    }

    private static ByteBuffer v6(int first, String extensions, String tcp) {
        int length = (extensions.length() + tcp.length()) / 2;
        String head =
                "60000000" + String.format("%04x%02x40", length, first) + "20010db8".repeat(4) + "20010db9".repeat(4);
        return sealed(head + extensions + tcp, 40 + extensions.length() / 2, 8);
    }

    /** Seven octets before the packet show that offsets are relative to the position. */
    private static ByteBuffer sealed(String hex, int tcp, int addresses) {
        ByteBuffer packet =
                ByteBuffer.wrap(HEX.parseHex("ee".repeat(7) + hex)).position(7).slice();
        packet.putShort(tcp + 16, (short) checksum(packet, tcp, addresses));
        ByteBuffer whole = ByteBuffer.wrap(packet.array());
        return whole.position(7);
    }

    private static int checksum(ByteBuffer packet, int tcp, int addresses) {
        int end = packet.limit();
        long sum = InternetChecksum.add(packet, addresses, addresses == 12 ? 20 : 40, 6 + end - tcp);
        return InternetChecksum.finish(InternetChecksum.add(packet, tcp, end, sum));
    }

    private static int mss(ByteBuffer packet, int at) {
        return packet.getShort(packet.position() + at) & 0xffff;
    }

    @ParameterizedTest
    @CsvSource({"2, 1460", "18, 1460", "2, 65535", "2, 1361"})
    void lowersTheMssOfIpv4Syns(int flags, int announced) {
        ByteBuffer packet = v4(tcp(flags, "0204" + String.format("%04x", announced) + "0101080a"), "4000");
        assertThat(MssClamp.clamp(packet, 1400)).isTrue();
        assertThat(mss(packet, 42)).isEqualTo(1360);
        assertThat(checksum(packet.slice(), 20, 12)).isZero();
    }

    @Test
    void lowersTheMssOfIpv6Syns() {
        ByteBuffer packet = v6(6, "", tcp(SYN, "020405a0"));
        assertThat(MssClamp.clamp(packet, 1400)).isTrue();
        assertThat(mss(packet, 62)).isEqualTo(1340);
        assertThat(checksum(packet.slice(), 40, 8)).isZero();
    }

    @Test
    void updatesTheChecksumOfAnOptionAtAnOddOffset() {
        ByteBuffer packet = v4(tcp(SYN, "01" + "020405b4" + "010100"), "0000");
        assertThat(MssClamp.clamp(packet, 1300)).isTrue();
        assertThat(mss(packet, 43)).isEqualTo(1260);
        assertThat(checksum(packet.slice(), 20, 12)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2b00000000000000, 43 behind hop-by-hop is missing its TCP",
        "0, 0600000000000000, hop-by-hop",
        "43, 0600000000000000, routing",
        "60, 0601000000000000ffffffffffffffff, destination options of 16 octets",
        "44, 0600000100000001, the first fragment"
    })
    void passesOverExtensionHeaders(int first, String extensions, String why) {
        ByteBuffer packet = v6(first, extensions, tcp(SYN, "020405a0"));
        boolean complete = !why.contains("missing");
        assertThat(MssClamp.clamp(packet, 1400)).as(why).isEqualTo(complete);
    }

    @Test
    void givesUpOnTooManyExtensionHeaders() {
        String extension = "3c00000000000000";
        String last = "0600000000000000";
        String most = extension.repeat(MssClamp.MAX_EXTENSION_HEADERS - 1) + last;
        assertThat(MssClamp.clamp(v6(60, most, tcp(SYN, "020405a0")), 1400)).isTrue();
        assertThat(MssClamp.clamp(v6(60, extension + most, tcp(SYN, "020405a0")), 1400))
                .isFalse();
    }

    private static void leftAlone(ByteBuffer packet, int mtu, String why) {
        byte[] before = packet.array().clone();
        assertThat(MssClamp.clamp(packet, mtu)).as(why).isFalse();
        assertThat(packet.array()).as(why).isEqualTo(before);
    }

    @Test
    void leavesEverythingElseAlone() {
        leftAlone(v4(tcp(SYN, "02040550"), "0000"), 1400, "an MSS that fits");
        leftAlone(v4(tcp(ACK, "020405b4"), "0000"), 1400, "no SYN");
        leftAlone(v4(tcp(SYN, "020405b4"), "0001"), 1400, "a later fragment");
        leftAlone(v4(tcp(SYN, ""), "0000"), 1400, "no option");
        leftAlone(v4(tcp(SYN, "00000000020405b4"), "0000"), 1400, "an option behind the end of the list");
        leftAlone(v4(tcp(SYN, "0206" + "05b40000" + "0101"), "0000"), 1400, "an MSS option of another length");
        leftAlone(v4(tcp(SYN, "05000000"), "0000"), 1400, "an option without length");
        leftAlone(v4(tcp(SYN, "01010102"), "0000"), 1400, "an option cut short");
        leftAlone(v4(tcp(SYN, "020405b4"), "0000"), 40, "no room for an MSS at all");
        leftAlone(v6(44, "0600000800000001", tcp(SYN, "020405a0")), 1400, "a later fragment of IPv6");
        leftAlone(v6(17, "", tcp(SYN, "020405a0")), 1400, "UDP");
        leftAlone(v6(50, "0600000000000000", tcp(SYN, "020405a0")), 1400, "ESP");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19, 20, 39, 40, 41, 43})
    void leavesTruncatedPacketsAlone(int length) {
        ByteBuffer packet = v4(tcp(SYN, "020405b4"), "0000");
        packet.limit(packet.position() + length);
        leftAlone(packet, 1400, "cut to " + length);
    }
}
