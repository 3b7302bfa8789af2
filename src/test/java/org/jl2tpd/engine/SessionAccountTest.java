package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Choices.AuthMethod;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

/** Who gets in, with what address, for how long, and what management sees of it. */
class SessionAccountTest {
    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example");

    private static void close(PairNode node, Views.Session session) {
        node.done(new Command.CloseSession(
                new Command.TunnelKey(session.tunnelId(), ""), new Command.SessionKey(session.id(), ""), "closed"));
    }

    private static void answerAll(PairNode node) {
        while (!node.heldReplies.isEmpty()) {
            node.heldReplies.poll().run();
        }
    }

    @Test
    void aLateAnswerLetsTheUserIn() {
        lac.dial(2, Pair.LNS);
        Pair pair = new Pair(lns, lac);
        pair.lns.repliesAreHeld = true;
        pair.start(10);
        assertThat(pair.lns.open).isEmpty();
        assertThat(pair.lns.tickets)
                .as("asked once each, however often the peer repeats")
                .hasSize(2);
        answerAll(pair.lns);
        pair.runSeconds(2);
        assertThat(pair.lns.open).hasSize(2);
        assertThat(pair.lac.open).hasSize(2);
    }

    @Test
    void aLateRefusalNamesTheUser() {
        lac.dial(Conf.tunnel("t", true, List.of(Conf.session("s0", "mallory", Secret.of("x"))), Pair.LNS));
        Pair pair = new Pair(lns, lac);
        pair.lns.repliesAreHeld = true;
        pair.start(2);
        answerAll(pair.lns);
        pair.runSeconds(1);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_AUTH_FAILURE))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("mallory", "access denied"));
        assertThat(pair.lns.count(EngineCounter.SESSION_AUTH_FAILURES)).isOne();
    }

    /** The session is gone when the answer comes: what it took is given back. */
    @Test
    void anAnswerThatIsTooLateKeepsNoAddress() {
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = new Pair(lns, lac);
        pair.lns.repliesAreHeld = true;
        pair.start(2);
        close(pair.lac, pair.lac.sessions().get(0));
        pair.runSeconds(10);
        assertThat(pair.lns.sessions()).isEmpty();
        answerAll(pair.lns);
        pair.runSeconds(1);
        assertThat(pair.lns.leases).isEmpty();
        pair.lns.engine.onAuthReply(pair.nowNs(), 4711, org.jl2tpd.ppp.AuthReply.refuse("whose?", false));
    }

    /** An answer that takes longer than the authentication phase may: the session ends by itself. */
    @Test
    void anAuthenticatorThatIsSilentCostsOneSession() {
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = new Pair(lns, lac);
        pair.lns.repliesAreHeld = true;
        pair.start(60);
        assertThat(pair.lns.sessions()).isEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("authentication took too long"));
    }

    /** Each ticket is released once, whatever its end; no ticket is used twice. */
    @Test
    void everyTicketIsReleasedExactlyOnce() {
        var calls = List.of(Conf.session("good"), Conf.session("bad", "bob", Secret.of("x")), Conf.session("other"));
        lac.dial(Conf.tunnel("t", true, calls, Pair.LNS));
        Pair pair = new Pair(lns, lac).start(120);
        for (int i = 0; i < 5; i++) {
            close(pair.lns, pair.lns.sessions().get(0));
            pair.runSeconds(20);
        }
        pair.lns.done(new Command.CloseTunnel(
                new Command.TunnelKey(pair.lns.tunnels().get(0).id(), ""), "over"));
        pair.runFor(200 * Pair.MS);
        pair.lns.done(new Command.Stop());
        pair.runSeconds(60);
        assertThat(pair.lns.releases).doesNotHaveDuplicates();
        assertThat(pair.lns.releases).containsAll(new HashSet<>(pair.lns.tickets));
        assertThat(pair.lns.leases).isEmpty();
    }

    /** Pool exhaustion is a failure that passes: the client comes back when an address is free. */
    @Test
    void aFreedAddressServesTheOneThatWasTurnedAway() {
        lac.dial(3, Pair.LNS);
        Pair pair = new Pair(lns, lac);
        pair.lns.poolSize = 2;
        pair.start(30);
        assertThat(pair.lns.open).hasSize(2);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_AUTH_FAILURE))
                .isNotEmpty()
                .first()
                .satisfies(event -> assertThat(event.detail()).contains("no address is free"));
        pair.lns.poolSize = 3;
        pair.runSeconds(200);
        assertThat(pair.lns.open).hasSize(3);
        assertThat(new HashSet<>(pair.lns.leases.values())).hasSize(3);
    }

    @Test
    void anIdleSessionIsClosed() {
        lns.set(PppAttributes.IDLE_TIMEOUT, 60);
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = new Pair(lns, lac).start(50);
        pair.lac.sendPacket();
        pair.runSeconds(55);
        assertThat(pair.lns.open).as("a packet counts, an LCP echo does not").hasSize(1);
        pair.runSeconds(15);
        assertThat(pair.lns.sessions()).isEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("idle timeout"));
    }

    @Test
    void aSessionEndsAtItsMaximumConnectTimeHoweverBusy() {
        lns.set(PppAttributes.MAX_CONNECT_TIME, 100);
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = new Pair(lns, lac).start(1);
        for (int i = 0; i < 9; i++) {
            pair.runSeconds(10);
            pair.lac.sendPacket();
        }
        assertThat(pair.lns.sessions().get(0).ageSeconds()).isBetween(89L, 92L);
        pair.runSeconds(15);
        assertThat(pair.lns.sessions()).isEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("session timeout"));
    }

    @Test
    void aGrantsTimeoutsGoBeforeTheProfiles() {
        lns.set(PppAttributes.MAX_CONNECT_TIME, 1000).set(PppAttributes.IDLE_TIMEOUT, 1000);
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = new Pair(lns, lac);
        pair.lns.sessionTimeoutSeconds = 40;
        pair.start(45);
        assertThat(pair.lns.sessions()).isEmpty();
        Pair second = new Pair(lns, lac);
        second.lns.idleTimeoutSeconds = 30;
        second.start(35);
        assertThat(second.lns.sessions()).isEmpty();
    }

    /** A peer that says nothing to our Terminate-Request does not keep its session. */
    @Test
    void anExpiredSessionOfASilentPeerGoesToo() {
        lns.set(PppAttributes.MAX_CONNECT_TIME, 20);
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = new Pair(lns, lac).start(5);
        pair.filter = d -> d.isControl();
        pair.runSeconds(15);
        long age = pair.lns.sessions().get(0).ageSeconds();
        assertThat(age).as("its age is told rightly to the end").isBetween(19L, 21L);
        pair.runSeconds(10);
        assertThat(pair.lns.sessions()).isEmpty();
        assertThat(pair.lac.sessions()).isEmpty();
    }

    /** LCP echo finds a dead link under a living tunnel (60 s or so: 30 s, three failures). */
    @Test
    void aDeadLinkUnderALivingTunnelIsFound() {
        lac.dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        pair.filter = d -> d.isControl();
        pair.runSeconds(150);
        assertThat(pair.lns.open).isEmpty();
        assertThat(pair.lac.open).isEmpty();
        pair.filter = d -> true;
        pair.runSeconds(200);
        assertThat(pair.lac.open).hasSize(1);
    }

    /** The periodic challenge keeps user and address; a changed password ends the session. */
    @Test
    void repeatedChallengesJudgeTheUserAgain() {
        lns.set(PppAttributes.AUTH_ORDER, List.of(AuthMethod.CHAP)).set(PppAttributes.CHAP_INTERVAL, 30);
        lac.dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(100);
        assertThat(pair.lns.authRequests.size()).isBetween(3, 5);
        assertThat(pair.lns.open).hasSize(1);
        assertThat(pair.lns.sessions().get(0).ipv6Prefix()).isNotEmpty();
        assertThat(pair.lns.leases).hasSize(1);
        pair.lns.users.put(Conf.USER, Secret.of("changed"));
        pair.runSeconds(60);
        assertThat(pair.lns.open).isEmpty();
        assertThat(pair.lns.leases).isEmpty();
    }

    /** What management reads of a session that is up. */
    @Test
    void viewsShowUserAddressesAndNumbers() {
        lac.set(SessionAttributes.CALLING_NUMBER, "555").dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(60);
        pair.lac.sendPacket();
        pair.runSeconds(1);
        Views.Session session = pair.lns.sessions().get(0);
        assertThat(session.user()).isEqualTo(Conf.USER);
        assertThat(session.peerIpv4()).isEqualTo("10.0.0.2");
        assertThat(session.localIpv4()).isEqualTo("10.0.0.1");
        assertThat(session.callingNumber()).isEqualTo("555");
        assertThat(session.state()).isEqualTo("ESTABLISHED");
        assertThat(session.ageSeconds()).isBetween(59L, 62L);
        assertThat(session.device()).isNotEmpty();
        assertThat(session.counters().get("rx_packets")).isPositive();
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_UP)).singleElement().satisfies(event -> {
            assertThat(event.user()).isEqualTo(Conf.USER);
            assertThat(event.address()).hasToString("10.0.0.2");
        });
        Views.Tunnel tunnel = pair.lns.tunnels().get(0);
        assertThat(tunnel.peerHostName()).isEqualTo("lac.example");
        assertThat(tunnel.sessions()).isOne();
        assertThat(tunnel.counters().get("control_rx_packets")).isPositive();
    }

    /** Pages in any size give each session once, in order, while sessions come and go. */
    @Test
    void pagingGivesEachOfManySessionsExactlyOnce() {
        lns.set(SessionAttributes.NO_PPP, true);
        lac.set(SessionAttributes.NO_PPP, true);
        for (int t = 0; t < 6; t++) {
            lac.dial(Conf.tunnel("t" + t, true, 200, Pair.LNS));
        }
        Pair pair = new Pair(lns, lac).start(30);
        assertThat(pair.lns.system().sessionsEstablished()).isEqualTo(1200);
        for (int limit : new int[] {1, 7, 100, 199, 200, 201, 500, 5000}) {
            assertThat(page(pair.lns, limit)).as("limit " + limit).hasSize(1200).doesNotHaveDuplicates();
            assertThat(page(pair.lac, limit)).as("limit " + limit).hasSize(1200).doesNotHaveDuplicates();
        }
        pair.lac.done(
                new Command.CloseSession(new Command.TunnelKey(0, "t3"), new Command.SessionKey(0, "s50"), "one less"));
        pair.runSeconds(1);
        assertThat(page(pair.lns, 333)).hasSize(1199).doesNotHaveDuplicates();
        var one = (Views.SessionPage)
                pair.lns.done(new Command.ListSessions(pair.lns.tunnels().get(0).id(), 0, 0, 500));
        assertThat(one.sessions().size()).isBetween(199, 200);
        assertThat(one.more()).isFalse();
    }

    private static List<String> page(PairNode node, int limit) {
        var all = new ArrayList<String>();
        int tunnel = 0;
        int session = 0;
        boolean more = true;
        while (more) {
            var page = (Views.SessionPage) node.done(new Command.ListSessions(0, tunnel, session, limit));
            page.sessions().forEach(s -> all.add(s.tunnelId() + "/" + s.id()));
            assertThat(page.sessions().size()).isBetween(1, Math.min(limit, ViewBuilder.MAX_PAGE));
            Views.Session last = page.sessions().get(page.sessions().size() - 1);
            tunnel = last.tunnelId();
            session = last.id();
            more = page.more();
        }
        return all;
    }

    @Test
    void tunnelsArePagedToo() {
        for (int t = 0; t < 30; t++) {
            lac.dial(Conf.tunnel("t" + t, true, 0, Pair.LNS));
        }
        Pair pair = new Pair(lns, lac).start(5);
        var ids = new ArrayList<Integer>();
        int after = 0;
        boolean more = true;
        while (more) {
            var page = (Views.TunnelPage) pair.lns.done(new Command.ListTunnels(after, 7));
            page.tunnels().forEach(t -> ids.add(t.id()));
            after = ids.get(ids.size() - 1);
            more = page.more();
        }
        assertThat(ids).hasSize(30).isSorted().doesNotHaveDuplicates();
        assertThat(Map.of("tunnels", pair.lns.system().tunnels())).containsEntry("tunnels", 30);
    }
}
