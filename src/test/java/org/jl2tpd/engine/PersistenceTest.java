package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.profile.Choices.AuthMethod;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is tried again after it was refused, when, and what is not. */
class PersistenceTest {
    private static final String NOBODY = "192.0.2.99";
    private static final TunnelKey T = new TunnelKey(0, "t");

    private static Pair running(Conf lns) {
        return new Pair(lns, new Conf("lac.example")).start(1);
    }

    private static CommandResult create(Pair pair, boolean persist, int sessions, String... destinations) {
        return pair.lac.execute(new Command.CreateTunnel(Conf.tunnel("t", persist, sessions, destinations)));
    }

    private static Views.Tunnel shown(Pair pair) {
        return (Views.Tunnel) pair.lac.done(new Command.ShowTunnel(T));
    }

    @Test
    void aTunnelByCommandTriesEachCandidateOnceAndIsShownUntilItIsClosed() {
        Pair pair = running(new Conf("lns.example").set(PeerAttributes.ALLOW_TUNNELS, false));
        create(pair, false, 1, NOBODY, Pair.LNS);
        pair.runSeconds(3600);
        assertThat(pair.lac.counter("message_sccrq_sent")).isGreaterThanOrEqualTo(2);
        assertThat(pair.lac.count(EngineCounter.REDIALS)).isZero();
        assertThat(pair.lns.count(EngineCounter.SCCRQ_DENIED)).isOne();
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_REFUSED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("t: peer: ", "result 4"));
        assertThat(shown(pair).state()).isEqualTo("FAILED");
        assertThat(shown(pair).lastResult()).contains("result 4");
        assertThat(pair.lac.tunnels()).hasSize(1);
        assertThat(pair.lac
                        .execute(new Command.CreateSession(T, Conf.session("late")))
                        .problem())
                .contains("not dialled again", "result 4");
        pair.lac.done(new Command.CloseTunnel(T, ""));
        assertThat(pair.lac.tunnels()).isEmpty();
        assertThat(pair.lac.sockets).hasSize(1);
    }

    @Test
    void aTunnelThatFailedIsReplacedByOneOfItsName() {
        Pair pair = running(new Conf("lns.example"));
        create(pair, false, 0, NOBODY);
        pair.runSeconds(200);
        assertThat(shown(pair).state()).isEqualTo("FAILED");
        assertThat(create(pair, false, 1, Pair.LNS).problem()).isNull();
        pair.runSeconds(5);
        assertThat(shown(pair).state()).isEqualTo("ESTABLISHED");
        assertThat(pair.lac.open).hasSize(1);
        assertThat(create(pair, false, 1, Pair.LNS).problem()).contains("exists");
    }

    @Test
    void onlyTheLatestFailuresAreKept() {
        Pair pair = running(new Conf("lns.example").set(PeerAttributes.ALLOW_TUNNELS, false));
        for (int i = 0; i <= Dialer.MAX_FAILED; i++) {
            pair.lac.done(new Command.CreateTunnel(Conf.tunnel("t" + i, false, 0, Pair.LNS)));
            pair.runSeconds(1);
        }
        pair.runSeconds(60);
        List<Views.Tunnel> all = pair.lac.tunnels();
        assertThat(all).hasSize(Dialer.MAX_FAILED).allMatch(t -> t.state().equals("FAILED"));
        assertThat(all).extracting(Views.Tunnel::name).contains("t1").doesNotContain("t0");
    }

    @Test
    void aPersistentTunnelByCommandIsTriedForEver() {
        Pair pair = running(new Conf("lns.example"));
        create(pair, true, 0, NOBODY);
        pair.runSeconds(3600);
        assertThat(shown(pair).persist()).isTrue();
        assertThat(pair.lac.count(EngineCounter.REDIALS)).isGreaterThan(10);
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_REFUSED)).isEmpty();
    }

    @Test
    void aSessionThatIsRefusedInATunnelWithoutPersistenceIsTriedOnce() {
        Pair pair = running(new Conf("lns.example"));
        pair.lns.users.clear();
        create(pair, false, 1, Pair.LNS);
        pair.runSeconds(3600);
        assertThat(pair.lns.authRequests).hasSize(1);
        assertThat(pair.lac.sessions()).singleElement().satisfies(session -> {
            assertThat(session.state()).isEqualTo("GIVEN_UP");
            assertThat(session.lastResult()).contains("peer refused our authentication");
        });
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_REFUSED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("s0: ", "refused our authentication"));
        pair.lac.done(new Command.CloseSession(T, new SessionKey(0, "s0"), ""));
        assertThat(pair.lac.sessions()).isEmpty();
    }

    @Test
    void aSessionThatWasUpAndEndedIsForgottenWithoutPersistence() {
        Pair pair = running(new Conf("lns.example"));
        create(pair, false, 1, Pair.LNS);
        pair.runSeconds(5);
        Views.Session there = pair.lns.sessions().get(0);
        pair.lns.done(new Command.CloseSession(
                new TunnelKey(there.tunnelId(), ""), new SessionKey(there.id(), ""), "enough"));
        pair.runSeconds(60);
        assertThat(pair.lac.sessions()).isEmpty();
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_REFUSED)).isEmpty();
        assertThat(pair.lac
                        .execute(new Command.CreateSession(T, Conf.session("s0")))
                        .problem())
                .isNull();
        pair.runSeconds(5);
        assertThat(pair.lac.open).hasSize(1);
    }

    /** Wrong passwords lock accounts: the first pause is session_persist_pend_timeout, and each further one is longer. */
    @ParameterizedTest
    @EnumSource(AuthMethod.class)
    void aPersistentSessionWithAWrongPasswordIsTriedAtGrowingIntervals(AuthMethod method) {
        Conf lns = new Conf("lns.example").set(PppAttributes.AUTH_ORDER, List.of(method));
        Conf lac = new Conf("lac.example")
                .set(SystemAttributes.SESSION_PERSIST_PEND_TIMEOUT, 60)
                .dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac);
        pair.lns.users.put(Conf.USER, Secret.of("another"));
        pair.start(58);
        assertThat(pair.lns.authRequests).hasSize(1);
        pair.runSeconds(30);
        assertThat(pair.lns.authRequests).hasSize(2);
        pair.runSeconds(58);
        assertThat(pair.lns.authRequests).as("90 s at least after the second").hasSize(2);
        pair.runSeconds(3600);
        assertThat(pair.lns.authRequests.size()).isBetween(5, 9);
        pair.lns.users.put(Conf.USER, Conf.PASSWORD);
        pair.runSeconds(1300);
        assertThat(pair.lac.open).hasSize(1);
    }

    @Test
    void aTunnelThatComesBackDoesNotHurryASessionWhoseAuthenticationWasRefused() {
        Conf lac = new Conf("lac.example")
                .set(SystemAttributes.SESSION_PERSIST_PEND_TIMEOUT, 600)
                .dial(1, Pair.LNS);
        Pair pair = new Pair(new Conf("lns.example"), lac);
        pair.lns.users.clear();
        pair.start(10);
        for (int i = 0; i < 5; i++) {
            Views.Tunnel there = pair.lns.tunnels().get(0);
            pair.lns.execute(new Command.CloseTunnel(new TunnelKey(there.id(), ""), "restart"));
            pair.runSeconds(60);
        }
        assertThat(pair.lac.count(EngineCounter.TUNNELS_OPENED)).isGreaterThan(2);
        assertThat(pair.lns.authRequests).hasSize(1);
        pair.runSeconds(500);
        assertThat(pair.lns.authRequests).hasSize(2);
    }
}
