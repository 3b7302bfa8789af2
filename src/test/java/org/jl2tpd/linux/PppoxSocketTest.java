package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The socket addresses of the driver, as a C compiler lays them out on a little-endian machine. */
class PppoxSocketTest {
    private final ByteBuffer out = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());

    private String hex(int octets) {
        return HexFormat.of().formatHex(out.array(), 0, octets);
    }

    @Test
    void anIpv4AddressComesBeforeTheIds() {
        org.junit.jupiter.api.Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        int octets = PppoxSocket.put(out, 7, 0, 0xffff_c000_0201L, 1701, 0x0102, 0x0304, 0x0506, 0x0708);
        assertThat(octets).isEqualTo(38);
        assertThat(hex(octets))
                .isEqualTo("1800" + "01000000" + "00000000" + "07000000" + "0200" + "06a5" + "c0000201"
                        + "0000000000000000" + "0201" + "0403" + "0605" + "0807");
    }

    @Test
    void anIpv6AddressComesBehindTheIds() {
        org.junit.jupiter.api.Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        int octets = PppoxSocket.put(out, 7, 0x20010db800000000L, 1, 1701, 0x0102, 0x0304, 0x0506, 0x0708);
        assertThat(octets).isEqualTo(50);
        assertThat(hex(octets))
                .isEqualTo("1800" + "01000000" + "00000000" + "07000000" + "0201" + "0403" + "0605" + "0807" + "0a00"
                        + "06a5" + "00000000" + "20010db8000000000000000000000001" + "00000000");
    }
}
