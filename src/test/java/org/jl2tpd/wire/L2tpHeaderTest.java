package org.jl2tpd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jl2tpd.testing.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class L2tpHeaderTest {
    private static final String LCP_ECHO = "ff03c0210901000811223344";

    private final L2tpHeader header = new L2tpHeader();

    private HeaderFault decode(String hex) {
        return header.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    /** VEC-DATA-01 to -03; L2TP-3.1-08 to -10. */
    @ParameterizedTest
    @CsvSource({"VEC-DATA-01, -1, false", "VEC-DATA-02, 7, false", "VEC-DATA-03, 8, true"})
    void readsDataHeadersOfEveryShape(String vector, int ns, boolean priority) {
        String hex = Vectors.of(vector).text("hex");
        assertThat(decode(hex)).isNull();
        assertThat(header.control).isFalse();
        assertThat(header.sequenced).isEqualTo(ns >= 0);
        assertThat(header.ns).isEqualTo(Math.max(ns, 0));
        assertThat(header.priority).isEqualTo(priority);
        assertThat(header.tunnelId).isEqualTo(0x2222);
        assertThat(header.sessionId).isEqualTo(0x0b0b);
        assertThat(hex.substring(2 * header.payloadStart, 2 * header.payloadEnd))
                .isEqualTo(LCP_ECHO);
    }

    /** L2TP-3.1-01. */
    @Test
    void writesAControlHeader() {
        var out = ByteBuffer.allocate(15);
        L2tpHeader.encodeControl(out, 3, 12, 0x1111, 0xfffe, 65535, 2);
        assertThat(HexFormat.of().formatHex(out.array(), 3, 15)).isEqualTo("c802000c1111fffeffff0002");
        out.position(3);
        assertThat(header.decode(out)).isNull();
        assertThat(header.control).isTrue();
        assertThat(header.ns).isEqualTo(65535);
        assertThat(header.nr).isEqualTo(2);
        assertThat(header.sessionId).isEqualTo(0xfffe);
        assertThat(header.payloadLength()).isZero();
        assertThat(header.payloadStart).isEqualTo(15);
        assertThat(out.position()).isEqualTo(3);
    }

    /** L2TP-3.1-08. */
    @ParameterizedTest
    @CsvSource({"-1,false,6", "-1,true,8", "0,false,10", "65535,true,12"})
    void writesDataHeadersThatItReadsBack(int ns, boolean withLength, int octets) {
        for (boolean priority : new boolean[] {false, true}) {
            var out = ByteBuffer.allocate(40);
            int start = L2tpHeader.encodeDataBefore(out, 20, 30, 65535, 1, ns, withLength, priority);
            assertThat(20 - start).isEqualTo(octets);
            out.position(start).limit(30);
            assertThat(header.decode(out)).isNull();
            assertThat(header.control).isFalse();
            assertThat(header.priority).isEqualTo(priority);
            assertThat(header.sequenced).isEqualTo(ns >= 0);
            assertThat(header.ns).isEqualTo(Math.max(ns, 0));
            assertThat(header.nr).isZero();
            assertThat(header.tunnelId).isEqualTo(65535);
            assertThat(header.sessionId).isEqualTo(1);
            assertThat(header.payloadStart).isEqualTo(20);
            assertThat(header.payloadEnd).isEqualTo(30);
        }
    }

    /** L2TP-3.1-02. */
    @Test
    void ignoresReservedBits() {
        assertThat(decode("fcf2000c1111000000010002")).isNull();
        assertThat(header.control).isTrue();
        assertThat(header.ns).isEqualTo(1);
        assertThat(decode("34f222220b0b")).isNull();
        assertThat(header.control).isFalse();
    }

    /** L2TP-3.1-03, L2TP-8.1-07. */
    @Test
    void tellsOtherVersionsApart() {
        for (int version = 0; version < 16; version++) {
            HeaderFault fault = decode(String.format("c80%x000c1111000000010002", version));
            assertThat(fault)
                    .isEqualTo(
                            switch (version) {
                                case 1 -> HeaderFault.L2F;
                                case 2 -> null;
                                case 3 -> HeaderFault.VERSION_3;
                                default -> HeaderFault.VERSION_UNKNOWN;
                            });
        }
    }

    /** L2TP-3.1-04, peers B13. */
    @ParameterizedTest
    @ValueSource(strings = {"8802", "c002", "ca02", "c902", "8002", "cb02"})
    void refusesControlMessagesWithOtherFlags(String flags) {
        assertThat(decode(flags + "000c11110000000100020000")).isEqualTo(HeaderFault.CONTROL_FLAGS);
    }

    /** L2TP-3.1-05, -06. */
    @Test
    void holdsTheLengthAgainstHeaderAndDatagram() {
        assertThat(decode("c802000b1111000000010002")).isEqualTo(HeaderFault.LENGTH);
        assertThat(decode("c80200001111000000010002")).isEqualTo(HeaderFault.LENGTH);
        assertThat(decode("c802000d1111000000010002")).isEqualTo(HeaderFault.LENGTH);
        assertThat(decode("c802ffff1111000000010002")).isEqualTo(HeaderFault.LENGTH);
        assertThat(decode("c802000c1111000000010002aabb")).isNull();
        assertThat(header.payloadLength()).isZero();
        assertThat(decode("4002000722220b0b")).isEqualTo(HeaderFault.LENGTH);
        assertThat(decode("4002000a22220b0baabbcc")).isNull();
        assertThat(header.payloadLength()).isEqualTo(2);
    }

    /** L2TP-3.1-05. */
    @Test
    void refusesEveryTruncation() {
        for (String whole :
                new String[] {"c802000c1111000000010002", "000222220b0b", "4b02001022220b0b000800000002aabb"}) {
            for (int octets = 0; octets < whole.length() / 2; octets++) {
                assertThat(decode(whole.substring(0, 2 * octets)))
                        .as(whole + " cut to " + octets)
                        .isNotNull();
            }
        }
        assertThat(decode("")).isEqualTo(HeaderFault.SHORT);
        assertThat(decode("c8")).isEqualTo(HeaderFault.SHORT);
        assertThat(decode("000222220b")).isEqualTo(HeaderFault.SHORT);
    }

    /** L2TP-3.1-09. */
    @ParameterizedTest
    @CsvSource({"0000,8,2", "0002,10,0", "0003,0,-1", "ffff,0,-1"})
    void skipsTheOffsetOrRefusesIt(String offset, int payloadStart, int payloadLength) {
        HeaderFault fault = decode("020222220b0b" + offset + "aabb");
        assertThat(fault).isEqualTo(payloadLength < 0 ? HeaderFault.OFFSET : null);
        if (fault == null) {
            assertThat(header.payloadStart).isEqualTo(payloadStart);
            assertThat(header.payloadLength()).isEqualTo(payloadLength);
        }
    }

    @Test
    void countsFromThePositionToTheLimit() {
        var datagram = ByteBuffer.wrap(HexFormat.of().parseHex("eeee000222220b0bc021eeee"));
        datagram.position(2).limit(10);
        assertThat(header.decode(datagram)).isNull();
        assertThat(header.payloadStart).isEqualTo(8);
        assertThat(header.payloadEnd).isEqualTo(10);
        assertThat(datagram.position()).isEqualTo(2);
    }
}
