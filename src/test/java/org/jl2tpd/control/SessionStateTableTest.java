package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.control.TestParameters.SECOND;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every (state, event) pair of the four session machines of RFC 2661 7.4 and 7.5, played by a scripted peer: the next state and
 * what is sent ("-" for an acknowledgement only). Where a cell has no "/" the state stays.
 */
class SessionStateTableTest {
    private static final List<String> EVENTS = List.of(
            "ICRQ",
            "ICRP",
            "ICCN",
            "OCRQ",
            "OCRP",
            "OCCN",
            "CDN",
            "WEN",
            "SLI",
            "malformed",
            "close",
            "answer",
            "time-out",
            "tunnel-close");

    private static final String EXPECTED = """
            LAC_INCOMING WAIT_TUNNEL    close:-/CLOSED answer:- time-out:- tunnel-close:STOPCCN/CLOSED
            LAC_INCOMING WAIT_REPLY     ICRQ:CDN/CLOSED ICRP:ICCN/ESTABLISHED ICCN:-/CLOSED OCRQ:CDN/CLOSED OCRP:CDN/CLOSED \
            OCCN:CDN/CLOSED CDN:-/CLOSED WEN:CDN/CLOSED SLI:- malformed:CDN/CLOSED close:CDN/CLOSED answer:- time-out:CDN/CLOSED \
            tunnel-close:STOPCCN/CLOSED
            LAC_INCOMING WAIT_CONNECT   ICRQ:CDN/CLOSED ICRP:CDN/CLOSED ICCN:CDN/CLOSED OCRQ:CDN/CLOSED OCRP:CDN/CLOSED \
            OCCN:CDN/CLOSED CDN:-/CLOSED WEN:CDN/CLOSED SLI:- malformed:CDN/CLOSED close:CDN/CLOSED answer:ICCN/ESTABLISHED \
            time-out:CDN/CLOSED tunnel-close:STOPCCN/CLOSED
            LAC_INCOMING ESTABLISHED    ICRQ:CDN/CLOSED ICRP:CDN/CLOSED ICCN:CDN/CLOSED OCRQ:CDN/CLOSED OCRP:CDN/CLOSED \
            OCCN:CDN/CLOSED CDN:-/CLOSED WEN:CDN/CLOSED SLI:- malformed:CDN/CLOSED close:CDN/CLOSED answer:- time-out:- \
            tunnel-close:STOPCCN/CLOSED
            LNS_INCOMING WAIT_CONNECT   ICRQ:CDN/CLOSED ICRP:CDN/CLOSED ICCN:-/ESTABLISHED OCRQ:CDN/CLOSED OCRP:CDN/CLOSED \
            OCCN:CDN/CLOSED CDN:-/CLOSED WEN:- SLI:CDN/CLOSED malformed:CDN/CLOSED close:CDN/CLOSED answer:- time-out:CDN/CLOSED \
            tunnel-close:STOPCCN/CLOSED
            LNS_INCOMING ESTABLISHED    ICRQ:CDN/CLOSED ICRP:CDN/CLOSED ICCN:CDN/CLOSED OCRQ:CDN/CLOSED OCRP:CDN/CLOSED \
            OCCN:CDN/CLOSED CDN:-/CLOSED WEN:- SLI:CDN/CLOSED malformed:CDN/CLOSED close:CDN/CLOSED answer:- time-out:- \
            tunnel-close:STOPCCN/CLOSED
            LAC_OUTGOING WAIT_CS_ANSWER ICRQ:CDN/CLOSED ICRP:CDN/CLOSED ICCN:CDN/CLOSED OCRQ:CDN/CLOSED OCRP:CDN/CLOSED \
            OCCN:CDN/CLOSED CDN:-/CLOSED WEN:CDN/CLOSED SLI:- malformed:CDN/CLOSED close:CDN/CLOSED answer:OCCN/ESTABLISHED \
            time-out:CDN/CLOSED tunnel-close:STOPCCN/CLOSED
            LAC_OUTGOING ESTABLISHED    ICRQ:CDN/CLOSED ICRP:CDN/CLOSED ICCN:CDN/CLOSED OCRQ:CDN/CLOSED OCRP:CDN/CLOSED \
            OCCN:CDN/CLOSED CDN:-/CLOSED WEN:CDN/CLOSED SLI:- malformed:CDN/CLOSED close:CDN/CLOSED answer:- time-out:- \
            tunnel-close:STOPCCN/CLOSED
            LNS_OUTGOING WAIT_TUNNEL    close:-/CLOSED answer:- time-out:- tunnel-close:STOPCCN/CLOSED
            LNS_OUTGOING WAIT_REPLY     ICRQ:CDN/CLOSED ICRP:CDN/CLOSED ICCN:CDN/CLOSED OCRQ:CDN/CLOSED OCRP:-/WAIT_CONNECT \
            OCCN:CDN/CLOSED CDN:-/CLOSED WEN:CDN/CLOSED SLI:CDN/CLOSED malformed:CDN/CLOSED close:CDN/CLOSED answer:- \
            time-out:CDN/CLOSED tunnel-close:STOPCCN/CLOSED
            LNS_OUTGOING WAIT_CONNECT   ICRQ:CDN/CLOSED ICRP:CDN/CLOSED ICCN:CDN/CLOSED OCRQ:CDN/CLOSED OCRP:CDN/CLOSED \
            OCCN:-/ESTABLISHED CDN:-/CLOSED WEN:- SLI:CDN/CLOSED malformed:CDN/CLOSED close:CDN/CLOSED answer:- \
            time-out:CDN/CLOSED tunnel-close:STOPCCN/CLOSED
            LNS_OUTGOING ESTABLISHED    ICRQ:CDN/CLOSED ICRP:CDN/CLOSED ICCN:CDN/CLOSED OCRQ:CDN/CLOSED OCRP:CDN/CLOSED \
            OCCN:CDN/CLOSED CDN:-/CLOSED WEN:- SLI:CDN/CLOSED malformed:CDN/CLOSED close:CDN/CLOSED answer:- time-out:- \
            tunnel-close:STOPCCN/CLOSED
            """;

    /** L2TP-7.4.1, L2TP-7.4.2, L2TP-7.5.1, L2TP-7.5.2 and L2TP-6.x-01, row by row. */
    @TestFactory
    Stream<DynamicTest> walksTheCrossProduct() {
        return EXPECTED.lines()
                .map(line -> line.trim().split(" +"))
                .flatMap(row -> Arrays.stream(row)
                        .skip(2)
                        .map(cell -> DynamicTest.dynamicTest(
                                row[0] + " " + row[1] + " " + cell,
                                () -> check(CallType.valueOf(row[0]), SessionState.valueOf(row[1]), cell))));
    }

    @Test
    void namesEveryEventInEveryStateThatThePeerKnowsOf() {
        EXPECTED.lines().map(line -> line.trim().split(" +")).forEach(row -> {
            Set<String> named = Arrays.stream(row)
                    .skip(2)
                    .map(cell -> cell.substring(0, cell.indexOf(':')))
                    .collect(Collectors.toSet());
            List<String> wanted = row[1].equals("WAIT_TUNNEL") ? EVENTS.subList(10, 14) : EVENTS;
            assertThat(named).as(row[0] + row[1]).containsExactlyInAnyOrderElementsOf(wanted);
        });
    }

    private static void check(CallType type, SessionState state, String cell) {
        String event = cell.substring(0, cell.indexOf(':'));
        String[] expected = cell.substring(cell.indexOf(':') + 1).split("/");
        SessionState next = expected.length == 1 ? state : SessionState.valueOf(expected[1]);
        ScriptedPeer peer = new SessionScript(type).in(state);
        Session session = peer.tunnel.sessions().iterator().next();
        apply(peer, session, event);
        assertThat(session.state()).isEqualTo(next);
        List<String> sent = peer.take().stream()
                .map(ScriptedPeer.Sent::name)
                .filter(name -> !name.equals("ZLB"))
                .toList();
        assertThat(sent).containsExactlyElementsOf(expected[0].equals("-") ? List.of() : List.of(expected[0]));
        boolean closed = next == SessionState.CLOSED;
        assertThat(peer.host.count("sessionClosed")).isEqualTo(closed ? 1 : 0);
        assertThat(peer.tunnel.session(session.localId())).isEqualTo(closed ? null : session);
        if (expected[0].equals("CDN")) {
            assertThat(session.localResult()).isNotNull();
        }
    }

    private static void apply(ScriptedPeer peer, Session session, String event) {
        switch (event) {
            case "malformed" ->
                peer.send(ScriptedPeer.session(MessageType.ICRQ, 9).build(), session.localId());
            case "close" -> session.close(peer.nowNs, ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, "test"), null);
            case "answer" -> {
                session.answered(peer.nowNs);
                session.connect(peer.nowNs, session.parameters());
            }
            case "time-out" -> {
                peer.sendZlb();
                peer.advance(59 * SECOND);
                assertThat(session.state()).isNotEqualTo(SessionState.CLOSED);
                peer.advance(SECOND);
            }
            case "tunnel-close" -> peer.tunnel.close(peer.nowNs, TunnelLifeTest.REASON);
            default -> {
                ControlMessage message = TunnelStateTableTest.message(MessageType.valueOf(event));
                peer.send(message, session.localId());
            }
        }
    }

    /** Brings a session of a type into a state. */
    private record SessionScript(CallType type) {
        ScriptedPeer in(SessionState state) {
            TestParameters parameters = new TestParameters();
            parameters.helloIntervalNs = 0;
            ScriptedPeer peer = state == SessionState.WAIT_TUNNEL
                    ? ScriptedPeer.called(parameters)
                    : ScriptedPeer.establishedByUs(parameters);
            if (state == SessionState.WAIT_TUNNEL) {
                peer.tunnel.placeCall(peer.nowNs, type, TestParameters.session());
            } else {
                reach(peer, state);
            }
            peer.advance(200 * TestParameters.MILLI);
            peer.take();
            peer.sendZlb();
            assertThat(peer.tunnel.sessions()).hasSize(1);
            assertThat(peer.tunnel.sessions().iterator().next().state()).isEqualTo(state);
            return peer;
        }

        private void reach(ScriptedPeer peer, SessionState state) {
            switch (type) {
                case LAC_INCOMING -> lacIncoming(peer, state);
                case LNS_INCOMING -> lnsIncoming(peer, state);
                case LAC_OUTGOING -> lacOutgoing(peer, state);
                case LNS_OUTGOING -> lnsOutgoing(peer, state);
            }
        }

        private static void lacIncoming(ScriptedPeer peer, SessionState state) {
            boolean held = state == SessionState.WAIT_CONNECT;
            Session session =
                    peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session(), 1, held);
            peer.take();
            if (held || state == SessionState.ESTABLISHED) {
                peer.send(ScriptedPeer.session(MessageType.ICRP, 9).build(), session.localId());
            }
        }

        private static void lnsIncoming(ScriptedPeer peer, SessionState state) {
            peer.send(ScriptedPeer.icrq(9));
            peer.take();
            if (state == SessionState.ESTABLISHED) {
                int id = peer.tunnel.sessions().iterator().next().localId();
                peer.send(ScriptedPeer.connected(MessageType.ICCN).build(), id);
            }
        }

        private static void lacOutgoing(ScriptedPeer peer, SessionState state) {
            peer.send(ScriptedPeer.ocrq(9));
            peer.take();
            if (state == SessionState.ESTABLISHED) {
                peer.host.dialled.get(0).answered(peer.nowNs);
            }
        }

        private static void lnsOutgoing(ScriptedPeer peer, SessionState state) {
            Session session = peer.tunnel.placeCall(peer.nowNs, CallType.LNS_OUTGOING, TestParameters.session());
            peer.take();
            if (state != SessionState.WAIT_REPLY) {
                peer.send(ScriptedPeer.session(MessageType.OCRP, 9).build(), session.localId());
            }
            if (state == SessionState.ESTABLISHED) {
                peer.send(ScriptedPeer.connected(MessageType.OCCN).build(), session.localId());
            }
        }
    }

    /** Idle: a message for a session that does not exist. T2 and T4 clean up silently, T3 answers where the role is not ours. */
    @ParameterizedTest
    @CsvSource({
        "ICRQ, true, true, CDN", "ICRP, true, true, ZLB", "ICRP, false, true, CDN", "ICCN, true, true, ZLB",
        "OCRQ, true, true, CDN", "OCRP, true, true, ZLB", "OCRP, true, false, CDN", "OCCN, true, true, ZLB",
        "CDN, true, true, ZLB", "WEN, true, true, ZLB", "SLI, true, true, ZLB"
    })
    void answersForAnUnknownSessionAsIdleDoes(MessageType type, boolean lac, boolean lns, String sent) {
        TestParameters parameters = new TestParameters();
        parameters.mayBeLac = lac;
        parameters.mayBeLns = lns;
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        peer.send(TunnelStateTableTest.message(type), 0x7777);
        peer.advance(200 * TestParameters.MILLI);
        ScriptedPeer.Sent answer = peer.expect(sent);
        assertThat(peer.host.counted(ControlCounter.NO_MATCHING_SESSION)).isEqualTo(1);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.ESTABLISHED);
        if (sent.equals("CDN")) {
            assertThat(answer.sessionId()).isEqualTo(9);
            assertThat(answer.message().resultCode().error()).isEqualTo(ResultCode.ERROR_SESSION_ID);
        }
    }

    @ParameterizedTest
    @EnumSource(CallType.class)
    void hasARowForEveryPair(CallType type) {
        for (SessionState state : SessionState.values()) {
            for (SessionEvent event : SessionEvent.values()) {
                assertThat(SessionMachine.table(type).row(state, event)).isNotNull();
            }
        }
    }
}
