package org.jl2tpd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.jl2tpd.testing.Vectors;
import org.junit.jupiter.api.Test;

/** Composite values, and what a trace shows of them. */
class ValuesTest {
    private static ControlMessage cdn(String resultHex) {
        return RawMessage.of(MessageType.CDN)
                .avp(AvpType.RESULT_CODE, HexFormat.of().parseHex(resultHex))
                .avp(AvpType.ASSIGNED_SESSION_ID)
                .message();
    }

    /** L2TP-4.4.2-01; peers B11 and 7.1 (MikroTik's two octets, Apple's octet order). */
    @Test
    void readsResultCodesOfEveryLength() {
        assertThat(cdn("0003").resultCode()).isEqualTo(new ResultCode(3, 0, ""));
        assertThat(cdn("000300").resultCode()).isEqualTo(new ResultCode(3, 0, ""));
        assertThat(cdn("00020006").resultCode()).isEqualTo(new ResultCode(2, 6, ""));
        assertThat(cdn("00020006c3a4").resultCode()).isEqualTo(new ResultCode(2, 6, "\u00e4"));
        assertThat(cdn("0100").resultCode().result()).isEqualTo(1);
        assertThat(cdn("0300").resultCode().result()).isEqualTo(3);
        assertThat(cdn("0101").resultCode().result()).isEqualTo(257);
    }

    @Test
    void writesNoErrorCodeWithoutNeed() {
        ControlMessage bare = ControlMessage.of(MessageType.STOPCCN)
                .result(ResultCode.of(6, ""))
                .build();
        assertThat(bare.octets(AvpType.RESULT_CODE)).hasSize(2);
        ControlMessage full = ControlMessage.of(MessageType.STOPCCN)
                .result(ResultCode.error(8, "\u00e4"))
                .build();
        assertThat(full.resultCode()).isEqualTo(new ResultCode(2, 8, "\u00e4"));
        assertThat(full.octets(AvpType.RESULT_CODE)).hasSize(6);
    }

    /** L2TP-3145-2-01, -4-01. */
    @Test
    void readsThePppDisconnectCauseInBothForms() {
        byte[] value = HexFormat.of().parseHex("0010c22301" + "6e6f");
        var expected = new PppDisconnectCause(16, PppProtocol.CHAP, 1, "no");
        for (int vendor : new int[] {0, 43}) {
            ControlMessage message = RawMessage.complete(MessageType.CDN)
                    .avp(0, vendor, 46, value)
                    .message();
            assertThat(message.pppDisconnectCause()).isEqualTo(expected);
            assertThat(message.warnings()).isEmpty();
        }
        ControlMessage built =
                ControlMessage.of(MessageType.CDN).cause(expected).build();
        assertThat(built.octets(AvpType.PPP_DISCONNECT_CAUSE)).isEqualTo(value);
        assertThat(RawMessage.complete(MessageType.CDN).message().pppDisconnectCause())
                .isNull();
        assertThat(RawMessage.complete(MessageType.CDN)
                        .avp(0, 43, 45, value)
                        .message()
                        .warnings())
                .hasSize(1);
    }

    /** Peers B7: two octets, one octet, text. */
    @Test
    void readsTheQ931Cause() {
        ControlMessage message = RawMessage.complete(MessageType.CDN)
                .avp(AvpType.Q931_CAUSE_CODE)
                .message();
        assertThat(message.q931Cause()).isEqualTo(new Q931Cause(16, 0x45, "by"));
        ControlMessage built = ControlMessage.of(MessageType.CDN)
                .q931(new Q931Cause(16, 0x45, ""))
                .build();
        assertThat(built.octets(AvpType.Q931_CAUSE_CODE)).containsExactly(0, 16, 0x45);
        assertThat(built.resultCode()).isNull();
    }

    @Test
    void answersWithTheDefaultForWhatIsAbsent() {
        ControlMessage hello = RawMessage.of(MessageType.HELLO).message();
        assertThat(hello.u16(AvpType.RECEIVE_WINDOW_SIZE, 4)).isEqualTo(4);
        assertThat(hello.u32(AvpType.BEARER_TYPE, -1)).isEqualTo(-1);
        assertThat(hello.octets(AvpType.CHALLENGE)).isNull();
        assertThat(hello.text(AvpType.HOST_NAME)).isNull();
        assertThat(hello.has(AvpType.SEQUENCING_REQUIRED)).isFalse();
        assertThat(hello.q931Cause()).isNull();
    }

    @Test
    void readsTheCountersOfCallErrorsAndTheMapsOfAccm() {
        var wen = (ControlMessage) decode("VEC-MSG WEN", null);
        var sli = (ControlMessage) decode("VEC-MSG SLI", null);
        for (int i = 0; i < 6; i++) {
            assertThat(wen.u32At(AvpType.CALL_ERRORS, 2 + 4 * i, -1)).isEqualTo(i + 1);
        }
        assertThat(wen.u32At(AvpType.CALL_ERRORS, 26, -1)).isEqualTo(-1);
        assertThat(sli.u32At(AvpType.ACCM, 2, -1)).isEqualTo(0x000a0000L);
        assertThat(sli.u32At(AvpType.ACCM, 6, -1)).isEqualTo(0xffffffffL);
    }

    @Test
    void neverShowsSecretsInATrace() {
        var iccn = (ControlMessage) decode("VEC-MSG ICCN", Samples.SECRET);
        assertThat(iccn.toString())
                .contains("ICCN", "Tx Connect Speed 100000000", "Proxy Authen Name \"alice\"")
                .contains("Proxy Authen Response (hidden)")
                .doesNotContain("wonderland");
        var sccrp = (ControlMessage) decode("VEC-MSG SCCRP", null);
        assertThat(sccrp.describe())
                .contains("Challenge (16 octets)", "Challenge Response (16 octets)", "Host Name \"lns1.isp.example\"")
                .doesNotContain("2e362a3f")
                .doesNotContain("a0a1a2");
        ControlMessage clear = ControlMessage.of(MessageType.ICCN)
                .octets(AvpType.PROXY_AUTHEN_RESPONSE, "password".getBytes())
                .flag(AvpType.SEQUENCING_REQUIRED)
                .build();
        assertThat(clear.describe()).isEqualTo("ICCN, Proxy Authen Response (8 octets), Sequencing Required");
        assertThat(Samples.SECRET.toString()).doesNotContain("tunnelsecret");
    }

    @Test
    void keepsATraceOnOneLine() {
        ControlMessage sccrq = ControlMessage.of(MessageType.SCCRQ)
                .text(AvpType.HOST_NAME, "a\nb\u001b[2J\u202e\"\\\u2028")
                .text(AvpType.VENDOR_NAME, "v".repeat(500))
                .build();
        assertThat(sccrq.describe())
                .startsWith("SCCRQ, Host Name \"a.b.[2J.\\\"\\\\.\", Vendor Name \"vvv")
                .endsWith("\"...")
                .hasSizeLessThan(200);
        assertThat(cdn("000200066e6f").describe()).isEqualTo("CDN, Result Code 2/6 \"no\", Assigned Session ID 15");
        assertThat(Samples.full(MessageType.CDN).describe())
                .contains("Q.931 Cause Code 16 message 69 \"by\"")
                .contains("PPP Disconnect Cause 16 protocol 0xc223 direction 1 \"no\"");
        assertThat(Samples.full(MessageType.SLI).describe()).isEqualTo("SLI, ACCM 0102030405060708090a");
    }

    private static DecodedMessage decode(String vector, Secret secret) {
        byte[] octets = Vectors.of(vector).hex("hex");
        return MessageCodec.decode(java.nio.ByteBuffer.wrap(octets), 12, octets.length, secret);
    }
}
