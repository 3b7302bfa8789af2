package org.jl2tpd.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.testing.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The independently computed vectors AUTH, HIDE, DATA and MSG. */
class VectorsTest {
    private static final Secret SECRET = Secret.of("tunnelsecret");

    static List<Vectors> hiding() {
        return Vectors.withPrefix("VEC-HIDE-0").stream()
                .filter(v -> v.has("hidden_avp_len"))
                .toList();
    }

    static Stream<Vectors> messages() {
        return Vectors.withPrefix("VEC-MSG").stream();
    }

    /** VEC-AUTH-01 to -03, -05; L2TP-5.1.1-04. */
    @Test
    void computesChallengeResponses() {
        var sccrp = Vectors.of("VEC-AUTH-01");
        var scccn = Vectors.of("VEC-AUTH-02");
        assertThat(TunnelAuth.response(MessageType.SCCRP, SECRET, sccrp.hex("challenge")))
                .isEqualTo(sccrp.hex("response"));
        assertThat(TunnelAuth.response(MessageType.SCCCN, SECRET, scccn.hex("challenge")))
                .isEqualTo(scccn.hex("response"));
        var one = Vectors.of("VEC-AUTH-03");
        assertThat(TunnelAuth.verify(MessageType.SCCRP, SECRET, one.hex("challenge"), one.hex("response_sccrp")))
                .isTrue();
        var utf8 = Vectors.of("VEC-AUTH-05");
        assertThat(Secret.of("gehe\u00efm").octets()).isEqualTo(utf8.hex("secret_octets"));
        assertThat(TunnelAuth.response(MessageType.SCCRP, Secret.of("gehe\u00efm"), utf8.hex("challenge")))
                .isEqualTo(utf8.hex("response_sccrp"));
    }

    /** VEC-AUTH-04; L2TP-5.1.1-02. */
    @Test
    void refusesAResponseWithAnotherIdentifierOrTooShort() {
        byte[] challenge = Vectors.of("VEC-AUTH-01").hex("challenge");
        byte[] right = Vectors.of("VEC-AUTH-01").hex("response");
        byte[] wrong = Vectors.of("VEC-AUTH-04").hex("wrong");
        assertThat(TunnelAuth.verify(MessageType.SCCRP, SECRET, challenge, wrong))
                .isFalse();
        assertThat(TunnelAuth.verify(MessageType.SCCCN, SECRET, challenge, right))
                .isFalse();
        assertThat(TunnelAuth.verify(MessageType.SCCRP, SECRET, challenge, null))
                .isFalse();
        assertThat(TunnelAuth.verify(MessageType.SCCRP, SECRET, challenge, new byte[15]))
                .isFalse();
        assertThat(TunnelAuth.verify(MessageType.SCCRP, SECRET, challenge, java.util.Arrays.copyOf(right, 22)))
                .as("six more octets, as Cisco sends them")
                .isTrue();
    }

    /** VEC-HIDE-01 to -07; L2TP-4.3-03, -04. */
    @ParameterizedTest
    @MethodSource("hiding")
    void hidesAndUnhides(Vectors vector) {
        byte[] value = vector.hex("clear_value");
        byte[] padding = vector.text("padding").equals("(none)") ? new byte[0] : vector.hex("padding");
        byte[] cipher = vector.hex("cipher_value");
        ByteBuffer subformat = ByteBuffer.allocate(cipher.length);
        subformat.putShort((short) value.length).put(value).put(padding);
        var secret = Secret.of(vector.text("secret"));
        int type = (int) vector.number("attr_type");
        var hiding = new AvpHiding();
        byte[] octets = subformat.array();
        hiding.hide(type, secret, vector.hex("random_vector"), octets, 0, octets.length);
        assertThat(octets).isEqualTo(cipher);
        int length = hiding.unhide(type, secret, vector.hex("random_vector"), octets, 0, octets.length);
        assertThat(length).isEqualTo(value.length);
        assertThat(octets)
                .startsWith(ByteBuffer.allocate(2 + value.length)
                        .putShort((short) value.length)
                        .put(value)
                        .array());
    }

    /** VEC-HIDE-08; L2TP-4.3-05. */
    @Test
    void usesTheClosestPrecedingRandomVector() {
        ControlMessage icrq = decode(Vectors.of("VEC-HIDE-08").hex("message"), SECRET);
        assertThat(icrq.u16(AvpType.ASSIGNED_SESSION_ID, 0)).isEqualTo(0x0102);
        assertThat(icrq.u32(AvpType.CALL_SERIAL_NUMBER, 0)).isEqualTo(0xCAFEBABEL);
    }

    /** VEC-HIDE-09; L2TP-4.3-02, -06. */
    @Test
    void refusesAHiddenAvpBeforeAnyRandomVector() {
        byte[] datagram = Vectors.of("VEC-HIDE-09").hex("message");
        var malformed = (DecodedMessage.Malformed)
                MessageCodec.decode(ByteBuffer.wrap(datagram), L2tpHeader.CONTROL_LENGTH, datagram.length, SECRET);
        assertThat(malformed.type()).isEqualTo(MessageType.ICRQ);
        assertThat(malformed.tunnelScope()).isFalse();
        assertThat(malformed.result().result()).isEqualTo(ResultCode.GENERAL_ERROR);
        assertThat(malformed.result().message()).contains("type 14");
    }

    /** VEC-HIDE-10; L2TP-4.3-06, peers B9, B25. */
    @Test
    void refusesAnOriginalLengthBeyondTheValue() {
        var vector = Vectors.of("VEC-HIDE-10");
        byte[] avp = vector.hex("hidden_avp");
        var hiding = new AvpHiding();
        assertThat(hiding.unhide(9, SECRET, vector.hex("random_vector"), avp, 6, avp.length))
                .isEqualTo(-1);
    }

    /** VEC-MSG; L2TP-3.0-01, L2TP-3.1-01. Octet for octet, but for those with hidden AVPs, whose vector is random. */
    @ParameterizedTest
    @MethodSource("messages")
    void decodesAndEncodesWholeMessages(Vectors vector) {
        byte[] datagram = vector.hex("hex");
        assertThat(datagram).hasSize((int) vector.number("length"));
        var header = new L2tpHeader();
        assertThat(header.decode(ByteBuffer.wrap(datagram))).isNull();
        if (header.payloadLength() == 0) {
            assertThat(vector.id()).contains("ZLB");
            return;
        }
        ControlMessage message = decode(datagram, SECRET);
        assertThat(message.warnings()).isEmpty();
        boolean hidden = message.wasHidden(AvpType.PROXY_AUTHEN_RESPONSE);
        ByteBuffer out = ByteBuffer.allocate(L2tpHeader.CONTROL_LENGTH + message.maxEncodedLength());
        out.position(L2tpHeader.CONTROL_LENGTH);
        MessageCodec.encode(message, null, null, out);
        L2tpHeader.encodeControl(out, 0, out.position(), header.tunnelId, header.sessionId, header.ns, header.nr);
        if (hidden) {
            assertThat(message.text(AvpType.PROXY_AUTHEN_RESPONSE)).isEqualTo("wonderland");
        } else {
            assertThat(HexFormat.of().formatHex(out.array(), 0, out.position())).isEqualTo(vector.text("hex"));
        }
    }

    @Test
    void readsTheValuesOfACdn() {
        ControlMessage cdn = decode(Vectors.of("VEC-MSG CDN").hex("hex"), null);
        assertThat(cdn.resultCode()).isEqualTo(new ResultCode(3, 0, "administrative"));
        assertThat(cdn.pppDisconnectCause()).isEqualTo(new PppDisconnectCause(1, 0, 0, "admin clear"));
        assertThat(cdn.octets(AvpType.RESULT_CODE)).endsWith("administrative".getBytes(UTF_8));
    }

    private static ControlMessage decode(byte[] datagram, Secret secret) {
        return (ControlMessage)
                MessageCodec.decode(ByteBuffer.wrap(datagram), L2tpHeader.CONTROL_LENGTH, datagram.length, secret);
    }
}
