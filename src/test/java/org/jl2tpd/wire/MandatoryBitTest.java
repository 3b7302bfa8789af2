package org.jl2tpd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The M bit rules of RFC 2661 4.1 and 7.1, in every message. */
class MandatoryBitTest {
    /** L2TP-4.1-03, -04, -06. */
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void endsTunnelOrSessionForAnUnknownAvpWithTheBit(MessageType type) {
        var malformed =
                RawMessage.complete(type).avp(RawMessage.M, 9, 9, new byte[2]).malformed();
        assertThat(malformed.type()).isEqualTo(type);
        assertThat(malformed.tunnelScope()).isEqualTo(type.isTunnelScope());
        assertThat(malformed.result().result()).isEqualTo(ResultCode.GENERAL_ERROR);
        assertThat(malformed.result().error()).isEqualTo(ResultCode.ERROR_UNKNOWN_AVP);
        assertThat(malformed.result().message()).contains("vendor 9").contains("type 9");
    }

    /** L2TP-4.1-05, -07: another vendor's type 9 is not the Assigned Tunnel ID. */
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void readsOverAnUnknownAvpWithoutTheBit(MessageType type) {
        ControlMessage message = RawMessage.complete(type)
                .avp(0, 9, 9, new byte[2])
                .avp(0, 0, 20, new byte[0])
                .avp(RawMessage.H, 0, 103, new byte[1])
                .message();
        assertThat(message.type()).isEqualTo(type);
        assertThat(message.body()).isEqualTo(RawMessage.complete(type).message().body());
        assertThat(message.warnings()).hasSize(3).first().asString().contains("vendor 9 type 9 unknown");
    }

    /** AVPs of RFC 3931 are named as such, and are otherwise unknown ones. */
    @Test
    void namesAnAvpOfTheOtherVersion() {
        ControlMessage hello =
                RawMessage.of(MessageType.HELLO).avp(0, 0, 58, new byte[4]).message();
        assertThat(hello.warnings())
                .singleElement()
                .asString()
                .contains("type 58")
                .contains("L2TPv3");
        var malformed = RawMessage.of(MessageType.HELLO)
                .avp(RawMessage.M, 0, 75, new byte[4])
                .malformed();
        assertThat(malformed.result().error()).isEqualTo(ResultCode.ERROR_UNKNOWN_AVP);
    }

    /** L2TP-4.1-02. */
    @ParameterizedTest
    @ValueSource(ints = {0x2000, 0x1000, 0x0800, 0x0400, 0x3c00})
    void treatsReservedBitsAsUnrecognized(int bits) {
        var raw = RawMessage.of(MessageType.HELLO);
        assertThat(RawMessage.of(MessageType.SCCCN)
                        .avp(RawMessage.M | bits, 0, 13, new byte[16])
                        .malformed()
                        .result()
                        .error())
                .isEqualTo(ResultCode.ERROR_UNKNOWN_AVP);
        assertThat(raw.avp(bits, 0, 7, new byte[4]).message().warnings()).hasSize(1);
        var sccrq = RawMessage.complete(MessageType.SCCRQ).avp(bits, 0, 10, new byte[] {0, 9});
        assertThat(sccrq.message().has(AvpType.RECEIVE_WINDOW_SIZE)).isFalse();
    }

    /** L2TP-4.1-08: Huawei and others set it wrongly. */
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void acceptsKnownAvpsWhateverTheirBit(MessageType type) {
        for (int flags : new int[] {0, RawMessage.M}) {
            var raw = new RawMessage().avp(flags, 0, 0, new byte[] {0, (byte) type.number()});
            for (AvpType avp : AvpType.values()) {
                if (type.lists(avp) && avp != AvpType.MESSAGE_TYPE) {
                    raw.avp(flags, 0, avp.number(), Samples.value(avp));
                }
            }
            assertThat(raw.message().warnings()).isEmpty();
            assertThat(raw.message().body()).isEqualTo(Samples.full(type).body());
        }
    }

    /** L2TP-7.1-02: the example of RFC 2661, an Rx Connect Speed of length 8. */
    @Test
    void readsOverAMalformedAvpOnlyWithoutTheBit() {
        var wrong = new byte[2];
        ControlMessage iccn = RawMessage.complete(MessageType.ICCN)
                .avp(0, 0, AvpType.RX_CONNECT_SPEED.number(), wrong)
                .message();
        assertThat(iccn.has(AvpType.RX_CONNECT_SPEED)).isFalse();
        assertThat(iccn.warnings()).singleElement().asString().contains("Rx Connect Speed");
        var malformed = RawMessage.complete(MessageType.ICCN)
                .avp(RawMessage.M, 0, AvpType.RX_CONNECT_SPEED.number(), wrong)
                .malformed();
        assertThat(malformed.result().error()).isEqualTo(ResultCode.ERROR_LENGTH);
        assertThat(malformed.tunnelScope()).isFalse();
    }

    /** L2TP-6.0-01: every message without each AVP that it must have. */
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void refusesAMessageWithoutAMandatoryAvp(MessageType type) {
        for (AvpType left : AvpType.values()) {
            if (!type.requires(left)) {
                continue;
            }
            var raw = RawMessage.of(type);
            for (AvpType avp : AvpType.values()) {
                if (type.requires(avp) && avp != left) {
                    raw.avp(avp);
                }
            }
            var malformed = raw.malformed();
            assertThat(malformed.type()).isEqualTo(type);
            assertThat(malformed.tunnelScope()).isEqualTo(type.isTunnelScope());
            assertThat(malformed.result().result()).isEqualTo(2);
            assertThat(malformed.result().error()).isEqualTo(ResultCode.ERROR_VALUE);
            assertThat(malformed.result().message()).contains(left.label());
        }
    }

    @Test
    void missesAMandatoryAvpThatWasMalformedWithoutTheBit() {
        var malformed = RawMessage.of(MessageType.ICRP)
                .avp(0, 0, AvpType.ASSIGNED_SESSION_ID.number(), new byte[3])
                .malformed();
        assertThat(malformed.result().message()).contains("missing");
        assertThat(malformed.assignedSessionId()).isZero();
    }
}
