package org.jl2tpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PcapWriterTest {
    private static final byte[] ODD = {1, 2, 3};

    @Test
    void writesHeadersWithChecksumsOverIpv4() throws IOException {
        String file = write("192.0.2.1", "192.0.2.2");
        assertThat(file).startsWith("d4c3b2a1020004000000000000000000ffff000065000000");
        assertThat(file.substring(48)).startsWith("01000000020000001f0000001f000000");
        assertThat(file.substring(80))
                .isEqualTo("4500001f0000400040" + "11b6ca" + "c0000201c0000202" + "06a506a6000b" + "6a87" + "010203");
    }

    @Test
    void writesHeadersWithChecksumsOverIpv6() throws IOException {
        String packet = write("2001:db8::1", "2001:db8::2").substring(80);
        assertThat(packet).startsWith("60000000000b1140").hasSize(2 * (40 + 8 + 3));
        assertThat(sumOfUdpWithPseudoHeader(packet)).isEqualTo(0xffff);
    }

    /** All of what a receiver adds up; 0xffff is right (RFC 768). */
    private static int sumOfUdpWithPseudoHeader(String packet) {
        String counted = packet.substring(16) + "00" + "0000000b" + "00000011";
        int sum = 0;
        for (int i = 0; i < counted.length(); i += 4) {
            sum += Integer.parseInt(counted.substring(i, i + 4), 16);
        }
        return (sum & 0xffff) + (sum >> 16);
    }

    private static String write(String from, String to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PcapWriter(out)
                .write(
                        1_000_002,
                        new InetSocketAddress(InetAddress.getByName(from), 1701),
                        new InetSocketAddress(InetAddress.getByName(to), 1702),
                        ODD);
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
