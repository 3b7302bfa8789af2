package org.jl2tpd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The line of a subscriber in an ICRQ (RFC 5515). */
class AccessLineTest {
    private static final byte[] CIRCUIT = "node atm 3/0:100.33".getBytes(StandardCharsets.UTF_8);

    private static RawMessage icrq() {
        return RawMessage.complete(MessageType.ICRQ);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, RawMessage.M})
    void theLineIsReadByNumberWhateverTheMandatoryBitIs(int flags) {
        ControlMessage message = icrq().avp(flags, AccessLine.VENDOR, 1, CIRCUIT)
                .avp(flags, AccessLine.VENDOR, 129, new byte[] {0, 0, 0, 0, 0, 15, 66, 64})
                .avp(flags, AccessLine.VENDOR, 139, new byte[4])
                .avp(flags, AccessLine.VENDOR, 144, new byte[] {1, 2, 0})
                .message();

        assertThat(message.accessLine()).containsOnlyKeys(1, 129, 139, 144);
        assertThat(message.accessLine().get(1)).isEqualTo(CIRCUIT);
        assertThat(message.warnings()).isEmpty();
        assertThat(message.describe()).contains("Access Line 1 (19 octets)");
    }

    @Test
    void whatIsHiddenOrOfAnotherMessageIsReadOver() {
        assertThat(icrq().avp(RawMessage.H, AccessLine.VENDOR, 1, CIRCUIT).message())
                .satisfies(message -> {
                    assertThat(message.accessLine()).isEmpty();
                    assertThat(message.warnings()).hasSize(1);
                });
        assertThat(RawMessage.complete(MessageType.ICCN)
                        .avp(0, AccessLine.VENDOR, 1, CIRCUIT)
                        .message()
                        .accessLine())
                .isEmpty();
    }

    @Test
    void aWrongLengthAndASecondOneAreReadOver() {
        ControlMessage message = icrq().avp(0, AccessLine.VENDOR, 1, new byte[64])
                .avp(0, AccessLine.VENDOR, 2, new byte[1])
                .avp(0, AccessLine.VENDOR, 129, new byte[4])
                .avp(0, AccessLine.VENDOR, 254, new byte[8])
                .avp(0, AccessLine.VENDOR, 130, new byte[8])
                .avp(0, AccessLine.VENDOR, 130, CIRCUIT)
                .message();

        assertThat(message.accessLine()).containsOnlyKeys(130);
        assertThat(message.warnings()).hasSize(5);
    }

    @Test
    void aLengthThatNoneHasEndsTheSessionWithTheMandatoryBit() {
        assertThat(icrq().avp(RawMessage.M, AccessLine.VENDOR, 129, new byte[4])
                        .malformed()
                        .result()
                        .error())
                .isEqualTo(ResultCode.ERROR_LENGTH);
    }

    @Test
    void anUnknownNumberOfTheVendorIsUnknown() {
        assertThat(icrq().avp(0, AccessLine.VENDOR, 3, new byte[4]).message().warnings())
                .singleElement()
                .asString()
                .contains("vendor 3561 type 3 unknown");
    }
}
