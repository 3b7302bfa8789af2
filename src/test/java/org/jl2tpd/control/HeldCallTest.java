package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.control.TestParameters.SECOND;

import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.junit.jupiter.api.Test;

/** Calls whose ICRP or ICCN waits for another leg. */
class HeldCallTest {
    private final TestParameters parameters = new TestParameters();

    private ScriptedPeer asked() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        peer.host.admission = session -> CallDecision.acceptLater(TestParameters.session());
        peer.send(ScriptedPeer.icrq(9));
        peer.advance(200 * TestParameters.MILLI);
        peer.expect("ZLB");
        return peer;
    }

    @Test
    void theIcrpLeavesWhenTheOwnerSaysSoAndOnce() {
        ScriptedPeer peer = asked();
        Session session = peer.host.admitted.get(0);
        session.reply(peer.nowNs);
        session.reply(peer.nowNs);
        int id = peer.expect("ICRP").message().u16(AvpType.ASSIGNED_SESSION_ID, 0);
        peer.send(ScriptedPeer.connected(MessageType.ICCN).build(), id);
        assertThat(session.state()).isEqualTo(SessionState.ESTABLISHED);
    }

    @Test
    void aCallThatIsNotRepliedToIsRefusedOrGivenUp() {
        ScriptedPeer peer = asked();
        peer.host.admitted.get(0).close(peer.nowNs, ResultCode.of(ResultCode.CDN_BUSY, "busy"), null);
        assertThat(peer.expect("CDN").message().resultCode().result()).isEqualTo(ResultCode.CDN_BUSY);
        peer.sendZlb();
        ScriptedPeer other = asked();
        other.sendZlb();
        other.advance(61 * SECOND);
        assertThat(other.host.count("sessionClosed")).isEqualTo(1);
    }

    @Test
    void theIccnLeavesWithTheValuesOfTheOtherLeg() {
        ScriptedPeer peer = ScriptedPeer.establishedByUs(parameters);
        Session session =
                peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session(), 0xfffffffeL, true);
        assertThat(peer.expect("ICRQ").message().u32(AvpType.CALL_SERIAL_NUMBER, 0))
                .isEqualTo(0xfffffffeL);
        session.connect(peer.nowNs, TestParameters.session());
        assertThat(session.state()).as("not accepted yet").isEqualTo(SessionState.WAIT_REPLY);
        peer.send(ScriptedPeer.session(MessageType.ICRP, 9).build(), session.localId());
        peer.advance(200 * TestParameters.MILLI);
        peer.expect("ZLB");
        assertThat(session.peerId()).isEqualTo(9);
        assertThat(peer.host.count("sessionEstablished")).isZero();
        session.connect(peer.nowNs, TestParameters.session(null, true, 2));
        ScriptedPeer.Sent iccn = peer.expect("ICCN");
        assertThat(iccn.sessionId()).isEqualTo(9);
        assertThat(iccn.message().has(AvpType.SEQUENCING_REQUIRED)).isTrue();
        assertThat(iccn.message().u32(AvpType.FRAMING_TYPE, 0)).isEqualTo(2);
        assertThat(peer.host.count("sessionEstablished")).isEqualTo(1);
    }

    /** Serial numbers of our own calls go on counting. */
    @Test
    void aSerialNumberOfAnothersCallIsNotOurs() {
        ScriptedPeer peer = ScriptedPeer.establishedByUs(parameters);
        Session first = peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session());
        peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session(), 5, false);
        Session third = peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session());
        assertThat(third.callSerialNumber()).isGreaterThan(first.callSerialNumber());
    }
}
