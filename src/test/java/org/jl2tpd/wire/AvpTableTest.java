package org.jl2tpd.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jl2tpd.testing.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of the AVP table, checked against checklist 2.1 and by a round trip. */
class AvpTableTest {
    private static final Set<Integer> NOT_HIDEABLE = Set.of(0, 1, 2, 5, 7, 10, 12, 36, 39);
    private static final Set<Integer> OPTIONAL_ON_SEND =
            Set.of(5, 6, 8, 25, 26, 27, 28, 29, 30, 31, 32, 33, 37, 38, 46);

    /** A message that lists the AVP, with whatever it requires beside it. */
    private static RawMessage carrier(AvpType avp) {
        MessageType type = Arrays.stream(MessageType.values())
                .filter(t -> t.lists(avp))
                .findFirst()
                .orElseThrow();
        var raw = RawMessage.of(type);
        for (AvpType other : AvpType.values()) {
            if (type.requires(other) && other != avp) {
                raw.avp(other);
            }
        }
        return raw;
    }

    @Test
    void hasTheAvpsOfRfc2661AndRfc3145() {
        Set<Integer> expected =
                IntStream.rangeClosed(0, 39).filter(n -> n != 20).boxed().collect(Collectors.toSet());
        expected.add(46);
        assertThat(Arrays.stream(AvpType.values()).map(AvpType::number)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(AvpType.of(20)).isNull();
        assertThat(AvpType.of(-1)).isNull();
        assertThat(AvpType.of(47)).isNull();
        assertThat(AvpType.of(65535)).isNull();
    }

    @ParameterizedTest
    @EnumSource(AvpType.class)
    void saysWhetherItIsMandatoryAndHideable(AvpType avp) {
        assertThat(AvpType.of(avp.number())).isSameAs(avp);
        assertThat(avp.mandatory()).isEqualTo(!OPTIONAL_ON_SEND.contains(avp.number()));
        assertThat(avp.hideable()).isEqualTo(!NOT_HIDEABLE.contains(avp.number()));
        assertThat(AvpType.HIDEABLE.contains(avp)).isEqualTo(avp.hideable());
    }

    @ParameterizedTest
    @EnumSource(
            value = AvpType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MESSAGE_TYPE", "RANDOM_VECTOR"})
    void keepsItsValueThroughEncodingAndDecoding(AvpType avp) {
        ControlMessage message = carrier(avp).avp(avp).message();
        assertThat(message.warnings()).isEmpty();
        assertThat(message.octets(avp)).isEqualTo(Samples.value(avp));
        var out = ByteBuffer.allocate(message.maxEncodedLength());
        MessageCodec.encode(message, null, null, out);
        var again = (ControlMessage) MessageCodec.decode(out, 0, out.position(), null);
        assertThat(again.body()).isEqualTo(message.body());
    }

    /** L2TP-4.3-07: what must not be hidden is malformed when it is; the rest survives hiding, with padding too. */
    @ParameterizedTest
    @EnumSource(
            value = AvpType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MESSAGE_TYPE", "RANDOM_VECTOR"})
    void isUnhiddenOnlyWhereItMayBeHidden(AvpType avp) {
        byte[] vector = Samples.octets(16);
        for (int padding : new int[] {0, 1, 12, 40}) {
            RawMessage raw = carrier(avp)
                    .avp(AvpType.RANDOM_VECTOR, vector)
                    .hidden(avp, Samples.value(avp), Samples.SECRET, vector, padding);
            if (avp.hideable()) {
                var message = (ControlMessage) raw.decode(Samples.SECRET);
                assertThat(message.octets(avp)).isEqualTo(Samples.value(avp));
                assertThat(message.wasHidden(avp)).isTrue();
            } else if (avp.mandatory()) {
                assertThat(raw.decode(Samples.SECRET)).isInstanceOf(DecodedMessage.Malformed.class);
            } else {
                var message = (ControlMessage) raw.decode(Samples.SECRET);
                assertThat(message.has(avp)).isFalse();
                assertThat(message.warnings()).singleElement().asString().contains("must not be hidden");
            }
        }
    }

    /** L2TP-4.1-01, L2TP-7.1-02, peers B7, B11, B24: the shortest and longest values, and one octet less and more. */
    @ParameterizedTest
    @EnumSource(
            value = AvpType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MESSAGE_TYPE", "RANDOM_VECTOR"})
    void acceptsExactlyTheLengthsOfItsRow(AvpType avp) {
        for (int length : new int[] {avp.minLength(), avp.maxLength()}) {
            byte[] value = padded(avp, length);
            ControlMessage message = carrier(avp).avp(avp, value).message();
            int kept = avp == AvpType.CHALLENGE_RESPONSE ? 16 : length;
            assertThat(message.octets(avp)).isEqualTo(Arrays.copyOf(value, kept));
        }
        for (int length : new int[] {avp.minLength() - 1, avp.maxLength() + 1}) {
            if (length >= 0 && length <= AvpType.MAX_VALUE) {
                var raw = carrier(avp).avp(RawMessage.M, 0, avp.number(), padded(avp, length));
                assertThat(raw.malformed().result().error()).isEqualTo(ResultCode.ERROR_LENGTH);
            }
        }
    }

    private static byte[] padded(AvpType avp, int length) {
        return Arrays.copyOf(Samples.value(avp), length);
    }

    /** L2TP-4.1-01. */
    @Test
    void refusesToBuildAValueThatFitsNoAvp() {
        var builder = ControlMessage.of(MessageType.SCCRQ);
        assertThatThrownBy(() -> builder.octets(AvpType.HOST_NAME, new byte[1018]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.octets(AvpType.VENDOR_NAME, new byte[1016]))
                .isInstanceOf(IllegalArgumentException.class);
        builder.octets(AvpType.HOST_NAME, new byte[1017]).octets(AvpType.VENDOR_NAME, new byte[1015]);
        assertThatThrownBy(() -> builder.text(AvpType.HOST_NAME, "again")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.u16(AvpType.FRAMING_CAPABILITIES, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.u32(AvpType.ASSIGNED_TUNNEL_ID, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.flag(AvpType.CHALLENGE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.octets(AvpType.RANDOM_VECTOR, new byte[16]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.u16(AvpType.MESSAGE_TYPE, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hidesTheLongestValue() {
        ControlMessage message = ControlMessage.of(MessageType.ICCN)
                .u32(AvpType.TX_CONNECT_SPEED, 4_000_000_000L)
                .u32(AvpType.FRAMING_TYPE, 1)
                .octets(AvpType.PROXY_AUTHEN_RESPONSE, Samples.octets(AvpType.MAX_HIDDEN_VALUE))
                .build();
        var out = ByteBuffer.allocate(message.maxEncodedLength());
        MessageCodec.encode(message, Samples.SECRET, new SeededRandom(1), out);
        assertThat(out.hasRemaining()).isFalse();
        var again = (ControlMessage) MessageCodec.decode(out, 0, out.position(), Samples.SECRET);
        assertThat(again.octets(AvpType.PROXY_AUTHEN_RESPONSE)).isEqualTo(Samples.octets(1015));
        assertThat(again.u32(AvpType.TX_CONNECT_SPEED, 0)).isEqualTo(4_000_000_000L);
    }
}
