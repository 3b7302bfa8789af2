package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call whom with what, and what the messages of a call say. */
class CallRulesTest {
    private final TestParameters parameters = new TestParameters();

    private static ControlMessage.Builder sccrp(Integer bearer, int framing) {
        var message = ControlMessage.of(MessageType.SCCRP)
                .u16(AvpType.PROTOCOL_VERSION, 0x0100)
                .u32(AvpType.FRAMING_CAPABILITIES, framing)
                .text(AvpType.HOST_NAME, "peer.example")
                .u16(AvpType.ASSIGNED_TUNNEL_ID, ScriptedPeer.PEER_TUNNEL_ID);
        return bearer == null ? message : message.u32(AvpType.BEARER_CAPABILITIES, bearer);
    }

    private ScriptedPeer established(Integer bearer, int framing) {
        ScriptedPeer peer = ScriptedPeer.called(parameters);
        peer.expect("SCCRQ");
        peer.send(sccrp(bearer, framing).build());
        peer.expect("SCCCN");
        peer.sendZlb();
        return peer;
    }

    /** L2TP-6.9-02, L2TP-4.4.3-02. */
    @ParameterizedTest
    @CsvSource({", false", "0, false", "2, false", "1, true", "3, true"})
    void placesOutgoingCallsOnlyWhereThePeerOffersThem(Integer bearer, boolean placed) {
        ScriptedPeer peer = established(bearer, 3);
        Session session = peer.tunnel.placeCall(peer.nowNs, CallType.LNS_OUTGOING, TestParameters.session());
        assertThat(session != null).isEqualTo(placed);
        assertThat(peer.tunnel.refusal() == null).isEqualTo(placed);
    }

    /** L2TP-4.4.3-01: a call that waited is ended when the peer turns out not to offer what it needs. */
    @Test
    void endsAWaitingCallThatThePeerCannotTake() {
        ScriptedPeer peer = ScriptedPeer.called(parameters);
        peer.expect("SCCRQ");
        Session outgoing = peer.tunnel.placeCall(peer.nowNs, CallType.LNS_OUTGOING, TestParameters.session());
        Session incoming = peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session());
        peer.send(sccrp(null, 3).build());
        peer.expect("SCCCN", "ICRQ");
        assertThat(outgoing.state()).isEqualTo(SessionState.CLOSED);
        assertThat(outgoing.localResult().result()).isEqualTo(ResultCode.CDN_NO_FACILITIES_PERMANENT);
        assertThat(incoming.state()).isEqualTo(SessionState.WAIT_REPLY);
    }

    /** L2TP-4.4.3-01: the framing type that is sent is one that the peer offered. */
    @ParameterizedTest
    @CsvSource({"3, 2, 2", "1, 3, 1", "1, 2, -1"})
    void asksOnlyForFramingThatThePeerOffers(int wanted, int offered, int sent) {
        ScriptedPeer peer = established(3, offered);
        SessionParameters call = TestParameters.session(null, false, wanted);
        Session session = peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, call);
        if (sent < 0) {
            assertThat(session).isNull();
            return;
        }
        peer.expect("ICRQ");
        peer.send(ScriptedPeer.session(MessageType.ICRP, 9).build(), session.localId());
        assertThat(peer.expect("ICCN").message().u32(AvpType.FRAMING_TYPE, 0)).isEqualTo(sent);
    }

    /** L2TP-4.4.3-01: the receiver rejects what it did not offer. */
    @Test
    void refusesWhatItDidNotOffer() {
        parameters.framingCapabilities = 2;
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        peer.send(ScriptedPeer.ocrq(9));
        assertRefusal(peer, ResultCode.CDN_NO_FACILITIES_PERMANENT);
        peer.send(ScriptedPeer.icrq(10));
        int id = peer.expect("ICRP").message().u16(AvpType.ASSIGNED_SESSION_ID, 0);
        peer.send(ScriptedPeer.connected(MessageType.ICCN).build(), id);
        assertThat(peer.expect("CDN").message().resultCode().result()).isEqualTo(ResultCode.CDN_NO_FRAMING);
    }

    /** L2TP-6.x-01. */
    @Test
    void refusesCallsInARoleThatItDoesNotPlay() {
        parameters.mayBeLns = false;
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        peer.send(ScriptedPeer.icrq(9));
        assertRefusal(peer, ResultCode.CDN_ADMINISTRATIVE);
        assertThat(peer.tunnel.placeCall(peer.nowNs, CallType.LNS_OUTGOING, TestParameters.session()))
                .isNull();
        assertThat(peer.tunnel.placeCall(peer.nowNs, CallType.LNS_INCOMING, TestParameters.session()))
                .isNull();
        assertThat(peer.host.admitted).isEmpty();
    }

    /** L2TP-7.4-01, peers B20. */
    @Test
    void answersALimitOnTheWire() {
        parameters.maxSessions = 1;
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        peer.incomingCall(9);
        peer.send(ScriptedPeer.icrq(10));
        ResultCode result = assertRefusal(peer, ResultCode.CDN_NO_FACILITIES_TEMPORARY);
        assertThat(result.error()).isEqualTo(ResultCode.ERROR_RESOURCES);
        assertThat(peer.host.counted(ControlCounter.SESSIONS_REFUSED)).isEqualTo(1);
        assertThat(peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session()))
                .isNull();
    }

    @Test
    void passesTheOwnersRefusalOn() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        ResultCode busy = ResultCode.of(ResultCode.CDN_BUSY, "busy");
        peer.host.admission = session -> CallDecision.refuse(busy);
        peer.send(ScriptedPeer.icrq(9));
        assertThat(assertRefusal(peer, ResultCode.CDN_BUSY)).isEqualTo(busy);
        assertThat(peer.host.count("sessionClosed")).isZero();
        assertThat(peer.tunnel.sessionCount()).isZero();
    }

    private static ResultCode assertRefusal(ScriptedPeer peer, int result) {
        ScriptedPeer.Sent cdn = peer.expect("CDN");
        peer.sendZlb();
        assertThat(cdn.message().resultCode().result()).isEqualTo(result);
        assertThat(cdn.message().u16(AvpType.ASSIGNED_SESSION_ID, 0)).isNotZero();
        assertThat(cdn.sessionId()).isIn(9, 10);
        return cdn.message().resultCode();
    }

    /** Thousands of calls at once are fine; without an end they are not. */
    @Test
    void refusesCallsWhenTooManyMessagesWait() {
        ScriptedPeer peer = ScriptedPeer.establishedByUs(parameters);
        peer.host.tracing = false;
        int placed = 0;
        while (peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session()) != null) {
            placed++;
        }
        assertThat(placed).isEqualTo(ReliableChannel.MAX_QUEUED);
        assertThat(peer.tunnel.refusal().error()).isEqualTo(ResultCode.ERROR_RESOURCES);
    }

    /** L2TP-4.4.4-02, peers B40: a LAC that gives up before our ICRP reached it. */
    @Test
    void findsTheSessionOfACdnWithoutSessionId() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        peer.send(ScriptedPeer.icrq(9));
        peer.expect("ICRP");
        Session session = peer.tunnel.sessions().iterator().next();
        peer.send(ScriptedPeer.cdn(9), 0);
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(session.peerResult().message()).isEqualTo("over");
        peer.send(ScriptedPeer.cdn(8), 0);
        assertThat(peer.host.counted(ControlCounter.NO_MATCHING_SESSION)).isEqualTo(1);
    }

    /** L2TP-4.4.4-01: 0 before the peer's id is known, then always that. */
    @Test
    void addressesTheCdnOfACallThatIsNotAnsweredYet() {
        ScriptedPeer peer = ScriptedPeer.establishedByUs(parameters);
        Session session = peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session());
        assertThat(peer.expect("ICRQ").sessionId()).isZero();
        peer.sendZlb();
        PppDisconnectCause cause = new PppDisconnectCause(PppDisconnectCause.NORMAL, 0, 2, "");
        session.close(peer.nowNs, ResultCode.of(ResultCode.CDN_LOST_CARRIER, "hung up"), cause);
        ScriptedPeer.Sent cdn = peer.expect("CDN");
        assertThat(cdn.sessionId()).isZero();
        assertThat(cdn.message().u16(AvpType.ASSIGNED_SESSION_ID, 0)).isEqualTo(session.localId());
        assertThat(cdn.message().pppDisconnectCause()).isEqualTo(cause);
        session.close(peer.nowNs, ResultCode.of(3, "again"), null);
        peer.expect();
    }

    /** L2TP-7.1-02: a malformed message ends its session only, addressed as well as it allows. */
    @Test
    void answersAMalformedRequestWithinItsSession() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        Session other = peer.incomingCall(9);
        peer.send(ScriptedPeer.session(MessageType.ICRQ, 10).build());
        ScriptedPeer.Sent cdn = peer.expect("CDN");
        assertThat(cdn.sessionId()).isEqualTo(10);
        assertThat(cdn.message().resultCode().result()).isEqualTo(ResultCode.GENERAL_ERROR);
        assertThat(other.state()).isEqualTo(SessionState.ESTABLISHED);
        assertThat(peer.host.counted(ControlCounter.MALFORMED_MESSAGES)).isEqualTo(1);
    }

    /** L2TP-4.4.4-03. */
    @Test
    void knowsWhenSequenceNumbersAreRequired() {
        ScriptedPeer lns = ScriptedPeer.establishedByPeer(parameters);
        lns.send(ScriptedPeer.icrq(9));
        int id = lns.expect("ICRP").message().u16(AvpType.ASSIGNED_SESSION_ID, 0);
        lns.send(
                ScriptedPeer.connected(MessageType.ICCN)
                        .flag(AvpType.SEQUENCING_REQUIRED)
                        .build(),
                id);
        assertThat(lns.tunnel.session(id).sequencingRequired()).isTrue();
        ScriptedPeer lac = ScriptedPeer.establishedByUs(parameters);
        Session session = lac.tunnel.placeCall(lac.nowNs, CallType.LAC_INCOMING, TestParameters.session(null, true, 1));
        lac.expect("ICRQ");
        lac.send(ScriptedPeer.session(MessageType.ICRP, 9).build(), session.localId());
        assertThat(lac.expect("ICCN").message().has(AvpType.SEQUENCING_REQUIRED))
                .isTrue();
        assertThat(session.sequencingRequired()).isTrue();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** L2TP-4.4.5-02: with a companion missing there is no proxy authentication; proxy LCP is not touched. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void readsProxyAuthenticationOnlyWhenComplete(int missing) {
        var iccn = ScriptedPeer.connected(MessageType.ICCN)
                .u16(AvpType.PROXY_AUTHEN_TYPE, 2)
                .octets(AvpType.LAST_SENT_LCP_CONFREQ, new byte[] {1, 4, 5, 0})
                .octets(AvpType.LAST_RECEIVED_LCP_CONFREQ, new byte[0]);
        if (missing != 1) {
            iccn.octets(AvpType.PROXY_AUTHEN_NAME, octets("user"));
        }
        if (missing != 2) {
            iccn.octets(AvpType.PROXY_AUTHEN_CHALLENGE, octets("challenge"));
        }
        if (missing != 3) {
            iccn.u16(AvpType.PROXY_AUTHEN_ID, 5);
        }
        if (missing != 4) {
            iccn.octets(AvpType.PROXY_AUTHEN_RESPONSE, octets("response"));
        }
        ProxyAvps proxy = ProxyReader.read(iccn.build());
        assertThat(proxy.hasLcp()).isTrue();
        assertThat(proxy.authenType()).isEqualTo(missing == 0 ? 2 : 0);
        assertThat(proxy.authenResponse() == null).isEqualTo(missing != 0);
        assertThat(proxy.toString()).doesNotContain("response=");
    }

    @Test
    void readsNoProxyWhereThereIsNone() {
        assertThat(ProxyReader.read(ScriptedPeer.connected(MessageType.ICCN).build()))
                .isNull();
    }

    /** L2TP-4.4.5-01, L2TP-4.3-09: what a LAC collected arrives as it was, name and response hidden. */
    @Test
    void sendsProxyAvpsInItsIccn() {
        parameters.secret = Secret.of("shared");
        parameters.hideProxyAuthen = true;
        ScriptedPeer peer = ScriptedPeer.establishedByUs(parameters);
        ProxyAvps proxy =
                new ProxyAvps(null, new byte[] {1}, new byte[] {2}, 3, octets("user"), null, 7, octets("password"));
        Session session =
                peer.tunnel.placeCall(peer.nowNs, CallType.LAC_INCOMING, TestParameters.session(proxy, false, 1));
        peer.expect("ICRQ");
        peer.send(ScriptedPeer.session(MessageType.ICRP, 9).build(), session.localId());
        ControlMessage iccn = peer.expect("ICCN").message();
        assertThat(iccn.wasHidden(AvpType.PROXY_AUTHEN_RESPONSE)).isTrue();
        assertThat(iccn.wasHidden(AvpType.PROXY_AUTHEN_NAME)).isTrue();
        assertThat(iccn.wasHidden(AvpType.FRAMING_TYPE)).isFalse();
        ProxyAvps read = ProxyReader.read(iccn);
        assertThat(read).usingRecursiveComparison().isEqualTo(proxy);
        assertThat(peer.host.traces).noneMatch(line -> line.contains("password"));
    }

    /** L2TP-6.13-02: at once, then one for all that came within 60 s. */
    @Test
    void sendsOneWenAMinute() {
        parameters.helloIntervalNs = 0;
        ScriptedPeer peer = ScriptedPeer.establishedByUs(parameters);
        Session session = peer.placedCall(9);
        session.reportErrors(peer.nowNs, new Session.CallErrors(1, 0, 0, 0, 0, 0));
        assertThat(peer.expect("WEN").message().u32At(AvpType.CALL_ERRORS, 2, 0))
                .isEqualTo(1);
        peer.sendZlb();
        session.reportErrors(peer.nowNs, new Session.CallErrors(2, 0, 0, 0, 0, 0));
        session.reportErrors(peer.nowNs, new Session.CallErrors(3, 0, 0, 0, 0, 6));
        peer.advance(60 * TestParameters.SECOND - 1);
        peer.expect();
        peer.advance(1);
        ControlMessage wen = peer.expect("WEN").message();
        peer.sendZlb();
        assertThat(wen.u32At(AvpType.CALL_ERRORS, 2, 0)).isEqualTo(3);
        assertThat(wen.u32At(AvpType.CALL_ERRORS, 22, 0)).isEqualTo(6);
        peer.advance(300 * TestParameters.SECOND);
        peer.expect();
    }

    /** L2TP-6.14-02, L2TP-4.4.6-01. */
    @Test
    void tellsAndHearsTheAccm() {
        ScriptedPeer lns = ScriptedPeer.establishedByPeer(parameters);
        Session session = lns.incomingCall(9);
        session.sendAccm(lns.nowNs, 0x000a0000, 0xffffffff);
        ControlMessage sli = lns.expect("SLI").message();
        assertThat(sli.u32At(AvpType.ACCM, 2, 0)).isEqualTo(0x000a0000L);
        ScriptedPeer lac = ScriptedPeer.establishedByUs(parameters);
        Session placed = lac.placedCall(9);
        lac.send(sli, placed.localId());
        assertThat(lac.host.events).contains("accm 000a0000 ffffffff");
        placed.sendAccm(lac.nowNs, 1, 1);
        lac.advance(TestParameters.SECOND);
        lac.expect("ZLB");
    }

    /** A host may end a call from every callback. */
    @ParameterizedTest
    @ValueSource(strings = {"admit", "established", "dial", "tunnel"})
    void allowsTheOwnerToCloseFromItsCallbacks(String where) {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        ResultCode over = ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, where);
        if (where.equals("admit")) {
            peer.host.admission = session -> {
                session.close(peer.nowNs, over, null);
                return CallDecision.accept(TestParameters.session());
            };
        } else if (where.equals("tunnel")) {
            peer.host.admission = session -> {
                session.tunnel().close(peer.nowNs, TunnelLifeTest.REASON);
                return CallDecision.accept(TestParameters.session());
            };
        }
        peer.host.onEstablished = (session, nowNs) -> session.close(nowNs, over, null);
        peer.host.onDial = (session, nowNs) -> {
            if (where.equals("dial")) {
                session.close(nowNs, over, null);
            } else {
                session.answered(nowNs);
            }
        };
        peer.send(ScriptedPeer.ocrq(9));
        peer.advance(100 * TestParameters.MILLI);
        peer.sendZlb(peer.nr + peer.take().size());
        String last = where.equals("tunnel") ? "STOPCCN" : "CDN";
        assertThat(peer.host.traces).anyMatch(line -> line.startsWith("PROTOCOL send") && line.contains(last));
        assertThat(peer.host.traces).noneMatch(line -> line.contains("OCCN"));
        assertThat(peer.tunnel.sessionCount()).isZero();
    }

    /** A LAC whose owner answers and ends the call at once. */
    @Test
    void answersFromWithinDial() {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(parameters);
        peer.host.onDial = (session, nowNs) -> session.answered(nowNs);
        peer.send(ScriptedPeer.ocrq(9));
        peer.expect("OCRP", "OCCN");
    }
}
