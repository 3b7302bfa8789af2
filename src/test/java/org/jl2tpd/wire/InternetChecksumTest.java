package org.jl2tpd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jl2tpd.testing.SeededRandom;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {
    /** The example of RFC 1071 section 3: the words sum to ddf2. */
    @Test
    void sumsTheExampleOfRfc1071() {
        var words = ByteBuffer.wrap(HexFormat.of().parseHex("0001f203f4f5f6f7"));
        assertThat(InternetChecksum.of(words, 0, 8)).isEqualTo(0xffff ^ 0xddf2);
    }

    @Test
    void isZeroOverARangeWithItsChecksum() {
        var ip = ByteBuffer.wrap(HexFormat.of().parseHex("45000073000040004011b861c0a80001c0a800c7"));
        assertThat(InternetChecksum.of(ip, 0, 20)).isZero();
        ip.putShort(10, (short) 0);
        assertThat(InternetChecksum.of(ip, 0, 20)).isEqualTo(0xb861);
    }

    @Test
    void agreesWithAPlainSumForEveryLengthAndStart() {
        var random = new SeededRandom(9);
        var octets = new byte[67];
        for (int round = 0; round < 50; round++) {
            random.nextBytes(octets);
            var buffer = ByteBuffer.wrap(octets);
            int from = random.nextInt(5);
            int to = from + random.nextInt(octets.length - from + 1);
            assertThat(InternetChecksum.of(buffer, from, to)).isEqualTo(plain(octets, from, to));
            int middle = from + (to - from) / 2 / 2 * 2;
            long sum = InternetChecksum.add(buffer, from, middle, 0);
            assertThat(InternetChecksum.finish(InternetChecksum.add(buffer, middle, to, sum)))
                    .isEqualTo(plain(octets, from, to));
        }
    }

    private static int plain(byte[] octets, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += (octets[i] & 255) << ((i - from & 1) == 0 ? 8 : 0);
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return ~sum & 0xffff;
    }

    @Test
    void carriesWhereSumsAreLargest() {
        var ones = new byte[65535];
        java.util.Arrays.fill(ones, (byte) 0xff);
        assertThat(InternetChecksum.of(ByteBuffer.wrap(ones), 0, 65534)).isZero();
        assertThat(InternetChecksum.finish(0xffffffffffL)).isEqualTo(plainFold(0xffffffffffL));
    }

    private static int plainFold(long sum) {
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) ~sum & 0xffff;
    }

    /** RFC 1624 section 4: the example, and every update against a new sum. */
    @Test
    void updatesForOneChangedWord() {
        assertThat(InternetChecksum.update(0xdd2f, 0x5555, 0x3285)).isEqualTo(0x0000);
        var random = new SeededRandom(11);
        var octets = new byte[20];
        for (int round = 0; round < 200; round++) {
            random.nextBytes(octets);
            var buffer = ByteBuffer.wrap(octets);
            int before = InternetChecksum.of(buffer, 0, 20);
            int oldWord = buffer.getShort(4) & 0xffff;
            int newWord = random.nextInt(65536);
            buffer.putShort(4, (short) newWord);
            assertThat(InternetChecksum.update(before, oldWord, newWord)).isEqualTo(InternetChecksum.of(buffer, 0, 20));
        }
    }

    @Test
    void knowsAProtocolNumberByItsBits() {
        assertThat(PppProtocol.isValid(PppProtocol.LCP)).isTrue();
        assertThat(PppProtocol.isValid(PppProtocol.IPV4)).isTrue();
        assertThat(PppProtocol.isValid(0xc020)).isFalse();
        assertThat(PppProtocol.isValid(0xc121)).isFalse();
    }
}
