package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

/** What operators are told of a session's end and of a tunnel's ends, and what new sessions of an old tunnel are made with. */
class LastWordsTest {
    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example");

    private static void close(PairNode node) {
        Views.Session session = node.sessions().get(0);
        node.done(new Command.CloseSession(
                new Command.TunnelKey(session.tunnelId(), ""), new Command.SessionKey(session.id(), ""), "bye"));
    }

    @Test
    void theEndOfASessionSaysWhatItHadAlthoughPppEndedFirst() {
        Pair pair = new Pair(lns, lac.dial(Conf.tunnel("t", false, 1, Pair.LNS))).start(5);
        EngineEvent up = pair.lns.events(EngineEvent.Kind.SESSION_UP).get(0);
        assertThat(up.address()).isNotNull();
        close(pair.lns);
        pair.runSeconds(5);
        EngineEvent down = pair.lns.events(EngineEvent.Kind.SESSION_DOWN).get(0);
        assertThat(down.address()).isEqualTo(up.address());
        assertThat(down.device()).isEqualTo(up.device()).isNotEmpty();
        assertThat(down.user()).isEqualTo(Conf.USER);
    }

    @Test
    void theEndOfASessionThatWasNeverUpSaysWhoTried() {
        var call = Conf.session("s", "mallory", Secret.of("guessed"));
        Pair pair = new Pair(lns, lac.dial(Conf.tunnel("t", false, List.of(call), Pair.LNS))).start(5);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_UP)).isEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.user()).isEqualTo("mallory"));
    }

    @Test
    void aDialledTunnelShowsTheAddressThatTheRouteHas() {
        Pair pair = new Pair(lns, lac.dial(1, Pair.LNS)).start(5);
        assertThat(pair.lac.tunnels().get(0).localAddress()).isEqualTo(Pair.LAC);
        Views.Tunnel row = pair.lac.tunnels().get(0);
        pair.lac.done(new Command.Capture(new Command.TunnelKey(row.id(), ""), null, true));
        close(pair.lac);
        pair.runSeconds(1);
        assertThat(pair.lac.capturedPaths)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(path.localAddress().toString()).isEqualTo(Pair.LAC));
    }

    @Test
    void newSessionsOfAnOldTunnelHaveTheProfilesOfNow() {
        Pair pair = new Pair(lns, lac.dial(1, Pair.LNS)).start(5);
        assertThat(pair.lns.sessions().get(0).mtu()).isEqualTo(1460);
        pair.lns.done(new Command.Reconfigure(
                new Conf("lns.example").set(PppAttributes.MTU, 1300).build()));
        assertThat(pair.lns.sessions().get(0).mtu()).as("what lives stays").isEqualTo(1460);
        pair.lac.done(new Command.CreateSession(new Command.TunnelKey(0, "t"), Conf.session("later")));
        pair.runSeconds(5);
        assertThat(pair.lns.tunnels()).hasSize(1);
        assertThat(pair.lns.sessions()).extracting(Views.Session::mtu).containsExactlyInAnyOrder(1460, 1300);
    }

    @Test
    void callsThatArePlacedAgainHaveTheProfilesOfNow() {
        Pair pair = new Pair(lns, lac.dial(1, Pair.LNS)).start(5);
        pair.lac.done(new Command.Reconfigure(new Conf("lac.example")
                .dial(1, Pair.LNS)
                .set(PppAttributes.MTU, 1300)
                .build()));
        assertThat(pair.lac.sessions().get(0).mtu()).isEqualTo(1460);
        close(pair.lns);
        pair.runSeconds(60);
        assertThat(pair.lac.tunnels()).hasSize(1);
        assertThat(pair.lac.sessions()).extracting(Views.Session::mtu).containsExactly(1300);
    }

    @Test
    void whatAnOperatorChangedInALivingTunnelOutlivesAnotherConfiguration() {
        Pair pair = new Pair(lns, lac.dial(1, Pair.LNS)).start(5);
        var changes = new Profile(ProfileKind.TUNNEL, "changes", Map.of(SessionAttributes.REORDER_TIMEOUT, 700));
        var key = new Command.TunnelKey(pair.lns.tunnels().get(0).id(), "");
        pair.lns.done(new Command.ModifyTunnel(key, changes));
        pair.lns.done(new Command.Reconfigure(
                new Conf("lns.example").set(PppAttributes.MTU, 1300).build()));
        pair.lac.done(new Command.CreateSession(new Command.TunnelKey(0, "t"), Conf.session("later")));
        pair.runSeconds(5);
        assertThat(pair.lns.sessions()).extracting(Views.Session::mtu).contains(1300);
        assertThat(pair.lns.entries())
                .extracting(entry -> entry.profiles.session().get(SessionAttributes.REORDER_TIMEOUT))
                .contains(700);
    }
}
