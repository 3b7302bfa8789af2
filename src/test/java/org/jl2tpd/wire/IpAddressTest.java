package org.jl2tpd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jl2tpd.testing.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    /** RFC 5952 section 4. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "2001:DB8::1, 2001:db8::1",
        "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "fe80::, fe80::",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "::ffff:192.0.2.1, 192.0.2.1",
    })
    void readsLiteralsAndWritesTheCanonicalForm(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.1.1",
                "192.0.2.01",
                "192.0.2.-1",
                "1.2.3.+4",
                "192.0.2.1 ",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7:8::",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:",
                "::1%eth0",
                "::1.2.3",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::\u0661",
                "\u0661.2.3.4"
            })
    void refusesWhatIsNoLiteral(String text) {
        assertThat(IpAddress.parse(text)).isNull();
    }

    @Test
    void neverReadsNullOrEndlessText() {
        assertThat(IpAddress.parse(null)).isNull();
        assertThat(IpAddress.parse("1:".repeat(1000))).isNull();
    }

    @Test
    void agreesWithThePlatformOnRandomAddresses() throws UnknownHostException {
        var random = new SeededRandom(5);
        for (int i = 0; i < 2000; i++) {
            var octets = new byte[(i & 1) == 0 ? 4 : 16];
            random.nextBytes(octets);
            for (int n = 0; n < octets.length; n++) {
                octets[n] &= random.nextInt(3) == 0 ? 0xff : 0;
            }
            IpAddress address = IpAddress.of(octets);
            assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
            byte[] platform = InetAddress.getByName(address.toString()).getAddress();
            assertThat(address.toBytes()).isEqualTo(platform);
            assertThat(address.isUnspecified())
                    .isEqualTo(InetAddress.getByAddress(octets).isAnyLocalAddress());
        }
    }

    @Test
    void ordersUnsigned() {
        assertThat(IpAddress.v4(0x7f000001)).isLessThan(IpAddress.v4(0x80000000));
        assertThat(IpAddress.parse("7fff::")).isLessThan(IpAddress.parse("8000::"));
        assertThat(IpAddress.v4(1).isV4()).isTrue();
        assertThat(IpAddress.parse("::1").isV4()).isFalse();
    }

    @Test
    void masksAndMatchesPrefixes() {
        assertThat(IpPrefix.parse("10.1.2.3/8")).hasToString("10.0.0.0/8");
        assertThat(IpPrefix.parse("10.1.2.3")).hasToString("10.1.2.3/32");
        assertThat(IpPrefix.parse("2001:db8::1/33")).hasToString("2001:db8::/33");
        assertThat(IpPrefix.parse("::/0").contains(IpAddress.parse("ff::1"))).isTrue();
        assertThat(IpPrefix.parse("::/0").contains(IpAddress.parse("10.0.0.1"))).isFalse();
        assertThat(IpPrefix.parse("0.0.0.0/0").contains(IpAddress.parse("10.0.0.1")))
                .isTrue();
        assertThat(IpPrefix.parse("0.0.0.0/0").contains(IpAddress.parse("::1"))).isFalse();
        assertThat(IpPrefix.parse("2001:db8::/64").contains(IpAddress.parse("2001:db8::ffff")))
                .isTrue();
        assertThat(IpPrefix.parse("2001:db8::/65").contains(IpAddress.parse("2001:db8::8000:0:0:0")))
                .isFalse();
        assertThat(IpPrefix.parse("2001:db8::1/128").contains(IpAddress.parse("2001:db8::1")))
                .isTrue();
        assertThat(IpPrefix.parse("2001:db8::1/128").contains(IpAddress.parse("2001:db8::")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/+1",
                "/8",
                "x/8",
                "1.2.3.4/8/8",
                "::/0001",
                "10.0.0.0/\u0661"
            })
    void refusesWhatIsNoPrefix(String text) {
        assertThat(IpPrefix.parse(text)).isNull();
    }

    @Test
    void keepsAPathOnlyWhenFrozen() {
        var path = new TransportPath(1, IpAddress.parse("10.0.0.1"), 1701, IpAddress.parse("::1"), 40000);
        var datagram = new DatagramPath().set(path);
        TransportPath frozen = datagram.freeze();
        assertThat(frozen).isEqualTo(path).hasToString("10.0.0.1:1701-::1:40000");
        assertThat(datagram.isFrom(path)).isTrue();
        datagram.peerPort = 40001;
        assertThat(datagram.isFrom(path)).isFalse();
        assertThat(datagram.isFromAddress(path.peerAddress())).isTrue();
        assertThat(frozen.peerPort()).isEqualTo(40000);
    }
}
