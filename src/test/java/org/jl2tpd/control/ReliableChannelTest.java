package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.control.TestParameters.MILLI;
import static org.jl2tpd.control.TestParameters.SECOND;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.control.ReliableChannel.Receipt;
import org.jl2tpd.wire.L2tpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reliable channel by itself: checklist section 7, peers B1-B6, B17, B30, B31. */
class ReliableChannelTest {
    private static final ByteBuffer DATAGRAM = ByteBuffer.allocate(5000);

    private final TestParameters parameters = new TestParameters();
    private final Recorder output = new Recorder();
    private ReliableChannel channel = new ReliableChannel(parameters.tunnel(), output);
    private long nowNs;

    private static final class Recorder implements ReliableChannel.Output {
        final List<String> sent = new ArrayList<>();
        final List<ControlCounter> counted = new ArrayList<>();

        @Override
        public void transmit(byte[] message, int ns, int nr, boolean again) {
            sent.add(new String(message, java.nio.charset.StandardCharsets.US_ASCII) + " " + ns + "/" + nr);
        }

        @Override
        public void transmitZlb(int ns, int nr) {
            sent.add("ZLB " + ns + "/" + nr);
        }

        @Override
        public void count(ControlCounter counter) {
            counted.add(counter);
        }
    }

    private void remake() {
        channel = new ReliableChannel(parameters.tunnel(), output);
    }

    private void enqueue(String... messages) {
        for (String message : messages) {
            channel.enqueue(message.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        channel.flush(nowNs);
    }

    private Receipt receive(int ns, int nr) {
        return receive(ns, nr, 8);
    }

    private Receipt receive(int ns, int nr, int octets) {
        L2tpHeader header = new L2tpHeader();
        header.ns = ns;
        header.nr = nr;
        header.sessionId = ns;
        header.payloadStart = 12;
        header.payloadEnd = 12 + octets;
        return channel.onReceive(nowNs, header, DATAGRAM);
    }

    private void acknowledge(int nr) {
        receive(channel.status().nr(), nr, 0);
        channel.flush(nowNs);
    }

    private List<String> sent() {
        channel.flush(nowNs);
        List<String> all = List.copyOf(output.sent);
        output.sent.clear();
        return all;
    }

    /** Moves both numbers of the channel to {@code target} by as many messages. */
    private void advanceBoth(int target) {
        for (int i = channel.status().ns(); i < target; i++) {
            enqueue("m");
            assertThat(receive(i, i + 1 & 0xffff)).isEqualTo(Receipt.NEXT);
            output.sent.clear();
        }
        assertThat(channel.status().ns()).isEqualTo(target & 0xffff);
        assertThat(channel.status().nr()).isEqualTo(target & 0xffff);
    }

    /** L2TP-5.8-01. */
    @Test
    void numbersMessagesFromZeroAndZlbsNot() {
        enqueue("a");
        assertThat(sent()).containsExactly("a 0/0");
        receive(0, 1);
        nowNs += 100 * MILLI;
        assertThat(sent()).containsExactly("ZLB 1/1");
        enqueue("b");
        assertThat(sent()).containsExactly("b 1/1");
    }

    /** L2TP-5.8-02. */
    @Test
    void neverTakesTheNsOfAZlb() {
        receive(77, 0, 0);
        receive(0, 0, 0);
        assertThat(channel.status().nr()).isZero();
        assertThat(channel.deadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    /** L2TP-5.8-03: with 15 received last, 0 to 15 and 32784 to 65535 are "less than or equal". */
    @ParameterizedTest
    @CsvSource({
        "0, DUPLICATE",
        "14, DUPLICATE",
        "15, DUPLICATE",
        "16, NEXT",
        "17, HELD",
        "31, HELD",
        "32, DROPPED",
        "32783, DROPPED",
        "32784, DUPLICATE",
        "65535, DUPLICATE"
    })
    void comparesNsByHalfTheNumberSpace(int ns, Receipt expected) {
        channel.established();
        advanceBoth(16);
        assertThat(receive(ns, 16)).isEqualTo(expected);
    }

    /** Peers B2, B5, B30. */
    @Test
    void goesOnPastTheWrapOfBothNumbers() {
        channel.established();
        channel.setPeerWindow(8, 8);
        advanceBoth(65534);
        enqueue("a", "b", "c", "d");
        assertThat(sent()).containsExactly("a 65534/65534", "b 65535/65534", "c 0/65534", "d 1/65534");
        assertThat(receive(1, 65535)).isEqualTo(Receipt.HELD);
        assertThat(receive(0, 0)).isEqualTo(Receipt.HELD);
        assertThat(receive(65535, 1)).isEqualTo(Receipt.HELD);
        assertThat(receive(65534, 2)).isEqualTo(Receipt.NEXT);
        assertThat(channel.pollHeld(nowNs)).isNotNull();
        assertThat(channel.pollHeld(nowNs)).isNotNull();
        assertThat(channel.pollHeld(nowNs)).isNotNull();
        assertThat(channel.pollHeld(nowNs)).isNull();
        assertThat(channel.status().nr()).isEqualTo(2);
        assertThat(channel.isEmpty()).isTrue();
        assertThat(sent()).containsExactly("ZLB 2/2");
    }

    /** L2TP-5.8-04. */
    @Test
    void acksADuplicateAtOnceAndDropsIt() {
        receive(0, 0);
        nowNs += 100 * MILLI;
        sent();
        assertThat(receive(0, 0)).isEqualTo(Receipt.DUPLICATE);
        assertThat(sent()).containsExactly("ZLB 0/1");
        assertThat(output.counted).containsExactly(ControlCounter.DUPLICATES);
    }

    /** Peers B31: Nr of a duplicate, an early or a dropped message flushes all the same. */
    @ParameterizedTest
    @ValueSource(ints = {65535, 3, 5000})
    void takesTheNrOfWhatItDoesNotDeliver(int ns) {
        enqueue("a");
        assertThat(receive(ns, 1)).isNotEqualTo(Receipt.NEXT);
        assertThat(channel.isEmpty()).isTrue();
    }

    /** L2TP-5.8-05, peers B4 and B17: order is restored, a gap is never acknowledged. */
    @Test
    void holdsEarlyMessagesAndNeverAcknowledgesTheGap() {
        channel.established();
        assertThat(receive(2, 0)).isEqualTo(Receipt.HELD);
        assertThat(receive(1, 0)).isEqualTo(Receipt.HELD);
        assertThat(channel.pollHeld(nowNs)).isNull();
        nowNs += 20 * SECOND;
        assertThat(sent()).containsExactly("ZLB 0/0");
        assertThat(channel.pollHeld(nowNs)).isNull();
        assertThat(receive(0, 0)).isEqualTo(Receipt.NEXT);
        assertThat(channel.pollHeld(nowNs)[1]).isEqualTo((byte) 1);
        assertThat(channel.pollHeld(nowNs)[1]).isEqualTo((byte) 2);
        assertThat(channel.pollHeld(nowNs)).isNull();
        assertThat(sent()).containsExactly("ZLB 0/3");
    }

    @Test
    void holdsAMessageOnlyOnce() {
        channel.established();
        assertThat(receive(2, 0)).isEqualTo(Receipt.HELD);
        assertThat(receive(2, 0)).isEqualTo(Receipt.DUPLICATE);
    }

    /** L2TP-5.8-18, peers B3: the ring has as many places as the window that we advertise. */
    @Test
    void dropsWhatIsBeyondTheWindowWithoutAChange() {
        channel.established();
        assertThat(receive(16, 0)).isEqualTo(Receipt.DROPPED);
        assertThat(output.counted).containsExactly(ControlCounter.OUT_OF_WINDOW);
        assertThat(sent()).isEmpty();
        assertThat(receive(15, 0)).isEqualTo(Receipt.HELD);
    }

    /** L2TP-5.8-12: a window of 1 of our own. */
    @Test
    void holdsNothingWithAWindowOfOne() {
        parameters.receiveWindow = 1;
        remake();
        channel.established();
        assertThat(receive(1, 0)).isEqualTo(Receipt.DROPPED);
        assertThat(receive(0, 0)).isEqualTo(Receipt.NEXT);
    }

    @Test
    void holdsLittleForAPeerThatIsNotProven() {
        for (int ns = 1; ns <= ReliableChannel.UNPROVEN_HOLD; ns++) {
            assertThat(receive(ns, 0)).isEqualTo(Receipt.HELD);
        }
        assertThat(receive(ReliableChannel.UNPROVEN_HOLD + 1, 0)).isEqualTo(Receipt.DROPPED);
    }

    @Test
    void holdsNoHugeMessage() {
        channel.established();
        assertThat(receive(1, 0, ReliableChannel.MAX_HELD_OCTETS + 1)).isEqualTo(Receipt.DROPPED);
    }

    /** L2TP-5.8-17: an Nr of a message that was never sent is ignored and counted; an old one is only ignored. */
    @Test
    void ignoresAnNrThatIsBogus() {
        enqueue("a");
        acknowledge(2);
        assertThat(channel.isEmpty()).isFalse();
        assertThat(output.counted).containsExactly(ControlCounter.BOGUS_ACKNOWLEDGEMENTS);
        acknowledge(65535);
        assertThat(channel.isEmpty()).isFalse();
        assertThat(output.counted).hasSize(1);
        acknowledge(1);
        assertThat(channel.isEmpty()).isTrue();
    }

    /** L2TP-5.8-06, -08, -09: again at 1, 3, 7, 15 and 31 s with a cap of 16 s, given up at 47 s. */
    @Test
    void retransmitsWithBackOffAndGivesUp() {
        parameters.retransmitCapNs = 16 * SECOND;
        remake();
        assertThat(timesOfRetransmissions()).containsExactly(1L, 3L, 7L, 15L, 31L, -47L);
    }

    /** With the least cap that RFC 2661 allows, which a smaller setting is raised to. */
    @ParameterizedTest
    @ValueSource(longs = {1, 8})
    void neverCapsTheBackOffBelowEightSeconds(long capSeconds) {
        parameters.retransmitCapNs = capSeconds * SECOND;
        remake();
        assertThat(timesOfRetransmissions()).containsExactly(1L, 3L, 7L, 15L, 23L, -31L);
    }

    /** Seconds of each retransmission; the give-up last and negative. */
    private List<Long> timesOfRetransmissions() {
        enqueue("a");
        List<Long> times = new ArrayList<>();
        for (boolean alive = true; alive; ) {
            output.sent.clear();
            nowNs = channel.deadlineNs();
            alive = channel.onTimeout(nowNs);
            assertThat(output.sent).hasSize(alive ? 1 : 0);
            times.add((alive ? nowNs : -nowNs) / SECOND);
        }
        return times;
    }

    /** L2TP-5.8-07, peers B1. */
    @Test
    void writesTheCurrentNrIntoARetransmission() {
        enqueue("a");
        assertThat(sent()).containsExactly("a 0/0");
        receive(0, 0);
        nowNs += 100 * MILLI;
        assertThat(sent()).containsExactly("ZLB 1/1");
        receive(1, 0);
        nowNs = SECOND;
        channel.onTimeout(nowNs);
        assertThat(sent()).containsExactly("a 0/2");
    }

    /** L2TP-5.8-15: the acknowledgement waits for a message to ride on, but not longer than its delay. */
    @Test
    void putsAnAcknowledgementOnTheNextMessage() {
        receive(0, 0);
        assertThat(channel.deadlineNs()).isEqualTo(100 * MILLI);
        nowNs = 50 * MILLI;
        assertThat(sent()).isEmpty();
        enqueue("a");
        assertThat(sent()).containsExactly("a 0/1");
        nowNs = 200 * MILLI;
        assertThat(sent()).isEmpty();
    }

    /** L2TP-5.8-14: a sender whose window is small is not kept waiting. */
    @Test
    void acknowledgesTheSecondMessageAtOnce() {
        receive(0, 0);
        receive(1, 0);
        assertThat(sent()).containsExactly("ZLB 0/2");
    }

    /** L2TP-5.8-16. */
    @Test
    void neverAcknowledgesAZlb() {
        receive(0, 0, 0);
        assertThat(channel.deadlineNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(sent()).isEmpty();
    }

    /** L2TP-5.8-11, L2TP-A-01: slow start up to the peer's window, never above. */
    @Test
    void opensTheWindowInSlowStart() {
        channel.setPeerWindow(4, 16);
        enqueue("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        assertThat(sent()).containsExactly("a 0/0");
        acknowledge(1);
        assertThat(sent()).containsExactly("b 1/0", "c 2/0");
        acknowledge(2);
        assertThat(sent()).containsExactly("d 3/0", "e 4/0");
        acknowledge(3);
        assertThat(sent()).containsExactly("f 5/0", "g 6/0");
        acknowledge(4);
        assertThat(sent()).containsExactly("h 7/0");
        assertThat(channel.status().congestionWindow()).isEqualTo(4);
    }

    /** L2TP-A-01, -02: after a retransmission the threshold is half the window, and above it growth is linear. */
    @Test
    void halvesTheThresholdAtARetransmission() {
        channel.setPeerWindow(16, 16);
        for (int i = 0; i < 8; i++) {
            enqueue("m");
            acknowledge(i + 1);
        }
        assertThat(channel.status().congestionWindow()).isEqualTo(9);
        enqueue("a");
        nowNs += SECOND;
        channel.onTimeout(nowNs);
        assertThat(channel.status().congestionWindow()).isEqualTo(1);
        assertThat(channel.status().slowStartThreshold()).isEqualTo(4);
        List<Integer> windows = new ArrayList<>();
        for (int acked = 9; acked < 21; acked++) {
            acknowledge(acked);
            enqueue("m");
            windows.add(channel.status().congestionWindow());
        }
        assertThat(windows).containsExactly(2, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 6);
    }

    /** A window of 1 is lock-step. */
    @Test
    void keepsToAWindowOfOne() {
        channel.setPeerWindow(1, 16);
        enqueue("a", "b", "c");
        assertThat(sent()).containsExactly("a 0/0");
        acknowledge(1);
        assertThat(sent()).containsExactly("b 1/0");
    }

    /** Peers B6: 0 counts as 1. */
    @Test
    void takesAWindowOfZeroForOne() {
        channel.setPeerWindow(0, 16);
        assertThat(channel.status().transmitWindow()).isEqualTo(1);
        enqueue("a");
        assertThat(sent()).containsExactly("a 0/0");
    }

    @Test
    void retransmitsOnlyTheOldestAndThenWhatFollowsAsTheWindowOpens() {
        channel.setPeerWindow(8, 8);
        for (int i = 0; i < 4; i++) {
            enqueue("m");
            acknowledge(i + 1);
        }
        sent();
        enqueue("a", "b", "c", "d");
        assertThat(sent()).hasSize(4);
        nowNs += SECOND;
        channel.onTimeout(nowNs);
        assertThat(sent()).containsExactly("a 4/0");
        acknowledge(5);
        assertThat(sent()).containsExactly("b 5/0", "c 6/0");
        acknowledge(8);
        assertThat(channel.isEmpty()).isTrue();
        assertThat(channel.deadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    /** What a peer held is not sent again when its acknowledgement covers it. */
    @Test
    void skipsWhatAnAcknowledgementCoversAfterATimeOut() {
        channel.setPeerWindow(8, 8);
        acknowledgeAll(3);
        enqueue("a", "b", "c", "d");
        sent();
        nowNs += SECOND;
        channel.onTimeout(nowNs);
        sent();
        acknowledge(6);
        assertThat(sent()).containsExactly("d 6/0");
    }

    private void acknowledgeAll(int count) {
        for (int i = 0; i < count; i++) {
            enqueue("m");
            acknowledge(i + 1);
        }
    }

    /** Beyond the RFC: three repeated acknowledgements show a loss before the timer does. */
    @Test
    void resendsTheOldestAtTheThirdRepeatedAcknowledgementOnce() {
        channel.setPeerWindow(8, 8);
        acknowledgeAll(5);
        enqueue("a", "b", "c", "d", "e");
        sent();
        acknowledge(5);
        acknowledge(5);
        assertThat(sent()).isEmpty();
        acknowledge(5);
        assertThat(sent()).containsExactly("a 5/0");
        for (int i = 0; i < 6; i++) {
            acknowledge(5);
        }
        assertThat(sent()).isEmpty();
    }

    @Test
    void startsTheBackOffAnewWhenThePeerAnswers() {
        channel.setPeerWindow(1, 1);
        enqueue("a", "b");
        nowNs = SECOND;
        channel.onTimeout(nowNs);
        nowNs = 3 * SECOND;
        channel.onTimeout(nowNs);
        acknowledge(1);
        assertThat(channel.deadlineNs()).isEqualTo(4 * SECOND);
    }

    /** L2TP-5.7-01: after the peer's StopCCN only acknowledgements are sent, and nothing new is taken. */
    @Test
    void sendsOnlyAcknowledgementsOnceStopped() {
        enqueue("a", "b");
        sent();
        receive(0, 0);
        channel.stop(nowNs);
        assertThat(sent()).containsExactly("ZLB 1/1");
        nowNs += 20 * SECOND;
        assertThat(channel.onTimeout(nowNs)).isTrue();
        assertThat(receive(0, 0)).isEqualTo(Receipt.DUPLICATE);
        assertThat(sent()).containsExactly("ZLB 1/1");
        assertThat(receive(1, 1)).isEqualTo(Receipt.DROPPED);
        assertThat(sent()).isEmpty();
    }

    /** Limits: a peer that asks and never acknowledges is not served without end. */
    @Test
    void takesNothingNewWhileTooMuchWaits() {
        for (int i = 0; i < ReliableChannel.MAX_QUEUED_WITH_ANSWERS; i++) {
            channel.enqueue(new byte[0]);
        }
        assertThat(channel.isFull()).isTrue();
        assertThat(receive(0, 0)).isEqualTo(Receipt.DROPPED);
        channel.flush(nowNs);
        assertThat(receive(0, 1)).isEqualTo(Receipt.NEXT);
    }

    @Test
    void limitsWhatAnUnprovenPeerIsSent() {
        channel.setUnproven(2);
        enqueue("a");
        assertThat(sent()).hasSize(1);
        nowNs = SECOND;
        channel.onTimeout(nowNs);
        assertThat(sent()).hasSize(1);
        assertThat(channel.resendOldest()).isFalse();
        nowNs = 3 * SECOND;
        assertThat(channel.onTimeout(nowNs)).isTrue();
        assertThat(sent()).isEmpty();
        channel.proven();
        assertThat(channel.resendOldest()).isTrue();
        assertThat(sent()).hasSize(1);
    }
}
