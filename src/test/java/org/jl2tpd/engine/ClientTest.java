package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

/** The LAC as a client: candidates, names, back-off, persistence, route loops, commands. */
class ClientTest {
    private static final String NOBODY = "192.0.2.99";
    private static final Command.TunnelKey T = new Command.TunnelKey(0, "t");

    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example");
    /** When SCCRQs were first sent, and where to. */
    private final List<Long> tries = new ArrayList<>();

    private final List<String> triedAddresses = new ArrayList<>();

    private Pair pair() {
        Pair pair = new Pair(lns, lac);
        pair.tap = d -> {
            boolean first = d.sender() == pair.lac && d.messageType() == 1 && !isRepeated(d);
            if (first) {
                tries.add(pair.nowNs());
                triedAddresses.add(d.to().toString());
            }
        };
        return pair;
    }

    private final List<Integer> portsSeen = new ArrayList<>();

    /** Each try has a port of its own. */
    private boolean isRepeated(Pair.Datagram datagram) {
        if (portsSeen.contains(datagram.fromPort())) {
            return true;
        }
        portsSeen.add(datagram.fromPort());
        return false;
    }

    private static ArrayDeque<List<IpAddress>> answers(String... each) {
        var all = new ArrayDeque<List<IpAddress>>();
        for (String answer : each) {
            all.add(
                    answer.isEmpty()
                            ? List.of()
                            : Arrays.stream(answer.split(" "))
                                    .map(IpAddress::parse)
                                    .toList());
        }
        return all;
    }

    private static Views.Tunnel tunnel(PairNode node) {
        List<Views.Tunnel> all = node.tunnels().stream()
                .filter(t -> !t.state().equals("CLOSING"))
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static boolean isUp(PairNode node) {
        return node.tunnels().stream().anyMatch(t -> t.state().equals("ESTABLISHED")) && !node.open.isEmpty();
    }

    @Test
    void candidatesAreTriedInTheirOrder() {
        lac.dial(1, NOBODY, Pair.LNS);
        Pair pair = pair().start(10);
        assertThat(triedAddresses).containsExactly(NOBODY);
        pair.runSeconds(40);
        assertThat(triedAddresses).containsExactly(NOBODY, Pair.LNS);
        assertThat(isUp(pair.lac)).isTrue();
        assertThat(tunnel(pair.lac).peerAddress()).isEqualTo(Pair.LNS);
    }

    @Test
    void everyAddressOfANameIsTried() {
        lac.dial(1, "lns.example");
        Pair pair = pair();
        pair.lac.names.put("lns.example", answers(NOBODY + " " + Pair.LNS));
        pair.start(60);
        assertThat(triedAddresses).containsExactly(NOBODY, Pair.LNS);
        assertThat(isUp(pair.lac)).isTrue();
    }

    /** B33: a name that is not found is asked for again, for ever, and leads to the tunnel once it is. */
    @Test
    void aNameIsResolvedAnewAtEachTry() {
        lac.dial(1, "lns.example");
        Pair pair = pair();
        pair.lac.names.put("lns.example", answers("", "", "", Pair.LNS));
        pair.start(1);
        assertThat(tunnel(pair.lac).state()).isEqualTo("RETRY");
        assertThat(tunnel(pair.lac).lastResult()).isEqualTo("no such name");
        pair.runSeconds(30);
        assertThat(pair.lac.asked).hasSize(4);
        assertThat(isUp(pair.lac)).isTrue();
        pair.lns.crash();
        pair.lns.start();
        pair.runSeconds(300);
        assertThat(pair.lac.asked.size()).isGreaterThanOrEqualTo(5);
        assertThat(isUp(pair.lac)).isTrue();
    }

    @Test
    void aResolverThatNeverAnswersIsGivenUpAndALateAnswerDoesNoHarm() {
        lac.dial(1, "lns.example", Pair.LNS);
        Pair pair = pair();
        pair.lac.resolverIsSilent = true;
        pair.start(20);
        assertThat(tunnel(pair.lac).state()).isEqualTo("RESOLVING");
        pair.runSeconds(20);
        assertThat(isUp(pair.lac)).as("the next candidate").isTrue();
        pair.lac.engine.onResolved(pair.nowNs(), 1, List.of(IpAddress.parse(NOBODY)), null);
        pair.runSeconds(5);
        assertThat(isUp(pair.lac)).isTrue();
    }

    /** Twice the wait each time, a quarter of jitter either way, never above the maximum, and it never ends. */
    @Test
    void redialsBackOffForEver() {
        lac.set(TunnelAttributes.MAX_RETRIES, 1)
                .set(SystemAttributes.REDIAL_MIN_SECONDS, 2)
                .set(SystemAttributes.REDIAL_MAX_SECONDS, 30)
                .dial(1, NOBODY);
        Pair pair = pair().start(4 * 3600);
        // One retransmission: given up 1 s + 2 s after the SCCRQ, then the pause.
        double[] expected = {2, 4, 8, 16, 30, 30, 30};
        boolean jitter = false;
        for (int i = 0; i + 1 < tries.size(); i++) {
            double pause = (tries.get(i + 1) - tries.get(i)) / 1e9 - 3;
            double middle = expected[Math.min(i, expected.length - 1)];
            assertThat(pause).as("pause " + i).isBetween(middle * 0.75 - 0.01, middle * 1.25 + 0.01);
            jitter |= Math.abs(pause - middle) > 0.02 * middle;
        }
        assertThat(jitter).isTrue();
        assertThat(tries.size()).isBetween(4 * 3600 / 42, 4 * 3600 / 24);
        assertThat(pair.lac.count(EngineCounter.REDIALS)).isEqualTo(tries.size() - 1 + (betweenTries(pair) ? 1 : 0));
        assertThat(pair.lac.sockets).as("one socket for each try that lives").hasSizeLessThanOrEqualTo(2);
    }

    private static boolean betweenTries(Pair pair) {
        return pair.lac.tunnels().stream().anyMatch(t -> t.state().equals("RETRY"));
    }

    @Test
    void aTunnelThatStayedUpStartsWithTheSmallestPauseAgain() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair().start(1200);
        for (int i = 0; i < 5; i++) {
            int before = tries.size();
            stopTunnelOfLns(pair);
            pair.runSeconds(3);
            assertThat(tries).hasSize(before + 1);
            pair.runSeconds(200);
            assertThat(isUp(pair.lac)).isTrue();
        }
    }

    private static void stopTunnelOfLns(Pair pair) {
        Views.Tunnel tunnel = pair.lns.tunnels().stream()
                .filter(t -> t.state().equals("ESTABLISHED"))
                .findFirst()
                .orElseThrow();
        pair.lns.done(new Command.CloseTunnel(new Command.TunnelKey(tunnel.id(), ""), "maintenance"));
    }

    /** What the peer said is what the operator reads, on both sides. */
    @Test
    void theReasonOfAStopCcnIsToldOnBothSides() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair().start(5);
        stopTunnelOfLns(pair);
        pair.runFor(200 * Pair.MS);
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_DOWN))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).isEqualTo("peer: maintenance (result 1)"));
        assertThat(pair.lns.events(EngineEvent.Kind.TUNNEL_DOWN))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).isEqualTo("maintenance (result 1)"));
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN)).hasSize(1);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN)).hasSize(1);
        assertThat(pair.lns.leases).isEmpty();
        assertThat(pair.lac.tunnels())
                .filteredOn(t -> t.state().equals("RETRY"))
                .singleElement()
                .satisfies(t -> assertThat(t.lastResult()).contains("maintenance"));
        assertThat(pair.lac.counter("message_cdn_received_good"))
                .as("L2TP-6.4-02")
                .isZero();
    }

    /** The session alone is opened again; its tunnel does not notice. */
    @Test
    void aSessionIsRedialledWhileItsTunnelStaysUp() {
        lac.dial(2, Pair.LNS);
        Pair pair = pair().start(100);
        int tunnelId = tunnel(pair.lac).id();
        Views.Session closed = pair.lns.sessions().get(0);
        pair.lns.done(new Command.CloseSession(
                new Command.TunnelKey(closed.tunnelId(), ""), new Command.SessionKey(closed.id(), ""), "kicked"));
        pair.runFor(300 * Pair.MS);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(pair.lac.sessions()).anySatisfy(s -> {
            assertThat(s.state()).isEqualTo("RETRY");
            assertThat(s.lastResult()).isNotEmpty();
        });
        pair.runSeconds(5);
        assertThat(pair.lac.open).hasSize(2);
        assertThat(pair.lns.leases).hasSize(2);
        assertThat(tunnel(pair.lac).id()).isEqualTo(tunnelId);
        assertThat(tries).hasSize(1);
    }

    /** session_persist_pend_timeout: who was refused does not hurry. */
    @Test
    void arefusedSessionPauses() {
        lns.set(SystemAttributes.MAX_SESSIONS, 1);
        lac.dial(2, Pair.LNS);
        Pair pair = pair().start(50);
        assertThat(pair.lns.counter("message_icrq_received_good")).isEqualTo(2);
        pair.runSeconds(30);
        assertThat(pair.lns.counter("message_icrq_received_good")).isEqualTo(3);
    }

    @Test
    void maxFailureCountGivesASessionUp() {
        PppFailures.refuse(lac, 3);
        Pair pair = pair().start(600);
        assertThat(pair.lns.count(EngineCounter.SESSION_AUTH_FAILURES)).isEqualTo(3);
        assertThat(pair.lac.sessions()).singleElement().satisfies(s -> {
            assertThat(s.state()).isEqualTo("GIVEN_UP");
            assertThat(s.lastResult()).isNotEmpty();
        });
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_REFUSED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("given up after 3 failures"));
        assertThat(tunnel(pair.lac).state()).isEqualTo("ESTABLISHED");
        pair.lac.done(new Command.CreateSession(T, Conf.session("s0")));
        pair.runSeconds(5);
        assertThat(pair.lac.open).as("created anew, with a good password").hasSize(1);
    }

    /** Failures in a row: a success between them starts the count anew. */
    @Test
    void aSuccessForgetsTheFailures() {
        lac.dial(Conf.tunnel(
                "t",
                true,
                List.of(Conf.session(
                        "s0", Conf.USER, Conf.PASSWORD, Map.of(), Map.of(PppAttributes.MAX_FAILURE_COUNT, 2))),
                Pair.LNS));
        Pair pair = pair().start(5);
        for (int i = 0; i < 4; i++) {
            Views.Session session = pair.lns.sessions().get(0);
            pair.lns.done(new Command.CloseSession(
                    new Command.TunnelKey(session.tunnelId(), ""), new Command.SessionKey(session.id(), ""), "kicked"));
            pair.runSeconds(90);
            assertThat(pair.lac.open).as("after " + i).hasSize(1);
        }
    }

    private static final class PppFailures {
        static void refuse(Conf lac, int most) {
            Map<Attribute<?>, Object> ppp = Map.of(PppAttributes.MAX_FAILURE_COUNT, most);
            lac.dial(Conf.tunnel(
                    "t", true, List.of(Conf.session("s0", Conf.USER, Secret.of("no"), Map.of(), ppp)), Pair.LNS));
        }
    }

    @Test
    void aRouteThroughASessionOfOursIsRefusedAtDial() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair().start(5);
        pair.lac.routeDevice = "ppp" + pair.lac.open.keySet().iterator().next().localSessionId();
        pair.lac.execute(new Command.CreateTunnel(Conf.tunnel("inner", false, 1, "192.0.2.77")));
        assertThat(pair.lac.events(EngineEvent.Kind.ROUTE_LOOP))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.detail()).contains("192.0.2.77", pair.lac.routeDevice, "session t/s0"));
        assertThat(triedAddresses).doesNotContain("192.0.2.77");
        assertThat(pair.lac.count(EngineCounter.ROUTE_LOOPS)).isOne();
    }

    /** A default route that swallows the way to the LNS ends the session, says why, and is tried again only after a pause. */
    @Test
    void aDefaultRouteThatLeadsTheTunnelIntoItselfEndsTheSession() {
        lac.set(PppAttributes.DEFAULT_ROUTE, true).dial(1, Pair.LNS);
        Pair pair = pair();
        pair.lac.routesFollowTheLastSession = true;
        pair.start(3);
        assertThat(pair.lac.events(EngineEvent.Kind.ROUTE_LOOP))
                .isNotEmpty()
                .first()
                .satisfies(event -> assertThat(event.detail()).contains("lead through this session"));
        assertThat(pair.lac.open).isEmpty();
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_UP)).isEmpty();
        pair.runSeconds(10);
        assertThat(pair.lac.sessions())
                .anySatisfy(s -> assertThat(s.lastResult()).contains("lead through this session"));
        pair.lac.routesFollowTheLastSession = false;
        pair.runSeconds(130);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(pair.lac.open.values().iterator().next().tunnelPeer()).isEqualTo(IpAddress.parse(Pair.LNS));
    }

    /** RFC 3193 section 4: result 2, error 7, and the address of the one to ask in its place. */
    @Test
    void aRedirectIsFollowed() {
        lac.dial(1, NOBODY);
        Pair pair = pair();
        PairNode balancer = pair.add("balancer", new Conf("x"), NOBODY);
        Redirector.redirects(pair, balancer, Pair.LNS);
        pair.start(5);
        assertThat(triedAddresses).containsExactly(NOBODY, Pair.LNS);
        assertThat(isUp(pair.lac)).isTrue();
    }

    @Test
    void redirectsInACircleEnd() {
        lac.dial(1, NOBODY);
        Pair pair = pair();
        PairNode balancer = pair.add("balancer", new Conf("x"), NOBODY);
        Redirector.redirects(pair, balancer, NOBODY);
        pair.start(1);
        assertThat(tries).hasSizeLessThanOrEqualTo(1 + ClientTunnel.MAX_REDIRECTS);
        pair.runSeconds(60);
        assertThat(tries.size()).as("then with back-off").isLessThan(40);
    }

    @Test
    void closingATunnelEndsItsPersistence() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair().start(5);
        pair.lac.done(new Command.CloseTunnel(T, "no more"));
        pair.runSeconds(600);
        assertThat(tries).hasSize(1);
        assertThat(pair.lac.tunnels()).isEmpty();
        assertThat(pair.lac.sockets).containsOnlyKeys(0);
        assertThat(pair.lns.events(EngineEvent.Kind.TUNNEL_DOWN))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("no more"));
        assertThat(pair.lac.execute(new Command.CloseTunnel(T, "again")).problem())
                .contains("no such tunnel");
    }

    @Test
    void closingATunnelThatWaitsOrResolvesEndsItToo() {
        lac.dial(1, "lns.example");
        Pair pair = pair().start(1);
        assertThat(tunnel(pair.lac).state()).isEqualTo("RETRY");
        pair.lac.done(new Command.CloseTunnel(T, "no more"));
        pair.runSeconds(300);
        assertThat(pair.lac.asked).hasSize(1);
        assertThat(pair.lac.tunnels()).isEmpty();
    }

    @Test
    void closingASessionEndsItsPersistenceAndLeavesTheOthers() {
        lac.dial(2, Pair.LNS);
        Pair pair = pair().start(5);
        pair.lac.done(new Command.CloseSession(T, new Command.SessionKey(0, "s0"), "no more"));
        pair.runSeconds(600);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(pair.lac.sessions()).extracting(Views.Session::name).containsExactly("s1");
        assertThat(pair.lns.leases).hasSize(1);
    }

    @Test
    void tunnelsAndSessionsAreCreatedByCommand() {
        Pair pair = pair().start(1);
        var view = (Views.Tunnel) pair.lac.done(new Command.CreateTunnel(Conf.tunnel("t", false, 0, Pair.LNS)));
        assertThat(view.name()).isEqualTo("t");
        assertThat(pair.lac
                        .execute(new Command.CreateTunnel(Conf.tunnel("t", false, 0, Pair.LNS)))
                        .problem())
                .contains("exists");
        pair.runSeconds(1);
        pair.lac.done(new Command.CreateSession(T, Conf.session("one")));
        assertThat(pair.lac
                        .execute(new Command.CreateSession(T, Conf.session("one")))
                        .problem())
                .contains("exists");
        pair.runSeconds(2);
        assertThat(pair.lac.open).hasSize(1);
        var session = (Views.Session) pair.lac.done(new Command.ShowSession(T, new Command.SessionKey(0, "one")));
        assertThat(session.user()).isEqualTo(Conf.USER);
        Views.Tunnel theirs = pair.lns.tunnels().get(0);
        assertThat(pair.lns
                        .execute(
                                new Command.CreateSession(new Command.TunnelKey(theirs.id(), ""), Conf.session("mine")))
                        .problem())
                .contains("the peer opened this tunnel");
    }

    /** A tunnel that is not persistent is not dialled again; a refusal is an event. */
    @Test
    void aTunnelByCommandThatFailsIsOverAndSaysSo() {
        Pair pair = pair().start(1);
        pair.lac.done(new Command.CreateTunnel(Conf.tunnel("t", false, 1, NOBODY)));
        pair.runSeconds(120);
        assertThat(tries).hasSize(1);
        assertThat(tunnel(pair.lac).state()).isEqualTo("FAILED");
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_REFUSED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("no answer from the peer"));
    }

    @Test
    void aTunnelByCommandThatWasUpAndEndsIsNotCalledRefused() {
        Pair pair = pair().start(1);
        pair.lac.done(new Command.CreateTunnel(Conf.tunnel("t", false, 1, Pair.LNS)));
        pair.runSeconds(5);
        stopTunnelOfLns(pair);
        pair.runSeconds(60);
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_REFUSED)).isEmpty();
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_DOWN)).hasSize(1);
        assertThat(pair.lac.tunnels()).isEmpty();
    }

    /** A dead name does not wait as long as a peer that said no. */
    @Test
    void thePauseOfARefusalHoldsForThatRefusalAlone() {
        lns.set(PeerAttributes.ALLOW_TUNNELS, false);
        lac.dial(1, "lns.example");
        Pair pair = pair();
        pair.lac.names.put("lns.example", answers(Pair.LNS, "", ""));
        pair.start(2);
        assertThat(tunnel(pair.lac).nextRetrySeconds()).isGreaterThan(250);
        pair.runSeconds(310);
        assertThat(pair.lac.asked.size()).isGreaterThan(1);
        assertThat(tunnel(pair.lac).nextRetrySeconds()).isLessThan(60);
    }
}
