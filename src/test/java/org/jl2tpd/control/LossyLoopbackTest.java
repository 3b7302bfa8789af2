package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.control.TestParameters.MILLI;
import static org.jl2tpd.control.TestParameters.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The room's own check with chance: two tunnels on a bad link, calls placed and closed at both ends. Whatever the link does, no
 * machine sees a message out of sequence, both ends agree in the end, and nothing is left over. A failure names its seed.
 */
class LossyLoopbackTest {
    private static final int CALLS = 12;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothEndsAgreeOnABadLink(long seed) {
        LossyLink link = link(seed);
        List<Session> placed = new ArrayList<>();
        link.run(2 * SECOND);
        for (int i = 0; i < CALLS; i++) {
            place(link, link.left, CallType.LAC_INCOMING, placed);
            place(link, link.right, CallType.LNS_OUTGOING, placed);
            link.run(link.random.nextInt(200) * MILLI);
            closeOne(link, placed);
        }
        link.run(100 * SECOND);
        assertAgreement(link, seed);
        Tunnel closer = link.random.nextInt(2) == 0 || link.right == null ? link.left : link.right;
        closer.close(link.nowNs, TunnelLifeTest.REASON);
        link.pickUp();
        link.run(200 * SECOND);
        assertNothingLeft(link, seed);
    }

    private static LossyLink link(long seed) {
        TestParameters parameters = new TestParameters();
        parameters.receiveWindow = 1 + (int) (seed % 17);
        parameters.idleTimeoutNs = -1;
        if (seed % 3 == 0) {
            parameters.secret = Secret.of("shared");
            parameters.challenge = true;
            parameters.hideAvps = seed % 2 == 0;
        }
        LossyLink link = new LossyLink(seed, (int) (seed % 25), (int) (seed % 10), seed % 4 * 20 * MILLI, parameters);
        link.rightHost.onDial = (session, nowNs) -> session.answered(nowNs);
        link.leftHost.onDial = (session, nowNs) -> session.answered(nowNs);
        return link;
    }

    private static void place(LossyLink link, Tunnel tunnel, CallType type, List<Session> placed) {
        Session session = tunnel == null ? null : tunnel.placeCall(link.nowNs, type, TestParameters.session());
        if (session != null) {
            placed.add(session);
        }
        link.pickUp();
    }

    private static void closeOne(LossyLink link, List<Session> placed) {
        if (link.random.nextInt(4) == 0 && !placed.isEmpty()) {
            Session session = placed.remove(link.random.nextInt(placed.size()));
            session.close(link.nowNs, ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, "random"), null);
            link.pickUp();
        }
    }

    private static void assertAgreement(LossyLink link, long seed) {
        assertThat(link.leftHost.counted(ControlCounter.FSM_ERRORS))
                .as("seed %d", seed)
                .isZero();
        assertThat(link.rightHost.counted(ControlCounter.FSM_ERRORS))
                .as("seed %d", seed)
                .isZero();
        assertThat(link.leftHost.counted(ControlCounter.BOGUS_ACKNOWLEDGEMENTS))
                .as("seed %d", seed)
                .isZero();
        assertThat(link.leftHost.counted(ControlCounter.MALFORMED_MESSAGES))
                .as("seed %d", seed)
                .isZero();
        if (link.left.state() != TunnelState.ESTABLISHED) {
            return;
        }
        assertThat(link.right.state()).as("seed %d", seed).isEqualTo(TunnelState.ESTABLISHED);
        assertThat(link.right.sessionCount()).as("seed %d", seed).isEqualTo(link.left.sessionCount());
        for (Session session : link.left.sessions()) {
            Session other = link.right.session(session.peerId());
            assertThat(session.state()).as("seed %d", seed).isEqualTo(SessionState.ESTABLISHED);
            assertThat(other.state()).as("seed %d", seed).isEqualTo(SessionState.ESTABLISHED);
            assertThat(other.peerId()).as("seed %d", seed).isEqualTo(session.localId());
        }
    }

    private static void assertNothingLeft(LossyLink link, long seed) {
        for (Tunnel tunnel : link.right == null ? List.of(link.left) : List.of(link.left, link.right)) {
            assertThat(tunnel.state()).as("seed %d", seed).isEqualTo(TunnelState.GONE);
            assertThat(tunnel.sessionCount()).as("seed %d", seed).isZero();
            assertThat(tunnel.nextDeadlineNs()).as("seed %d", seed).isEqualTo(Long.MAX_VALUE);
        }
        assertThat(link.leftHost.count("tunnelClosed")).as("seed %d", seed).isEqualTo(1);
        assertThat(link.rightHost.count("tunnelClosed")).as("seed %d", seed).isEqualTo(link.right == null ? 0 : 1);
    }

    /** The check above checks something: nearly every seed gets as far as sessions. */
    @Test
    void mostSeedsBringSessionsUp() {
        long good = seeds().filter(seed -> {
                    LossyLink link = link(seed);
                    link.run(10 * SECOND);
                    place(link, link.left, CallType.LAC_INCOMING, new ArrayList<>());
                    link.run(20 * SECOND);
                    return link.leftHost.count("sessionEstablished") == 1
                            && link.rightHost.count("sessionEstablished") == 1;
                })
                .count();
        assertThat(good).isGreaterThan(285);
    }

    /** Peers B2, B5, B30: more messages than there are numbers, each delivered once and in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void goesOnPastTheWrapOnABadLink(long seed) {
        LossyLink link = new LossyLink(seed, 3, 2, 4 * MILLI, new TestParameters());
        link.run(5 * SECOND);
        link.left.placeCall(link.nowNs, CallType.LAC_INCOMING, TestParameters.session());
        link.pickUp();
        link.run(10 * SECOND);
        Session lns = link.right.sessions().iterator().next();
        int sent = 0;
        while (sent < 70_000 && link.left.state() == TunnelState.ESTABLISHED) {
            for (int i = 0; i < 1000; i++) {
                lns.sendAccm(link.nowNs, sent++, 0);
            }
            link.pickUp();
            link.run(60 * SECOND);
        }
        link.run(600 * SECOND);
        List<String> heard = link.leftHost.events.stream()
                .filter(event -> event.startsWith("accm"))
                .toList();
        assertThat(heard).hasSize(sent).isSorted();
    }

    /** Loss of 2 % and reordering do not make thousands of calls on one tunnel slow. */
    @Test
    void bringsAThousandCallsUpSoonInSpiteOfLoss() {
        LossyLink link = new LossyLink(4711, 2, 0, 2 * MILLI, new TestParameters());
        link.run(3 * SECOND);
        assertThat(link.left.state()).isEqualTo(TunnelState.ESTABLISHED);
        for (int i = 0; i < 1000; i++) {
            link.left.placeCall(link.nowNs, CallType.LAC_INCOMING, TestParameters.session());
        }
        link.pickUp();
        long startNs = link.nowNs;
        while (link.leftHost.count("sessionEstablished") < 1000 && link.nowNs < startNs + 60 * SECOND) {
            link.run(100 * MILLI);
        }
        assertThat((link.nowNs - startNs) / MILLI).isLessThan(15_000);
    }
}
