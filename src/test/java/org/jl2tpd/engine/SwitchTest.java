package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.control.Session;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Choices.AuthMethod;
import org.jl2tpd.profile.Choices.ProxyAuthType;
import org.jl2tpd.profile.ConnectSpeed;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that goes from a LAC through a switch to an LNS: three engines. */
class SwitchTest {
    private static final String MIDDLE = "192.0.2.3";
    private static final String NAME = "alice@isp.example";

    private final Conf lns = new Conf("lns.example");
    private final Conf middle = new Conf("switch.example").dial(Conf.tunnel("onward", false, 0, Pair.LNS));
    private final Conf lac = new Conf("lac.example");
    private PairNode node;

    private static Conf calls(Conf lac, Map<org.jl2tpd.profile.Attribute<?>, Object> values) {
        var session = Conf.session("s0", NAME, Conf.PASSWORD, values, Map.of());
        return lac.dial(Conf.tunnel("t", true, List.of(session), MIDDLE));
    }

    private Pair world() {
        Pair pair = new Pair(lns, lac);
        node = pair.add("switch", middle, MIDDLE);
        pair.lns.users.put(NAME, Conf.PASSWORD);
        return pair;
    }

    private Pair started() {
        return world().start(5);
    }

    private void assertSwitched(Pair pair) {
        assertThat(pair.lac.open).as(pair.lac.told() + node.told()).hasSize(1);
        assertThat(pair.lns.open).hasSize(1);
        assertThat(node.open).as("the switch has no network").isEmpty();
        pair.lac.sendPacket();
        pair.lns.sendPacket();
        pair.runFor(20 * Pair.MS);
        assertThat(pair.lns.delivered).hasSize(1);
        assertThat(pair.lac.delivered).hasSize(1);
        assertThat(pair.lns.sessions().get(0).user()).isEqualTo(NAME);
    }

    // Which calls

    @Test
    void aCallIsSwitchedByItsNumber() {
        calls(lac, Map.of(SessionAttributes.CALLED_NUMBER, "5551234"));
        middle.switches("", "444*", "", "elsewhere").switches("", "555*", "", "onward");
        assertSwitched(started());
        assertThat(node.count(EngineCounter.SESSIONS_SWITCHED)).isEqualTo(1);
    }

    @Test
    void aCallIsSwitchedByThePeerThatPlacesIt() {
        calls(lac, Map.of());
        middle.set("lac.example", PeerAttributes.ALLOW_TUNNELS, true).switches("lac.example", "", "", "onward");
        assertSwitched(started());
    }

    @Test
    void aCallThatNoRuleWantsEndsHere() {
        calls(lac, Map.of(SessionAttributes.CALLED_NUMBER, "1"));
        middle.switches("", "555*", "", "onward")
                .switches("other", "", "", "onward")
                .switches("", "", "x.example", "onward");
        Pair pair = world();
        node.users.put(NAME, Conf.PASSWORD);
        pair.start(5);
        assertThat(node.open).hasSize(1);
        assertThat(pair.lns.tunnels()).isEmpty();
    }

    /** The first rule that matches wins: one that asks for the name holds back those behind it. */
    @Test
    void theFirstRuleThatMatchesWins() {
        calls(lac, Map.of(SessionAttributes.CALLED_NUMBER, "5551234"));
        middle.switches("", "", "other.example", "elsewhere")
                .switches("", "555*", "", "onward")
                .switches("", "", "isp.example", "elsewhere");
        Pair pair = started();
        assertSwitched(pair);
        assertThat(node.count(EngineCounter.SESSIONS_SWITCHED)).isEqualTo(1);
    }

    // By realm

    @ParameterizedTest
    @EnumSource(names = {"PAP", "CHAP"})
    void aCallIsSwitchedByTheRealmOfItsUserAndNobodyIsAskedTwice(AuthMethod method) {
        calls(lac, Map.of());
        middle.switches("", "", "ISP.example", "onward").set(PppAttributes.AUTH_ORDER, List.of(method));
        lns.set(TunnelAttributes.ALLOW_PPP_PROXY, true).set(PppAttributes.AUTH_ORDER, List.of(method));
        Pair pair = started();
        assertSwitched(pair);
        assertThat(node.authRequests).as("the switch judges nobody").isEmpty();
        assertThat(pair.lns.authRequests)
                .singleElement()
                .isInstanceOf(method == AuthMethod.PAP ? AuthRequest.Pap.class : AuthRequest.Chap.class);
        assertThat(pair.lns.traces).noneMatch(t -> t.contains("challenge"));
        assertThat(node.sessions()).allSatisfy(s -> assertThat(s.user()).isEqualTo(NAME));
    }

    /** An LNS that does not believe proxies negotiates anew, through the switch. */
    @ParameterizedTest
    @EnumSource(names = {"PAP", "CHAP", "MSCHAPV2"})
    void anLnsThatTakesNoProxyNegotiatesAnew(AuthMethod method) {
        calls(lac, Map.of());
        middle.switches("", "", ".example", "onward").set(PppAttributes.AUTH_ORDER, List.of(method));
        lns.set(PppAttributes.AUTH_ORDER, List.of(method));
        assertSwitched(world().start(20));
        assertThat(node.authRequests).isEmpty();
    }

    @Test
    void aWrongPasswordIsRefusedByTheFurtherLns() {
        var session = Conf.session("s0", NAME, Secret.of("wrong"), Map.of(), Map.of());
        lac.dial(Conf.tunnel("t", true, List.of(session), MIDDLE));
        middle.switches("", "", "isp.example", "onward");
        lns.set(TunnelAttributes.ALLOW_PPP_PROXY, true);
        Pair pair = started();
        assertThat(pair.lac.open).isEmpty();
        assertThat(pair.lns.count(EngineCounter.SESSION_AUTH_FAILURES)).isPositive();
        assertThat(pair.lac.told()).contains("refused our authentication");
        assertThat(node.sessions()).isEmpty();
        assertThat(node.told()).doesNotContain("wrong");
    }

    @ParameterizedTest
    @EnumSource(names = {"PAP", "CHAP"})
    void theNameInTheIncomingIccnDecides(ProxyAuthType type) {
        calls(lac, Map.of(SessionAttributes.USE_PPP_PROXY, true, SessionAttributes.PROXY_AUTH_TYPE, type));
        middle.switches("", "", "isp.example", "onward");
        lns.set(TunnelAttributes.ALLOW_PPP_PROXY, true)
                .set(PppAttributes.AUTH_ORDER, List.of(type == ProxyAuthType.PAP ? AuthMethod.PAP : AuthMethod.CHAP));
        Pair pair = world();
        List<Pair.Datagram> requests = configureRequests(pair);
        pair.start(5);
        assertSwitched(pair);
        assertThat(requests).as("LCP is not negotiated at all").isEmpty();
        assertThat(pair.lns.authRequests).hasSize(1);
    }

    @Test
    void proxyAvpsOfACallByNumberAreHandedOn() {
        calls(lac, Map.of(SessionAttributes.USE_PPP_PROXY, true, SessionAttributes.PROXY_AUTH_TYPE, ProxyAuthType.PAP));
        middle.switches("", "*", "", "onward");
        lns.set(TunnelAttributes.ALLOW_PPP_PROXY, true).set(PppAttributes.AUTH_ORDER, List.of(AuthMethod.PAP));
        Pair pair = world();
        List<Pair.Datagram> requests = configureRequests(pair);
        pair.start(5);
        assertSwitched(pair);
        assertThat(requests).isEmpty();
        assertThat(node.sessions()).allSatisfy(s -> {
            assertThat(s.user()).isEqualTo(NAME);
            assertThat(s.detail().proxyLcp()).isTrue();
            assertThat(s.detail().authMethod()).isEqualTo(Views.AuthMethod.PPP_PAP);
        });
    }

    @Test
    void rulesOfAnotherConfigurationHoldForCallsThatCome() {
        calls(lac, Map.of(SessionAttributes.CALLED_NUMBER, "5551234"));
        Pair pair = world();
        node.users.put(NAME, Conf.PASSWORD);
        pair.start(5);
        assertThat(node.open).hasSize(1);
        node.done(new Command.Reconfigure(new Conf("switch.example")
                .dial(Conf.tunnel("onward", false, 0, Pair.LNS))
                .switches("", "555*", "", "onward")
                .build()));
        assertThat(node.open).as("what is served stays").hasSize(1);
        Views.Session served = node.sessions().get(0);
        node.done(new Command.CloseSession(
                new Command.TunnelKey(served.tunnelId(), ""), new Command.SessionKey(served.id(), ""), "again"));
        pair.runSeconds(60);
        assertSwitched(pair);
    }

    private static List<Pair.Datagram> configureRequests(Pair pair) {
        var requests = new ArrayList<Pair.Datagram>();
        pair.tap = d -> {
            byte[] octets = d.octets();
            for (int at = 0; !d.isControl() && at + 4 < octets.length && at < 20; at++) {
                if ((octets[at] & 0xff) == 0xc0 && octets[at + 1] == 0x21 && octets[at + 2] == 1) {
                    requests.add(d);
                }
            }
        };
        return requests;
    }

    @Test
    void aUserOfAnotherRealmIsServedHere() {
        calls(lac, Map.of());
        middle.switches("", "", "other.example", "onward");
        Pair pair = world();
        node.users.put(NAME, Conf.PASSWORD);
        pair.start(5);
        assertThat(node.open).hasSize(1);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(node.sessions().get(0).partner()).isEmpty();
    }

    // What is handed on

    @Test
    void theLnsHearsWhatTheLacSaid() {
        calls(
                lac,
                Map.of(
                        SessionAttributes.CALLED_NUMBER, "5551234",
                        SessionAttributes.CALLING_NUMBER, "0301234",
                        SessionAttributes.SUB_ADDRESS, "7",
                        SessionAttributes.CONNECT_SPEED, new ConnectSpeed(64_000, 2_000_000),
                        SessionAttributes.PRIV_GROUP_ID, "group"));
        middle.switches("", "555*", "", "onward");
        Pair pair = started();
        assertSwitched(pair);
        Views.Session there = pair.lns.sessions().get(0);
        assertThat(there.calledNumber()).isEqualTo("5551234");
        assertThat(there.callingNumber()).isEqualTo("0301234");
        assertThat(node.sessions()).allSatisfy(s -> {
            assertThat(s.calledNumber()).isEqualTo("5551234");
            assertThat(s.callingNumber()).isEqualTo("0301234");
        });
        assertThat(there.callSerialNumber())
                .isEqualTo(pair.lac.sessions().get(0).callSerialNumber());
        var session = pair.lns.entries().get(0).session;
        assertThat(session.peerRequest().text(org.jl2tpd.wire.AvpType.SUB_ADDRESS))
                .isEqualTo("7");
        assertThat(session.peerConnected().u32(org.jl2tpd.wire.AvpType.TX_CONNECT_SPEED, 0))
                .isEqualTo(2_000_000);
        assertThat(session.peerConnected().u32(org.jl2tpd.wire.AvpType.RX_CONNECT_SPEED, 0))
                .isEqualTo(64_000);
        assertThat(session.peerConnected().text(org.jl2tpd.wire.AvpType.PRIVATE_GROUP_ID))
                .isEqualTo("group");
    }

    /** SLI goes to the LAC, WEN to the LNS. */
    @Test
    void whatOneEndTellsOfTheLineTheOtherOneHears() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward");
        lns.set(PppAttributes.ASYNCMAP, 0xa0000L);
        Pair pair = started();
        assertThat(pair.lac.entries().get(0).receiveAccm).isEqualTo(0xa0000);
        var lacs = pair.lac.entries().get(0);
        lacs.session.reportErrors(pair.nowNs(), new Session.CallErrors(1, 2, 3, 4, 5, 6));
        pair.runSeconds(1);
        assertThat(pair.lns.sessions().get(0).counters())
                .containsEntry("peer_crc_errors", 1L)
                .containsEntry("peer_alignment_errors", 6L);
    }

    @Test
    void bothSessionsShowTheirPartner() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward");
        Pair pair = started();
        List<Views.Session> both = node.sessions();
        assertThat(both).hasSize(2);
        assertThat(both.get(0).partner())
                .isEqualTo(both.get(1).tunnelId() + "/" + both.get(1).id());
        assertThat(both.get(1).partner())
                .isEqualTo(both.get(0).tunnelId() + "/" + both.get(0).id());
        assertThat(both.get(0).pppState()).isEqualTo("switched");
        assertThat(node.events(EngineEvent.Kind.SESSION_UP))
                .extracting(EngineEvent::detail)
                .satisfiesExactlyInAnyOrder(
                        d -> assertThat(d).startsWith("switched to onward session"),
                        d -> assertThat(d).startsWith("switched from session"));
        pair.lac.sendPacket();
        pair.runFor(20 * Pair.MS);
        assertThat(both.get(0).counters().get("rx_packets")).isPositive();
    }

    /** The legs differ in their sequence numbers. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sequenceNumbersAreTheMatterOfEachTunnel(boolean onwardOnly) {
        calls(lac, Map.of(SessionAttributes.SEQUENCING_REQUIRED, !onwardOnly));
        middle.switches("", "*", "", "onward").set(SessionAttributes.SEQUENCING_REQUIRED, onwardOnly);
        var numbered = new ArrayList<String>();
        Pair pair = world();
        pair.tap = d -> {
            if (!d.isControl() && (d.octets()[0] & 8) != 0) {
                numbered.add(d.from() + " " + d.to());
            }
        };
        pair.start(5);
        assertSwitched(pair);
        String there = onwardOnly ? Pair.LNS : Pair.LAC;
        assertThat(numbered).isNotEmpty().allMatch(way -> way.contains(there) && way.contains(MIDDLE));
    }

    // When something ends

    @Test
    void theEndOfOneLegEndsTheOtherWithItsReason() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward");
        Pair pair = started();
        SessionEntry there = pair.lns.entries().get(0);
        pair.lns.done(new Command.CloseSession(
                new Command.TunnelKey(there.tunnel.id, ""),
                new Command.SessionKey(there.localSessionId(), ""),
                "maintenance"));
        pair.runFor(500 * Pair.MS);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(e -> assertThat(e.detail()).contains("result 3"));
        assertThat(node.events(EngineEvent.Kind.SESSION_DOWN)).hasSize(2);
    }

    @Test
    void anOperatorOfTheSwitchEndsBoth() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward");
        Pair pair = started();
        Views.Session onward = node.sessions().stream()
                .filter(s -> s.type().equals("LAC_INCOMING"))
                .findFirst()
                .orElseThrow();
        node.done(new Command.CloseSession(
                new Command.TunnelKey(onward.tunnelId(), ""), new Command.SessionKey(onward.id(), ""), "enough"));
        pair.runFor(500 * Pair.MS);
        assertThat(node.sessions()).isEmpty();
        assertThat(pair.lns.sessions()).isEmpty();
        assertThat(pair.lac.told()).contains("enough (result 3)");
    }

    /** RFC 3145: what the LNS says of PPP. */
    @Test
    void theCauseIsHandedOn() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward");
        lns.set(PppAttributes.LCP_ECHO_INTERVAL, 1).set(PppAttributes.LCP_ECHO_FAILURE_COUNT, 1);
        Pair pair = started();
        pair.filter = Pair.Datagram::isControl;
        pair.runSeconds(20);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(e -> assertThat(e.detail()).contains("result 1", "PPP: echo unanswered"));
    }

    @Test
    void aLostTunnelEndsTheOtherLeg() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward");
        Pair pair = started();
        int id = pair.lns.tunnels().get(0).id();
        pair.lns.done(new Command.CloseTunnel(new Command.TunnelKey(id, ""), "shutting down"));
        pair.runFor(500 * Pair.MS);
        assertThat(node.sessions()).isEmpty();
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(e -> assertThat(e.detail()).contains("result 1", "shutting down"));
    }

    @Test
    void theEndOfTheFurtherDaemonIsToldAsItsCdnSaysIt() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward");
        Pair pair = started();
        pair.lns.done(new Command.Stop());
        pair.runFor(500 * Pair.MS);
        assertThat(node.sessions()).isEmpty();
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(e -> assertThat(e.detail()).contains("result 3", "shutting down"));
    }

    @Test
    void theLacsEndIsTheLnssToo() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward");
        Pair pair = started();
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "bye"));
        pair.runSeconds(1);
        assertThat(pair.lns.sessions()).isEmpty();
        assertThat(node.sessions()).isEmpty();
        assertThat(pair.lns.leases).isEmpty();
    }

    /** The LAC hears the LNS's refusal as the answer to its ICRQ. */
    @Test
    void aRefusalIsHandedOnBeforeTheCallIsAnswered() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward");
        lns.set(SystemAttributes.MAX_SESSIONS, 1);
        Pair pair = world();
        var kinds = new ArrayList<Integer>();
        pair.tap = d -> {
            if (d.to().toString().equals(Pair.LAC) && d.messageType() >= 10) {
                kinds.add(d.messageType());
            }
        };
        var other = pair.add("other", new Conf("other.example").dial(1, Pair.LNS), "192.0.2.9");
        other.start();
        pair.runSeconds(3).start(3);
        assertThat(kinds).containsExactly(14);
        assertThat(pair.lac.sessions().get(0).lastResult()).contains("session limit reached", "result 4");
        assertThat(node.events(EngineEvent.Kind.SESSION_REFUSED))
                .first()
                .satisfies(e -> assertThat(e.detail()).contains("not switched: peer: session limit reached"));
    }

    @Test
    void aCallIsRefusedWhileTheTunnelCantBeHad() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward");
        lns.set(PeerAttributes.ALLOW_TUNNELS, false);
        Pair pair = started();
        assertThat(pair.lac.sessions().get(0).lastResult()).contains("no tunnel onward", "not authorized", "result 4");
        assertThat(node.sessions()).isEmpty();
    }

    /** One tunnel for all calls, dialled when the first one needs it, gone when the last one is and it is idle. */
    @Test
    void theOnwardTunnelIsDialledOnDemandAndShared() {
        lac.dial(Conf.tunnel("t", true, 3, MIDDLE));
        middle.switches("", "*", "", "onward").set(TunnelAttributes.IDLE_TIMEOUT, 30);
        Pair pair = world();
        node.start();
        pair.runSeconds(3);
        assertThat(node.tunnels()).isEmpty();
        pair.start(5);
        assertThat(pair.lns.open).hasSize(3);
        assertThat(pair.lns.tunnels()).hasSize(1);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "bye"));
        pair.runSeconds(100);
        assertThat(node.tunnels()).isEmpty();
        pair.lac.done(new Command.CreateTunnel(Conf.tunnel("t", true, 3, MIDDLE)));
        pair.runSeconds(5);
        assertThat(pair.lns.open).as("dialled again").hasSize(3);
    }

    @Test
    void aPersistentTunnelThatPausesIsTriedForACall() {
        calls(lac, Map.of());
        Conf patient = new Conf("switch.example")
                .dial(Conf.tunnel("onward", true, 0, Pair.LNS))
                .switches("", "*", "", "onward")
                .set(SystemAttributes.REDIAL_MIN_SECONDS, 60);
        Pair pair = new Pair(lns, lac);
        pair.lns.users.put(NAME, Conf.PASSWORD);
        node = pair.add("switch", patient, MIDDLE);
        node.start();
        pair.runSeconds(45);
        assertThat(node.tunnels().get(0).state()).isEqualTo("RETRY");
        assertThat(node.tunnels().get(0).nextRetrySeconds()).isGreaterThan(10);
        pair.start(3);
        assertSwitched(pair);
    }

    @Test
    void limitsCountBothLegs() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward").set(SystemAttributes.MAX_SESSIONS, 1);
        Pair pair = started();
        assertThat(pair.lac.open).isEmpty();
        assertThat(pair.lac.sessions().get(0).lastResult()).contains("session limit reached");
    }

    @Test
    void anIdleCallEnds() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward").set(PppAttributes.IDLE_TIMEOUT, 60);
        Pair pair = started();
        pair.runSeconds(50);
        pair.lac.sendPacket();
        pair.runSeconds(50);
        assertThat(pair.lns.open).hasSize(1);
        pair.runSeconds(15);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(e -> assertThat(e.detail()).contains("idle timeout"));
    }

    @Test
    void aCallEndsWhenItsTimeIsOver() {
        calls(lac, Map.of());
        middle.switches("", "*", "", "onward").set(PppAttributes.MAX_CONNECT_TIME, 60);
        Pair pair = started();
        pair.runSeconds(60);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(e -> assertThat(e.detail()).contains("session timeout"));
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN)).hasSize(1);
    }
}
