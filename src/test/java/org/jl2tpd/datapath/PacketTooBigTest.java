package org.jl2tpd.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;

class PacketTooBigTest {
    private final ByteBuffer out = ByteBuffer.allocate(1280);

    private boolean write(ByteBuffer packet, int mtu, String source) {
        IpAddress from = IpAddress.parse(source);
        return PacketTooBig.write(packet, mtu, from.hi(), from.lo(), out);
    }

    /** RFC 1191 4: type 3, code 4, next-hop MTU in the second half of the unused word. */
    @Test
    void tellsAnIpv4SenderTheMtu() {
        assertThat(write(Packets.udp("192.0.2.1", "10.0.0.2", 1, 2, 1472), 1400, "10.0.0.2"))
                .isTrue();
        assertThat(out.remaining()).isEqualTo(576);
        assertThat(InternetChecksum.fold(InternetChecksum.sum(out, 0, 20, 0))).isEqualTo(0xffff);
        assertThat(InternetChecksum.fold(InternetChecksum.sum(out, 20, 556, 0))).isEqualTo(0xffff);
        assertThat(out.getShort(20)).isEqualTo((short) 0x0304);
        assertThat(out.getInt(24)).isEqualTo(1400);
        assertThat(IpPacket.destinationLo(out))
                .isEqualTo(IpAddress.parse("192.0.2.1").lo());
        assertThat(out.getInt(28) >>> 24).as("the quoted packet").isEqualTo(0x45);
    }

    /** RFC 4443 3.2; a link below 1280 fragments by itself (RFC 8200 5), so that no smaller MTU is told. */
    @Test
    void tellsAnIpv6SenderTheMtu() {
        assertThat(write(Packets.udp("2001:db8::1", "2001:db8:1::2", 1, 2, 1452), 1400, "2001:db8:1::2"))
                .isTrue();
        assertThat(out.remaining()).isEqualTo(1280);
        assertThat(InternetChecksum.fold(
                        InternetChecksum.sum(out, 40, 1240, InternetChecksum.v6Pseudo(out, 0, 1240, 58))))
                .isEqualTo(0xffff);
        assertThat(out.getInt(44)).isEqualTo(1400);
        assertThat(write(Packets.udp("2001:db8::1", "2001:db8:1::2", 1, 2, 1452), 1200, "2001:db8:1::2"))
                .isTrue();
        assertThat(out.getInt(44)).isEqualTo(1280);
    }

    /** RFC 1122 3.2.2, RFC 4443 2.4 e: no error about an error, a later fragment, or from nowhere. */
    @Test
    void neverAnswersAnError() {
        ByteBuffer error = Packets.echo("192.0.2.1", "10.0.0.2", 1, 1472);
        error.put(20, (byte) 3);
        assertThat(write(error, 1400, "10.0.0.2")).isFalse();
        ByteBuffer fragment = Packets.echo("192.0.2.1", "10.0.0.2", 1, 1472);
        fragment.putShort(6, (short) 100);
        assertThat(write(fragment, 1400, "10.0.0.2")).isFalse();
        assertThat(write(Packets.echo("0.0.0.0", "10.0.0.2", 1, 1472), 1400, "10.0.0.2"))
                .isFalse();
        ByteBuffer v6 = Packets.echo("2001:db8::1", "2001:db8:1::2", 1, 1452);
        v6.put(40, (byte) 2);
        assertThat(write(v6, 1400, "2001:db8:1::2")).isFalse();
    }
}
