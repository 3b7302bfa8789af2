package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.MessageType;
import org.junit.jupiter.api.Test;

/** Set-up of tunnels and sessions in both roles, as appendix B of RFC 2661 shows it. */
class TunnelSetUpTest {
    /** L2TP-5.8-01, appendix B.1: SCCRQ 0/0, SCCRP 0/1, SCCCN 1/1, ZLB 1/2. */
    @Test
    void opensATunnelInLockStep() {
        ScriptedPeer peer = ScriptedPeer.called(new TestParameters());
        ScriptedPeer.Sent sccrq = peer.expect("SCCRQ");
        assertThat(sccrq.tunnelId()).isZero();
        assertThat(sccrq.ns()).isZero();
        assertThat(sccrq.nr()).isZero();
        peer.send(ScriptedPeer.self(MessageType.SCCRP).build());
        ScriptedPeer.Sent scccn = peer.expect("SCCCN");
        assertThat(scccn.tunnelId()).isEqualTo(ScriptedPeer.PEER_TUNNEL_ID);
        assertThat(scccn.ns()).isEqualTo(1);
        assertThat(scccn.nr()).isEqualTo(1);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.ESTABLISHED);
        assertThat(peer.host.events).containsExactly("tunnelEstablished");
    }

    /** The same from the other side: SCCRP 0/1, ZLB 1/2, which does not wait for a message to ride on. */
    @Test
    void answersATunnelInLockStep() {
        ScriptedPeer peer = ScriptedPeer.calling(new TestParameters());
        ScriptedPeer.Sent sccrp = peer.expect("SCCRP");
        assertThat(sccrp.ns()).isZero();
        assertThat(sccrp.nr()).isEqualTo(1);
        peer.send(ControlMessage.of(MessageType.SCCCN).build());
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.ESTABLISHED);
        ScriptedPeer.Sent zlb = peer.expect("ZLB");
        assertThat(zlb.ns()).isEqualTo(1);
        assertThat(zlb.nr()).isEqualTo(2);
    }

    @Test
    void bringsUpAnIncomingCallAsLns() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(new TestParameters());
        Session session = peer.incomingCall(9);
        assertThat(session.state()).isEqualTo(SessionState.ESTABLISHED);
        assertThat(session.peerId()).isEqualTo(9);
        assertThat(peer.host.events).containsExactly("tunnelEstablished", "sessionEstablished");
    }

    @Test
    void bringsUpAnIncomingCallAsLac() {
        ScriptedPeer peer = ScriptedPeer.establishedByUs(new TestParameters());
        Session session = peer.placedCall(9);
        assertThat(session.state()).isEqualTo(SessionState.ESTABLISHED);
        assertThat(session.peerId()).isEqualTo(9);
    }

    @Test
    void bringsUpAnOutgoingCallAsLac() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(new TestParameters());
        peer.send(ScriptedPeer.ocrq(9));
        int id = peer.expect("OCRP").message().u16(AvpType.ASSIGNED_SESSION_ID, 0);
        assertThat(peer.tunnel.session(id).state()).isEqualTo(SessionState.WAIT_CS_ANSWER);
        peer.host.dialled.get(0).answered(peer.nowNs);
        assertThat(peer.expect("OCCN").sessionId()).isEqualTo(9);
        assertThat(peer.tunnel.session(id).state()).isEqualTo(SessionState.ESTABLISHED);
    }

    @Test
    void bringsUpAnOutgoingCallAsLns() {
        ScriptedPeer peer = ScriptedPeer.establishedByUs(new TestParameters());
        Session session = peer.tunnel.placeCall(peer.nowNs, CallType.LNS_OUTGOING, TestParameters.session());
        peer.expect("OCRQ");
        peer.send(ScriptedPeer.session(MessageType.OCRP, 9).build(), session.localId());
        assertThat(session.state()).isEqualTo(SessionState.WAIT_CONNECT);
        peer.send(ScriptedPeer.connected(MessageType.OCCN).build(), session.localId());
        assertThat(session.state()).isEqualTo(SessionState.ESTABLISHED);
        peer.expect("ZLB");
    }

    /** A call that is placed before the tunnel is established waits for it (L2TP-7.2.1-T06). */
    @Test
    void opensCallsThatWaitedForTheTunnel() {
        ScriptedPeer peer = ScriptedPeer.called(new TestParameters());
        Session session = peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session());
        assertThat(session.state()).isEqualTo(SessionState.WAIT_TUNNEL);
        peer.expect("SCCRQ");
        peer.send(ScriptedPeer.self(MessageType.SCCRP).build());
        peer.expect("SCCCN", "ICRQ");
        assertThat(session.state()).isEqualTo(SessionState.WAIT_REPLY);
    }
}
