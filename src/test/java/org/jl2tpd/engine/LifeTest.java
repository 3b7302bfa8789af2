package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Choices.AuthMethod;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How tunnels live and end: keep-alive, dead peers, ties, limits, drain, stop. */
class LifeTest {
    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example");

    private static void isolated(Pair pair, PairNode deaf) {
        pair.filter = d -> d.sender() != deaf && !deaf.addresses.contains(d.to());
    }

    /** L2TP-6.5-01, -03: silence makes HELLOs, at both ends, and they keep the tunnel up. */
    @Test
    void helloKeepsAnIdleTunnelUp() {
        lac.set(PppAttributes.LCP_ECHO_INTERVAL, 0).dial(1, Pair.LNS);
        lns.set(PppAttributes.LCP_ECHO_INTERVAL, 0);
        Pair pair = new Pair(lns, lac).start(3600);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_DOWN)).isEmpty();
        long hellos = pair.lac.counter("message_hello_sent") + pair.lns.counter("message_hello_sent");
        assertThat(hellos).isBetween(50L, 120L);
    }

    /** L2TP-6.5-02: who acknowledges is alive, although it never says HELLO. */
    @Test
    void aPeerThatSendsNoHelloStaysUp() {
        lns.set(TunnelAttributes.HELLO_TIMEOUT, 0);
        lac.dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(3600);
        assertThat(pair.lns.counter("message_hello_sent")).isZero();
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_DOWN)).isEmpty();
    }

    /** L2TP-5.8-09, B35: HELLO after 60 s of silence, then five retransmissions; everything is released and dialled again. */
    @Test
    void aDeadPeerIsGivenUpAndItsSessionsGo() {
        lns.set(PppAttributes.LCP_ECHO_INTERVAL, 0);
        lac.set(PppAttributes.LCP_ECHO_INTERVAL, 0).dial(3, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(10);
        assertThat(pair.lns.leases).hasSize(3);
        long silentSince = pair.nowNs();
        isolated(pair, pair.lac);
        while (pair.lns.system().sessions() > 0 && pair.nowNs() - silentSince < 200 * Pair.SECOND) {
            pair.runSeconds(1);
        }
        assertThat((pair.nowNs() - silentSince) / Pair.SECOND)
                .as("60 s, then 1+2+4+8+8+8")
                .isBetween(80L, 93L);
        pair.runSeconds(15);
        assertThat(pair.lns.leases).isEmpty();
        assertThat(pair.lns.open).isEmpty();
        assertThat(pair.lac.open).isEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN)).hasSize(3);
        assertThat(pair.lns.events(EngineEvent.Kind.TUNNEL_DOWN))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("no answer from the peer"));
        assertThat(pair.lns.counter("control_give_ups")).isOne();
        pair.filter = d -> true;
        pair.runSeconds(120);
        assertThat(pair.lac.open).hasSize(3);
        assertThat(pair.lns.open).hasSize(3);
    }

    /** A peer that lost its memory is found out, and comes back. */
    @Test
    void aPeerThatRestartsIsServedAgain() {
        lac.dial(2, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(10);
        pair.lac.crash();
        pair.runSeconds(1);
        pair.lac.start();
        pair.runSeconds(150);
        assertThat(pair.lac.open).hasSize(2);
        assertThat(pair.lns.system().tunnelsEstablished()).isOne();
        assertThat(pair.lns.leases).hasSize(2);
    }

    /** The same address, port and tunnel id as before: more than a retransmitted SCCRQ, and found out in good time. */
    @Test
    void aPeerThatRestartsWithTheIdsThatItHadIsServedAgain() {
        lac.set(TunnelAttributes.OUR_UDP_PORT, 5000).dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(10);
        pair.lac.crash();
        pair.runSeconds(1);
        pair.lac.start();
        long restartedNs = pair.nowNs();
        while (pair.lac.open.isEmpty() && pair.nowNs() - restartedNs < 300 * Pair.SECOND) {
            pair.runSeconds(1);
        }
        assertThat((pair.nowNs() - restartedNs) / Pair.SECOND).isLessThan(75);
        assertThat(pair.lns.events(EngineEvent.Kind.TUNNEL_DOWN))
                .as("the old one")
                .hasSize(1);
        assertThat(pair.lns.leases).hasSize(1);
    }

    /**
     * Section 5 of the checklist: both dial at once, and whoever has a tie breaker and the smaller one wins; without any both
     * tunnels stand. In the end every session of both is up, over whichever tunnels.
     */
    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void bothSidesMayDialAtOnce(boolean lnsTies, boolean lacTies) {
        lns.set(TunnelAttributes.USE_TIEBREAKER, lnsTies).dial(0, Pair.LAC);
        lac.set(TunnelAttributes.USE_TIEBREAKER, lacTies).dial(0, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(0);
        pair.runFor(700 * Pair.MS);
        long tiesWon = pair.lns.count(EngineCounter.SCCRQ_TIE_WON) + pair.lac.count(EngineCounter.SCCRQ_TIE_WON);
        int up = pair.lns.system().tunnelsEstablished();
        assertThat(pair.lac.system().tunnelsEstablished()).isEqualTo(up);
        if (lnsTies || lacTies) {
            assertThat(tiesWon).isOne();
            assertThat(up).isOne();
        } else {
            assertThat(up).isEqualTo(2);
        }
        pair.runSeconds(60);
        assertThat(pair.lns.system().tunnelsEstablished()).isEqualTo(2);
        assertThat(pair.lac.system().tunnelsEstablished()).isEqualTo(2);
    }

    /** The datagrams of a tie in every order of arrival: one tunnel, or two after back-off, never none and never a ghost. */
    @ParameterizedTest
    @ValueSource(longs = {1, 10, 500, 999, 1500, 3000})
    void theOrderOfArrivalDoesNotDecide(long delayMs) {
        lns.dial(0, Pair.LAC);
        lac.dial(0, Pair.LNS);
        Pair pair = new Pair(lns, lac);
        pair.filter = d -> {
            boolean slow = d.sender() == pair.lac && d.messageType() == 1;
            if (slow) {
                pair.deliver(d, delayMs * Pair.MS);
            }
            return !slow;
        };
        pair.start(120);
        assertThat(pair.lns.system().tunnelsEstablished()).isEqualTo(2);
        assertThat(pair.lac.system().tunnelsEstablished()).isEqualTo(2);
        assertThat(pair.lns.system().halfOpen()).isZero();
    }

    /** A lost tie shows that the first candidate is there: the next one is not asked. */
    @Test
    void aLostTieDoesNotLeadToTheNextCandidate() {
        lns.set(TunnelAttributes.USE_TIEBREAKER, true).dial(0, Pair.LAC);
        lac.set(TunnelAttributes.USE_TIEBREAKER, false).dial(0, Pair.LNS, "192.0.2.50");
        Pair pair = new Pair(lns, lac);
        PairNode other = pair.add("other", new Conf("other.example"), "192.0.2.50");
        pair.start(60);
        assertThat(pair.lns.system().tunnelsEstablished()).isEqualTo(2);
        assertThat(other.system().tunnels()).isZero();
    }

    /** B20: said on the wire, with a code that means later. */
    @Test
    void theLimitOfTunnelsIsToldToThePeer() {
        lns.set(SystemAttributes.MAX_TUNNELS, 1);
        lac.dial(Conf.tunnel("a", true, 0, Pair.LNS)).dial(Conf.tunnel("b", true, 0, Pair.LNS));
        Pair pair = new Pair(lns, lac).start(3);
        assertThat(pair.lns.system().tunnelsEstablished()).isOne();
        assertThat(pair.lac.tunnels())
                .filteredOn(t -> t.id() == 0)
                .singleElement()
                .satisfies(t -> assertThat(t.lastResult()).contains("result 2 error 4"));
        assertThat(pair.lns.events(EngineEvent.Kind.LIMIT_REACHED))
                .isNotEmpty()
                .first()
                .satisfies(event -> assertThat(event.detail()).isEqualTo("max_tunnels 1"));
    }

    /** L2TP-7.4-01: result 4, no facilities for now. */
    @Test
    void theLimitsOfSessionsAreToldToThePeer() {
        lns.set(SystemAttributes.MAX_SESSIONS, 2);
        lac.dial(3, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        assertThat(pair.lns.open).hasSize(2);
        assertThat(pair.lac.sessions())
                .filteredOn(s -> s.id() == 0)
                .singleElement()
                .satisfies(s -> assertThat(s.lastResult()).contains("result 4 error 4"));
        assertThat(pair.lns.count(EngineCounter.SESSIONS_LIMIT)).isPositive();
        assertThat(pair.lns.events(EngineEvent.Kind.LIMIT_REACHED)).isNotEmpty();
    }

    @Test
    void theLimitOfATunnelsSessionsIsToldToThePeer() {
        lns.set(TunnelAttributes.MAX_SESSIONS, 1);
        lac.dial(Conf.tunnel("a", true, 2, Pair.LNS)).dial(Conf.tunnel("b", true, 1, Pair.LNS));
        Pair pair = new Pair(lns, lac).start(5);
        assertThat(pair.lns.open).as("one in each tunnel").hasSize(2);
        assertThat(pair.lns.counter("control_sessions_refused")).isPositive();
        assertThat(pair.lac.sessions())
                .filteredOn(s -> s.id() == 0)
                .singleElement()
                .satisfies(s -> assertThat(s.lastResult()).contains("result 4 error 4"));
    }

    @Test
    void ourOwnLimitIsALocalError() {
        lac.set(TunnelAttributes.MAX_SESSIONS, 1).dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        CommandResult result =
                pair.lac.execute(new Command.CreateSession(new Command.TunnelKey(0, "t"), Conf.session("more")));
        assertThat(result.problem()).contains("too many sessions");
        assertThat(pair.lac.system().sessions()).isOne();
    }

    /** max_sessions counts ours and the peers' together. */
    @Test
    void theSystemsLimitHoldsForCallsOfOursToo() {
        lac.set(SystemAttributes.MAX_SESSIONS, 2).dial(3, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        assertThat(pair.lac.system().sessions()).isEqualTo(2);
        assertThat(pair.lac.sessions())
                .filteredOn(s -> s.id() == 0)
                .singleElement()
                .satisfies(s -> assertThat(s.lastResult()).contains("max_sessions 2"));
        pair.lac.done(
                new Command.CloseSession(new Command.TunnelKey(0, "t"), new Command.SessionKey(0, "s0"), "make room"));
        pair.runSeconds(100);
        assertThat(pair.lac.open).as("the third takes its place").hasSize(2);
    }

    /** What an operator types reaches the peer cut, and never harms the loop. */
    @Test
    void aReasonOfAnyLengthIsFine() {
        lac.dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        var key = new Command.TunnelKey(0, "t");
        pair.lac.done(new Command.CloseSession(key, new Command.SessionKey(0, "s0"), "\u20ac".repeat(5000)));
        pair.runSeconds(1);
        pair.lac.done(new Command.CloseTunnel(key, "y".repeat(5000)));
        pair.runSeconds(1);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN)).hasSize(1);
        assertThat(pair.lns.events(EngineEvent.Kind.TUNNEL_DOWN))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("yyy").hasSizeLessThan(300));
    }

    @Test
    void aProxiedPasswordOfAnyLengthIsFine() {
        lac.set(org.jl2tpd.profile.SessionAttributes.USE_PPP_PROXY, true)
                .set(org.jl2tpd.profile.SessionAttributes.PROXY_AUTH_TYPE, org.jl2tpd.profile.Choices.ProxyAuthType.PAP)
                .dial(Conf.tunnel(
                        "t",
                        true,
                        List.of(Conf.session("s0", "u".repeat(2000), org.jl2tpd.wire.Secret.of("p".repeat(2000)))),
                        Pair.LNS));
        Pair pair = new Pair(lns, lac).start(5);
        assertThat(pair.lns.counter("message_iccn_received_good")).isPositive();
    }

    @Test
    void drainingRefusesNewTunnelsAndSessionsAndKeepsTheOld() {
        lac.dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        pair.lns.done(new Command.Drain(true));
        pair.lac.execute(new Command.CreateSession(new Command.TunnelKey(0, "t"), Conf.session("new")));
        pair.lac.execute(new Command.CreateTunnel(Conf.tunnel("new", false, 1, Pair.LNS)));
        pair.runSeconds(5);
        assertThat(pair.lns.open).hasSize(1);
        assertThat(pair.lns.system().tunnelsEstablished()).isOne();
        assertThat(pair.lns.count(EngineCounter.SCCRQ_DRAINING)).isPositive();
        assertThat(pair.lns
                        .execute(new Command.CreateTunnel(Conf.tunnel("x", false, 0, Pair.LAC)))
                        .problem())
                .contains("draining");
        pair.lac.done(new Command.Drain(true));
        assertThat(pair.lac
                        .execute(new Command.CreateSession(new Command.TunnelKey(0, "t"), Conf.session("y")))
                        .problem())
                .contains("draining");
        pair.lac.done(new Command.Drain(false));
        pair.lns.done(new Command.Drain(false));
        pair.runSeconds(100);
        assertThat(pair.lns.open).as("the session that was refused is there").hasSize(2);
    }

    /** Every peer is told (B36), and the engine knows when they know. */
    @Test
    void aStopTellsEveryPeer() {
        lac.dial(2, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        pair.lns.done(new Command.Stop());
        assertThat(pair.lns.engine.isStopped()).isFalse();
        pair.runFor(300 * Pair.MS);
        assertThat(pair.lns.engine.isStopped()).isTrue();
        assertThat(pair.lns.engine.isStopped()).isTrue();
        assertThat(pair.lns.events(EngineEvent.Kind.STOPPED)).hasSize(1);
        assertThat(pair.lac.open).isEmpty();
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_DOWN))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("shutting down", "result 6"));
        assertThat(pair.lns.leases).isEmpty();
    }

    @Test
    void aStoppedClientDoesNotDialAgain() {
        lac.dial(2, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        pair.lac.done(new Command.Stop());
        pair.runSeconds(600);
        assertThat(pair.lac.engine.isStopped()).isTrue();
        assertThat(pair.lns.system().tunnels()).isZero();
        assertThat(pair.lns.system().sessions()).isZero();
        assertThat(pair.lac.counter("message_sccrq_sent")).isOne();
    }

    /** The peer says nothing: given up after the retransmissions of the StopCCN. */
    @Test
    void aStopEndsAlthoughAPeerIsSilent() {
        lac.dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        isolated(pair, pair.lac);
        pair.lns.done(new Command.Stop());
        pair.runSeconds(3);
        assertThat(pair.lns.engine.isStopped()).isFalse();
        pair.runSeconds(40);
        assertThat(pair.lns.engine.isStopped()).isTrue();
        assertThat(pair.lns.open).isEmpty();
        assertThat(pair.lns.leases).isEmpty();
    }

    /** L2TP-5.7-01, L2TP-9.1-02: the ends linger for a full retransmission cycle, then everything is gone. */
    @Test
    void nothingIsLeftOfAClosedTunnelAfterItsLinger() {
        lac.dial(Conf.tunnel("t", false, 2, Pair.LNS));
        Pair pair = new Pair(lns, lac).start(5);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "done"));
        pair.runSeconds(20);
        assertThat(pair.lns.system().tunnels()).isOne();
        pair.runSeconds(15);
        for (PairNode node : pair.nodes) {
            assertThat(node.system().tunnels()).isZero();
            assertThat(node.system().sessions()).isZero();
            assertThat(node.deadlineNs()).as("nothing is due any more").isEqualTo(Long.MAX_VALUE);
            assertThat(node.sockets).containsOnlyKeys(0);
        }
    }

    /** A StopCCN that is lost comes again. */
    @Test
    void aLostStopCcnIsRepeated() {
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = new Pair(lns, lac).start(5);
        int[] lost = {2};
        pair.filter = d -> d.messageType() != 4 || lost[0]-- <= 0;
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "done"));
        pair.runSeconds(10);
        assertThat(pair.lns.system().sessions()).isZero();
        assertThat(pair.lns.events(EngineEvent.Kind.TUNNEL_DOWN)).hasSize(1);
    }

    /** Result, error and text of a CDN, and its RFC 3145 cause, in the events of both sides. */
    @Test
    void theReasonOfACdnIsToldOnBothSides() {
        lac.dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        Views.Session session = pair.lac.sessions().get(0);
        pair.lac.done(new Command.CloseSession(
                new Command.TunnelKey(session.tunnelId(), ""), new Command.SessionKey(session.id(), ""), "user left"));
        pair.runSeconds(1);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.detail()).contains("user left", "result 3");
                    assertThat(event.user()).isEqualTo(Conf.USER);
                });
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.detail()).isEqualTo("peer: user left (result 3)");
                    assertThat(event.user()).isEqualTo(Conf.USER);
                });
        assertThat(pair.lac.sessions()).isEmpty();
        assertThat(pair.lns.sessions()).isEmpty();
    }

    /** Peers over IPv6 beside peers over IPv4, at one daemon. */
    @Test
    void peersComeOverBothFamilies() {
        Pair pair = new Pair(new Conf("unused"), new Conf("unused"));
        PairNode both = pair.add("both", lns, "192.0.2.10", "2001:db8::10");
        PairNode old = pair.add("old", new Conf("old.example").dial(1, "192.0.2.10"), "192.0.2.11");
        PairNode young = pair.add("young", new Conf("young.example").dial(1, "2001:db8::10"), "2001:db8::11");
        pair.start(5);
        assertThat(old.open).hasSize(1);
        assertThat(young.open).hasSize(1);
        assertThat(both.tunnels())
                .extracting(Views.Tunnel::peerAddress)
                .containsExactlyInAnyOrder("192.0.2.11", "2001:db8::11");
        assertThat(both.sessions()).extracting(Views.Session::mtu).containsExactlyInAnyOrder(1460, 1440);
    }

    /** L2TP-8.1-01, B21, B37: a NAT gives thirty peers one address; each is answered at its own port. */
    @Test
    void manyPeersBehindOneNatAreServed() {
        Pair pair = new Pair(lns, new Conf("unused"));
        var behind = new java.util.ArrayList<PairNode>();
        for (int i = 0; i < 30; i++) {
            PairNode node = pair.add("n" + i, new Conf("box.example").dial(1, Pair.LNS), "10.9.0." + (i + 1));
            node.nat = org.jl2tpd.wire.IpAddress.parse("198.51.100.7");
            node.natPort = 100 * (i + 1);
            behind.add(node);
        }
        pair.start(10);
        assertThat(behind).allSatisfy(node -> assertThat(node.open).hasSize(1));
        assertThat(pair.lns.leases).hasSize(30);
        behind.forEach(PairNode::sendPacket);
        pair.runSeconds(1);
        assertThat(pair.lns.delivered).hasSize(30);
    }

    /** The monotonic clock may start anywhere, below zero too. */
    @ParameterizedTest
    @ValueSource(longs = {-Pair.SECOND * 20, -Pair.SECOND * 100_000, 0, Long.MAX_VALUE / 2})
    void theClockMayStandAnywhere(long startNs) {
        lac.set(PppAttributes.AUTH_ORDER, List.of(AuthMethod.CHAP)).dial(2, Pair.LNS);
        Pair pair = new Pair(lns, lac, startNs).start(100);
        assertThat(pair.lac.open).hasSize(2);
        Views.Tunnel tunnel = pair.lns.tunnels().get(0);
        pair.lns.done(new Command.CloseTunnel(new Command.TunnelKey(tunnel.id(), ""), "x"));
        pair.runSeconds(100);
        assertThat(pair.lac.open).hasSize(2);
        assertThat(pair.lns.system().tunnels()).isOne();
    }

    /** A peer profile that lets nobody in is the design's default. */
    @Test
    void tunnelsAreDeniedUnlessAProfileAllowsThem() {
        lns.set(PeerAttributes.ALLOW_TUNNELS, false);
        lac.dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        assertThat(pair.lns.system().tunnels()).isZero();
        assertThat(pair.lns.count(EngineCounter.SCCRQ_DENIED)).isPositive();
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_RETRY)).isNotEmpty();
        assertThat(Map.of("denied", pair.lns.count(EngineCounter.SCCRQ_DENIED))).containsEntry("denied", 1L);
    }
}
