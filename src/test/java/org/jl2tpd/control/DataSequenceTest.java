package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.control.DataSequence.Verdict.DELIVER;
import static org.jl2tpd.control.DataSequence.Verdict.DROP;
import static org.jl2tpd.control.DataSequence.Verdict.HOLD;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** L2TP-5.4-01 to -07. */
class DataSequenceTest {
    private static final long TIMEOUT_NS = 100;

    private static DataSequence plain(long reorderTimeoutNs) {
        return new DataSequence(false, false, false, reorderTimeoutNs);
    }

    private static DataSequence.Verdict receive(DataSequence sequence, long nowNs, int ns) {
        return sequence.onReceive(nowNs, ns, ByteBuffer.wrap(new byte[] {(byte) ns}));
    }

    private static int poll(DataSequence sequence, long nowNs) {
        ByteBuffer payload = sequence.pollHeld(nowNs);
        return payload == null ? -1 : payload.get(0);
    }

    /** L2TP-5.4-01. */
    @Test
    void countsOursFromZeroAndWraps() {
        DataSequence sequence = new DataSequence(false, true, false, 0);
        for (int i = 0; i < 65536; i++) {
            assertThat(sequence.nextSendNs()).isEqualTo(i);
        }
        assertThat(sequence.nextSendNs()).isZero();
        assertThat(plain(0).nextSendNs()).isEqualTo(-1);
    }

    /** L2TP-5.4-02, -03: the LNS decides, and the counter goes on where it stopped. */
    @Test
    void followsThePeer() {
        DataSequence lac = new DataSequence(false, true, true, 0);
        assertThat(lac.nextSendNs()).isZero();
        assertThat(receive(lac, 0, -1)).isEqualTo(DELIVER);
        assertThat(lac.nextSendNs()).isEqualTo(-1);
        assertThat(receive(lac, 0, 0)).isEqualTo(DELIVER);
        assertThat(lac.nextSendNs()).isEqualTo(1);
    }

    /** L2TP-5.4-04. */
    @Test
    void dropsWhatHasNoNumberWhenItIsRequired() {
        DataSequence sequence = new DataSequence(true, false, true, 0);
        assertThat(sequence.nextSendNs()).isZero();
        assertThat(receive(sequence, 0, -1)).isEqualTo(DROP);
        assertThat(sequence.nextSendNs()).isEqualTo(1);
        assertThat(sequence.discards()).isEqualTo(1);
    }

    /** L2TP-5.4-06 with a reorder timeout of 0. */
    @ParameterizedTest
    @CsvSource({"0, DROP", "5, DROP", "6, DELIVER", "7, DELIVER", "32773, DELIVER", "32774, DROP", "65535, DROP"})
    void comparesByHalfTheNumberSpace(int ns, DataSequence.Verdict verdict) {
        DataSequence sequence = plain(0);
        for (int i = 0; i < 6; i++) {
            receive(sequence, 0, i);
        }
        assertThat(receive(sequence, 0, ns)).isEqualTo(verdict);
    }

    @Test
    void putsMessagesInOrder() {
        DataSequence sequence = plain(TIMEOUT_NS);
        assertThat(receive(sequence, 0, 2)).isEqualTo(HOLD);
        assertThat(receive(sequence, 1, 1)).isEqualTo(HOLD);
        assertThat(receive(sequence, 1, 1)).isEqualTo(DROP);
        assertThat(poll(sequence, 2)).isEqualTo(-1);
        assertThat(receive(sequence, 3, 0)).isEqualTo(DELIVER);
        assertThat(poll(sequence, 3)).isEqualTo(1);
        assertThat(poll(sequence, 3)).isEqualTo(2);
        assertThat(poll(sequence, 3)).isEqualTo(-1);
        assertThat(receive(sequence, 4, 3)).isEqualTo(DELIVER);
    }

    @Test
    void goesOnWithoutWhatDoesNotComeInTime() {
        DataSequence sequence = plain(TIMEOUT_NS);
        receive(sequence, 0, 3);
        receive(sequence, 50, 1);
        assertThat(sequence.nextDeadlineNs()).isEqualTo(TIMEOUT_NS);
        assertThat(poll(sequence, TIMEOUT_NS - 1)).isEqualTo(-1);
        assertThat(poll(sequence, TIMEOUT_NS)).isEqualTo(1);
        assertThat(poll(sequence, TIMEOUT_NS)).isEqualTo(3);
        assertThat(receive(sequence, TIMEOUT_NS, 2)).isEqualTo(DROP);
        assertThat(sequence.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void holdsABoundedNumber() {
        DataSequence sequence = plain(TIMEOUT_NS);
        for (int i = 0; i < DataSequence.MAX_HELD; i++) {
            assertThat(receive(sequence, 0, 1 + i)).isEqualTo(HOLD);
        }
        assertThat(receive(sequence, 0, 200)).isEqualTo(DROP);
        assertThat(sequence.nextDeadlineNs()).isLessThan(0);
        assertThat(poll(sequence, 0)).isEqualTo(1);
    }

    /** L2TP-5.4-07. */
    @Test
    void takesUpTheNumbersOfAPeerThatJumped() {
        DataSequence sequence = plain(0);
        receive(sequence, 0, 0);
        for (int i = 1; i < DataSequence.RESYNCHRONISE_AFTER; i++) {
            assertThat(receive(sequence, 0, 40000 + i)).isEqualTo(DROP);
        }
        assertThat(receive(sequence, 0, 40000 + DataSequence.RESYNCHRONISE_AFTER))
                .isEqualTo(DELIVER);
        assertThat(receive(sequence, 0, 40001 + DataSequence.RESYNCHRONISE_AFTER))
                .isEqualTo(DELIVER);
    }

    @Test
    void isNotMovedByLateMessagesInDisorder() {
        DataSequence sequence = plain(0);
        for (int i = 0; i < 100; i++) {
            receive(sequence, 0, i);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(receive(sequence, 0, 50 - i)).isEqualTo(DROP);
        }
        assertThat(receive(sequence, 0, 100)).isEqualTo(DELIVER);
    }
}
