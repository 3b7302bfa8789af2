package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.control.TestParameters.MILLI;
import static org.jl2tpd.control.TestParameters.SECOND;

import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TransportPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the first message to the last trace of a tunnel: paths, duplicates, HELLO, idle time, closing, lingering, giving up. */
class TunnelLifeTest {
    static final ResultCode REASON = ResultCode.of(ResultCode.STOP_SHUTTING_DOWN, "test");

    private final TestParameters parameters = new TestParameters();

    /** L2TP-B-01 seen from the LNS, with the numbers of RFC 2661 appendix B.2. */
    @Test
    void recoversALostIcrpAsLns() {
        ScriptedPeer lac = ScriptedPeer.establishedByPeer(parameters);
        ControlMessage icrq = ScriptedPeer.icrq(9);
        lac.sendRaw(icrq, 0, 2, 1);
        assertNumbers(lac.expect("ICRP"), 1, 3);
        lac.advance(900 * MILLI);
        lac.sendRaw(icrq, 0, 2, 1);
        assertNumbers(lac.expect("ZLB"), 2, 3);
        lac.advance(100 * MILLI);
        assertNumbers(lac.expect("ICRP"), 1, 3);
        int id = lac.tunnel.sessions().iterator().next().localId();
        lac.sendRaw(ScriptedPeer.connected(MessageType.ICCN).build(), id, 3, 2);
        lac.advance(100 * MILLI);
        assertNumbers(lac.expect("ZLB"), 2, 4);
        assertThat(lac.tunnel.session(id).state()).isEqualTo(SessionState.ESTABLISHED);
    }

    /** L2TP-B-01 seen from the LAC. */
    @Test
    void recoversALostIcrpAsLac() {
        ScriptedPeer lns = ScriptedPeer.establishedByUs(parameters);
        Session session = lns.tunnel.placeCall(lns.nowNs, CallType.LAC_INCOMING, TestParameters.session());
        assertNumbers(lns.expect("ICRQ"), 2, 1);
        lns.advance(SECOND);
        assertNumbers(lns.expect("ICRQ"), 2, 1);
        lns.sendRaw(null, 0, 2, 3);
        lns.sendRaw(ScriptedPeer.session(MessageType.ICRP, 9).build(), session.localId(), 1, 3);
        assertNumbers(lns.expect("ICCN"), 3, 2);
        lns.sendRaw(null, 0, 2, 4);
        assertThat(lns.tunnel.channelStatus().queued()).isZero();
    }

    private static void assertNumbers(ScriptedPeer.Sent sent, int ns, int nr) {
        assertThat(sent.ns()).isEqualTo(ns);
        assertThat(sent.nr()).isEqualTo(nr);
    }

    /** L2TP-7.2.1-20, peers B21: the SCCRP goes again, twice at most before the peer is proven; then only an acknowledgement. Once established, one HELLO shows whether the peer still is the one that it was. */
    @Test
    void answersARetransmittedSccrqWithItsSccrp() {
        ScriptedPeer peer = ScriptedPeer.calling(parameters);
        peer.expect("SCCRP");
        peer.tunnel.onDuplicateSccrq(peer.nowNs);
        peer.expect("SCCRP");
        peer.tunnel.onDuplicateSccrq(peer.nowNs);
        peer.expect("ZLB");
        peer.send(ControlMessage.of(MessageType.SCCCN).build());
        peer.expect("ZLB");
        peer.tunnel.onDuplicateSccrq(peer.nowNs);
        peer.expect("HELLO");
        peer.tunnel.onDuplicateSccrq(peer.nowNs);
        peer.expect("ZLB");
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.ESTABLISHED);
    }

    /** L2TP-8.1-03, -04: the responder may answer from another port, and from then on only that one counts. */
    @Test
    void locksThePathToWhereTheSccrpCameFrom() {
        ScriptedPeer peer = ScriptedPeer.called(parameters);
        peer.expect("SCCRQ");
        peer.from.peerPort = 4000;
        assertThat(peer.tunnel.acceptsFrom(peer.from)).isTrue();
        peer.send(ScriptedPeer.self(MessageType.SCCRP).build());
        assertThat(peer.tunnel.path().peerPort()).isEqualTo(4000);
        peer.from.peerPort = 4001;
        assertThat(peer.tunnel.acceptsFrom(peer.from)).isFalse();
        peer.from.set(new TransportPath(1, IpAddress.v4(0x0a000001), 1701, IpAddress.v4(0x0a000009), 4000));
        assertThat(peer.tunnel.acceptsFrom(peer.from)).isFalse();
    }

    @Test
    void acceptsAResponderOnlyFromItsAddress() {
        ScriptedPeer peer = ScriptedPeer.calling(parameters);
        peer.from.peerPort = 4000;
        assertThat(peer.tunnel.acceptsFrom(peer.from)).isFalse();
    }

    /** L2TP-7.1-03, L2TP-5.8-10: the StopCCN goes again until it is acknowledged, then state is kept for 31 s. */
    @Test
    void retransmitsItsStopCcnAndLingers() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        Session session = peer.incomingCall(9);
        peer.tunnel.close(peer.nowNs, REASON);
        assertThat(peer.host.events)
                .endsWith("sessionEstablished", "sessionClosed", "tunnelClosed")
                .hasSize(4);
        assertThat(session.localResult()).isEqualTo(REASON);
        ScriptedPeer.Sent stop = peer.expect("STOPCCN");
        assertThat(stop.message().u16(AvpType.ASSIGNED_TUNNEL_ID, 0)).isEqualTo(ScriptedPeer.OUR_TUNNEL_ID);
        assertThat(stop.message().resultCode()).isEqualTo(REASON);
        peer.advance(SECOND);
        peer.expect("STOPCCN");
        peer.sendZlb();
        peer.advance(31 * SECOND - 1);
        peer.expect();
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.CLOSING);
        peer.advance(1);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.GONE);
        assertThat(peer.tunnel.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(peer.host.count("tunnelClosed")).isEqualTo(1);
    }

    /** L2TP-5.8-10, L2TP-5.7-01: a StopCCN that comes again 20 s later is acknowledged again, and nothing else is. */
    @Test
    void keepsAcknowledgingARepeatedStopCcn() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        Session session = peer.incomingCall(9);
        int stopNs = peer.ns;
        peer.send(ScriptedPeer.stopccn(ResultCode.STOP_SHUTTING_DOWN));
        peer.expect("ZLB");
        assertThat(session.peerResult().result()).isEqualTo(ResultCode.STOP_SHUTTING_DOWN);
        assertThat(session.localResult()).isNull();
        peer.advance(20 * SECOND);
        peer.sendRaw(ScriptedPeer.stopccn(6), 0, stopNs, peer.nr);
        peer.expect("ZLB");
        peer.send(ScriptedPeer.icrq(10));
        peer.expect();
        peer.advance(11 * SECOND);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.GONE);
        peer.sendRaw(ScriptedPeer.stopccn(6), 0, stopNs, peer.nr);
        peer.expect();
        assertThat(peer.host.count("tunnelClosed")).isEqualTo(1);
    }

    /** L2TP-4.4.3-05, -06: a StopCCN before SCCRP has tunnel id 0 in its header and our id inside. */
    @Test
    void closesBeforeThePeerHasAnswered() {
        ScriptedPeer peer = ScriptedPeer.called(parameters);
        peer.expect("SCCRQ");
        peer.tunnel.close(peer.nowNs, REASON);
        ScriptedPeer.Sent stop = peer.expect("STOPCCN");
        assertThat(stop.tunnelId()).isZero();
        assertThat(stop.message().u16(AvpType.ASSIGNED_TUNNEL_ID, 0)).isEqualTo(ScriptedPeer.OUR_TUNNEL_ID);
        peer.advance(60 * SECOND);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.GONE);
    }

    /** What waits for the window is dropped when the tunnel closes, so that the StopCCN is not behind it. */
    @Test
    void sendsTheStopCcnBeforeWhatWaits() {
        ScriptedPeer peer = ScriptedPeer.establishedByUs(parameters);
        for (int i = 0; i < 100; i++) {
            peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session());
        }
        peer.take();
        peer.tunnel.close(peer.nowNs, REASON);
        peer.expect("STOPCCN");
        assertThat(peer.host.count("sessionClosed")).isEqualTo(100);
    }

    /** L2TP-5.8-09: no answer at all. */
    @Test
    void givesUpAPeerThatDoesNotAnswer() {
        ScriptedPeer peer = ScriptedPeer.called(parameters);
        Session waiting = peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session());
        peer.advance(31 * SECOND - 1);
        peer.expect("SCCRQ", "SCCRQ", "SCCRQ", "SCCRQ", "SCCRQ", "SCCRQ");
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.WAIT_CTL_REPLY);
        peer.advance(1);
        peer.expect();
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.GONE);
        assertThat(peer.tunnel.localResult().message()).contains("no answer");
        assertThat(waiting.state()).isEqualTo(SessionState.CLOSED);
        assertThat(peer.host.events).containsExactly("sessionClosed", "tunnelClosed");
        assertThat(peer.host.counted(ControlCounter.GIVE_UPS)).isEqualTo(1);
        assertThat(peer.host.counted(ControlCounter.RETRANSMISSIONS)).isEqualTo(5);
    }

    /** L2TP-5.5-01, L2TP-6.5-03: silence is noticed at 60 s and the tunnel is down 31 s later (cap 8 s). */
    @Test
    void noticesASilentPeerByHello() {
        ScriptedPeer peer = ScriptedPeer.establishedByUs(parameters);
        peer.advance(60 * SECOND - 1);
        peer.expect();
        peer.advance(1);
        peer.expect("HELLO");
        peer.advance(31 * SECOND);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.GONE);
    }

    /** L2TP-6.5-02, -03: data counts, HELLOs of the peer are not expected. */
    @Test
    void sendsNoHelloWhileDataArrives() {
        ScriptedPeer peer = ScriptedPeer.establishedByUs(parameters);
        peer.advance(50 * SECOND);
        peer.tunnel.onData(peer.nowNs);
        peer.advance(59 * SECOND);
        peer.expect();
        peer.advance(SECOND);
        peer.expect("HELLO");
        peer.sendZlb();
        peer.advance(60 * SECOND);
        peer.expect("HELLO");
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.ESTABLISHED);
    }

    /** L2TP-7.6-01: 0 at once after the last session, -1 never, else so long. */
    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "-1, -1"})
    void closesATunnelWithoutSessions(long timeoutSeconds, long closedAfterSeconds) {
        parameters.idleTimeoutNs = timeoutSeconds * SECOND;
        parameters.helloIntervalNs = 0;
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        Session session = peer.incomingCall(9);
        peer.advance(3600 * SECOND);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.ESTABLISHED);
        long ended = peer.nowNs;
        peer.send(ScriptedPeer.cdn(9), session.localId());
        peer.take();
        while (peer.tunnel.state() == TunnelState.ESTABLISHED && peer.nowNs < ended + 3600 * SECOND) {
            peer.advance(SECOND / 2);
        }
        long expected = closedAfterSeconds < 0 ? 3600 : closedAfterSeconds;
        assertThat((peer.nowNs - ended) / SECOND).isEqualTo(expected);
    }

    @Test
    void waitsForTheFirstSessionWithAnIdleTimeoutOfZero() {
        parameters.idleTimeoutNs = 0;
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        peer.advance(30 * SECOND);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.ESTABLISHED);
    }

    /** L2TP-7.x-01. */
    @Test
    void doesNotWaitForEverForItsEstablishment() {
        parameters.establishTimeoutNs = 10 * SECOND;
        ScriptedPeer peer = ScriptedPeer.called(parameters);
        peer.expect("SCCRQ");
        peer.sendZlb();
        peer.advance(10 * SECOND);
        peer.expect("STOPCCN");
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.CLOSING);
    }

    /** L2TP-TIE-02: silently. */
    @Test
    void losesTheTieWithoutAWord() {
        parameters.tieBreaker = true;
        ScriptedPeer peer = ScriptedPeer.called(parameters);
        ScriptedPeer.Sent sccrq = peer.expect("SCCRQ");
        assertThat(sccrq.message().octets(AvpType.TIE_BREAKER)).hasSize(8).isEqualTo(peer.tunnel.tieBreaker());
        Session waiting = peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session());
        peer.tunnel.discard(peer.nowNs);
        peer.advance(60 * SECOND);
        peer.expect();
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.GONE);
        assertThat(waiting.state()).isEqualTo(SessionState.CLOSED);
        assertThat(peer.host.events).containsExactly("sessionClosed", "tunnelClosed");
    }

    /** Peers B35: an unanswered StopCCN is given up like everything else. */
    @Test
    void endsWhenNobodyAcknowledgesTheStopCcn() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        peer.tunnel.close(peer.nowNs, REASON);
        peer.advance(31 * SECOND);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.GONE);
        assertThat(peer.tunnel.localResult()).isEqualTo(REASON);
    }

    @Test
    void crossesWithThePeersStopCcn() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        peer.tunnel.close(peer.nowNs, REASON);
        peer.expect("STOPCCN");
        peer.send(ScriptedPeer.stopccn(1));
        peer.expect("ZLB");
        assertThat(peer.tunnel.peerResult().result()).isEqualTo(1);
        peer.advance(31 * SECOND);
        peer.expect();
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.GONE);
        assertThat(peer.host.count("tunnelClosed")).isEqualTo(1);
    }

    @Test
    void givesAPeerUpWithoutAnAnswerToHowItClosed() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        peer.tunnel.close(peer.nowNs, REASON);
        peer.tunnel.close(peer.nowNs, ResultCode.of(1, "again"));
        assertThat(peer.tunnel.localResult()).isEqualTo(REASON);
        assertThat(peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session()))
                .isNull();
        assertThat(peer.tunnel.refusal()).isNotNull();
    }
}
