package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.junit.jupiter.api.Test;

/** Attributes that change while tunnels and sessions live, and another configuration. */
class LiveChangesTest {
    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example");
    private FrameNode lnsFrames;

    private Pair pair() {
        return new Pair(lns, lac.dial(1, Pair.LNS)).start(5);
    }

    private static Profile values(ProfileKind kind, Map<Attribute<?>, Object> values) {
        return new Profile(kind, "changes", values);
    }

    private static CommandResult modify(PairNode node, Map<Attribute<?>, Object> changes) {
        int id = node.tunnels().get(0).id();
        return node.execute(
                new Command.ModifyTunnel(new Command.TunnelKey(id, ""), values(ProfileKind.TUNNEL, changes)));
    }

    private static CommandResult modifySession(PairNode node, Map<Attribute<?>, Object> changes) {
        Views.Session session = node.sessions().get(0);
        return node.execute(new Command.ModifySession(
                new Command.TunnelKey(session.tunnelId(), ""),
                new Command.SessionKey(session.id(), ""),
                values(ProfileKind.SESSION, changes)));
    }

    @Test
    void aLiveTunnelTakesOverItsTimesAtOnce() {
        Pair pair = pair();
        var view = (Views.Tunnel) modify(
                        pair.lns,
                        Map.of(
                                TunnelAttributes.HELLO_TIMEOUT, 5,
                                TunnelAttributes.IDLE_TIMEOUT, 7,
                                TunnelAttributes.MAX_RETRIES, 2,
                                TunnelAttributes.MAX_RETRY_TIMEOUT, 16,
                                TunnelAttributes.TRACE_FLAGS, 4))
                .value();
        assertThat(view.detail().helloIntervalSeconds()).isEqualTo(5);
        assertThat(view.detail().idleTimeoutSeconds()).isEqualTo(7);
        assertThat(view.detail().maxRetransmissions()).isEqualTo(2);
        assertThat(view.detail().maxRetransmitIntervalSeconds()).isEqualTo(16);
        assertThat(view.traceMask()).isEqualTo(4);
        long hellos = view.counters().get("tx_hellos");
        pair.runSeconds(12);
        assertThat(pair.lns.tunnels().get(0).counters().get("tx_hellos")).isGreaterThan(hellos);
        pair.filter = datagram -> datagram.sender() == pair.lns;
        pair.runSeconds(20);
        assertThat(pair.lns.events(EngineEvent.Kind.TUNNEL_DOWN))
                .as("two retries are few")
                .hasSize(1);
    }

    @Test
    void anIdleTimeoutThatIsSetLiveClosesAnEmptyTunnel() {
        Pair pair = pair();
        modify(pair.lns, Map.of(TunnelAttributes.IDLE_TIMEOUT, 3, TunnelAttributes.MAX_SESSIONS, 1));
        pair.lac.done(new Command.CreateSession(new Command.TunnelKey(0, "t"), Conf.session("more")));
        pair.runSeconds(1);
        assertThat(pair.lns.sessions()).as("max_sessions").hasSize(1);
        for (String name : new String[] {"s0", "more"}) {
            pair.lac.done(
                    new Command.CloseSession(new Command.TunnelKey(0, "t"), new Command.SessionKey(0, name), "test"));
        }
        pair.runSeconds(5);
        assertThat(pair.lns.events(EngineEvent.Kind.TUNNEL_DOWN)).hasSize(1);
    }

    @Test
    void whatCannotChangeIsRefusedByName() {
        Pair pair = pair();
        CommandResult result =
                modify(pair.lns, Map.of(TunnelAttributes.RX_WINDOW_SIZE, 4, TunnelAttributes.HELLO_TIMEOUT, 5));
        assertThat(result.problem()).contains("rx_window_size");
        assertThat(pair.lns.tunnels().get(0).detail().helloIntervalSeconds())
                .as("nothing changes")
                .isEqualTo(60);
        assertThat(modifySession(pair.lns, Map.of(SessionAttributes.NO_PPP, true))
                        .problem())
                .contains("no_ppp");
    }

    @Test
    void sessionAttributesOfATunnelHoldForItsLaterSessions() {
        Pair pair = pair();
        modify(pair.lac, Map.of(SessionAttributes.SEQUENCING_REQUIRED, true));
        assertThat(pair.lac.tunnels().get(0).detail().payloadSequencing()).isEqualTo(Views.PayloadSequencing.ALWAYS);
        pair.lac.done(new Command.CreateSession(new Command.TunnelKey(0, "t"), Conf.session("more")));
        pair.runSeconds(3);
        Views.Session former = named(pair.lac, "s0");
        Views.Session later = named(pair.lac, "more");
        assertThat(former.detail().sequencingByUs()).isFalse();
        assertThat(later.detail().sequencingByUs()).isTrue();
        assertThat(later.detail().sequencingByPeer()).isTrue();
        assertThat(later.detail().ns()).isPositive();
        assertThat(later.detail().nr()).isPositive();
    }

    @Test
    void sessionAttributesOfATunnelHoldForItsOwnSessionsWhenTheyArePlacedAgain() {
        Pair pair = pair();
        modify(pair.lac, Map.of(SessionAttributes.SEQUENCING_REQUIRED, true));
        Views.Session first = pair.lns.sessions().get(0);
        pair.lns.done(new Command.CloseSession(
                new Command.TunnelKey(first.tunnelId(), ""), new Command.SessionKey(first.id(), ""), "trial"));
        pair.runSeconds(120);
        Views.Session again = named(pair.lac, "s0");
        assertThat(again.state()).isEqualTo("ESTABLISHED");
        assertThat(again.detail().sequencingByUs()).isTrue();
    }

    private static Views.Session named(PairNode node, String name) {
        return node.sessions().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** L2TP-5.4-02: the LNS turns numbers on and off, the LAC follows. */
    @Test
    void theLnsNumbersALiveSessionAndTheLacFollows() {
        Pair pair = pair();
        var view = (Views.Session) modifySession(pair.lns, Map.of(SessionAttributes.USE_SEQUENCE_NUMBERS, true))
                .value();
        assertThat(view.detail().sequencingByUs()).isTrue();
        pair.lns.sendPacket();
        pair.runSeconds(1);
        pair.lac.sendPacket();
        pair.runSeconds(1);
        assertThat(pair.lac.sessions().get(0).detail().sequencingByUs()).isTrue();
        assertThat(pair.lns.sessions().get(0).detail().sequencingByPeer()).isTrue();
        modifySession(pair.lns, Map.of(SessionAttributes.USE_SEQUENCE_NUMBERS, false));
        pair.lns.sendPacket();
        pair.runSeconds(1);
        assertThat(pair.lac.sessions().get(0).detail().sequencingByUs()).isFalse();
    }

    @Test
    void numbersOfALiveSessionAreNotForTheLacToDecide() {
        Pair pair = pair();
        assertThat(modifySession(pair.lac, Map.of(SessionAttributes.USE_SEQUENCE_NUMBERS, true))
                        .problem())
                .contains("use_sequence_numbers", "LNS");
        assertThat(modifySession(pair.lns, Map.of(SessionAttributes.SEQUENCING_REQUIRED, true))
                        .problem())
                .contains("sequencing_required");
        assertThat(modifySession(
                                pair.lac,
                                Map.of(SessionAttributes.REORDER_TIMEOUT, 50, SessionAttributes.TRACE_FLAGS, 2))
                        .problem())
                .isNull();
        assertThat(pair.lac.sessions().get(0).traceMask()).isEqualTo(2);
    }

    @Test
    void aDatapathThatRefusesLeavesEverythingAsItWas() {
        Pair pair = new Pair(lns, lac.dial(1, Pair.LNS));
        lnsFrames = new FrameNode(pair.lns);
        new FrameNode(pair.lac);
        pair.start(5);
        lnsFrames.failing = "setOptions";
        CommandResult result = modifySession(
                pair.lns, Map.of(SessionAttributes.USE_SEQUENCE_NUMBERS, true, SessionAttributes.KERNEL_DEBUG_MASK, 4));
        assertThat(result.problem()).isEqualTo("no buffer space");
        assertThat(pair.lns.sessions().get(0).detail().sequencingByUs()).isFalse();
        assertThat(pair.lns.sessions().get(0).kernelDebugMask()).isZero();
        lnsFrames.failing = null;
        modifySession(pair.lns, Map.of(SessionAttributes.USE_SEQUENCE_NUMBERS, true));
        assertThat(lnsFrames.sessions.values())
                .singleElement()
                .satisfies(o -> assertThat(o.sendSequence()).isTrue());
    }

    @Test
    void aGlanceIsAnsweredAsTheLookAndIsNoLookAtTheDatapath() {
        Pair pair = new Pair(lns, lac.dial(1, Pair.LNS));
        lnsFrames = new FrameNode(pair.lns);
        new FrameNode(pair.lac);
        pair.start(5);
        lnsFrames.looks = 0;
        var glance = new Command.Glance(new Command.ListSessions(0, 0, 0, 10));
        assertThat(((Views.SessionPage) pair.lns.done(glance)).sessions()).hasSize(1);
        pair.lns.done(new Command.Glance(new Command.ListTunnels(0, 10)));
        pair.lns.done(new Command.Glance(new Command.ShowPeers()));
        assertThat(lnsFrames.looks).isZero();
        pair.lns.done(new Command.ListSessions(0, 0, 0, 10));
        assertThat(lnsFrames.looks).isPositive();
    }

    @Test
    void anotherConfigurationHoldsForWhatIsMadeFromThenOn() {
        Pair pair = pair();
        Configuration next = new Conf("lns.example")
                .set(TunnelAttributes.HELLO_TIMEOUT, 20)
                .set(SystemAttributes.MAX_SESSIONS, 1)
                .set(SystemAttributes.TRACE_FLAGS, 8)
                .build();
        pair.lns.done(new Command.Reconfigure(next));
        assertThat(pair.lns.system().limits().sessions()).isEqualTo(1);
        assertThat(pair.lns.system().traceMask()).isEqualTo(8);
        assertThat(pair.lns.tunnels().get(0).detail().helloIntervalSeconds()).isEqualTo(60);
        pair.lac.done(new Command.CreateTunnel(Conf.tunnel("u", false, 0, Pair.LNS)));
        pair.runSeconds(2);
        assertThat(pair.lns.tunnels()).anyMatch(t -> t.detail().helloIntervalSeconds() == 20);
    }

    @Test
    void traceSetByAnOperatorOutlivesAConfigurationThatDoesNotChangeIt() {
        Pair pair = pair();
        pair.lns.done(new Command.SetTrace(null, null, 16));
        pair.lns.done(new Command.Reconfigure(
                new Conf("lns.example").set(TunnelAttributes.HELLO_TIMEOUT, 20).build()));
        assertThat(pair.lns.system().traceMask()).isEqualTo(16);
    }

    @Test
    void whatTakesARestartIsRefusedByName() {
        Pair pair = pair();
        CommandResult result = pair.lns.execute(new Command.Reconfigure(new Conf("lns.example")
                .set(SystemAttributes.UDP_PORT, 1702)
                .set(SystemAttributes.MAX_SESSIONS, 1)
                .build()));
        assertThat(result.problem()).contains("udp_port").contains("restart");
        assertThat(pair.lns.system().limits().sessions()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void peersOfANewProfileAreKnownByIt() {
        Pair pair = pair();
        pair.lns.done(new Command.Reconfigure(new Conf("lns.example")
                .set("lac.example", PeerAttributes.ALLOW_TUNNELS, true)
                .build()));
        pair.lac.done(new Command.CreateTunnel(Conf.tunnel("u", false, 0, Pair.LNS)));
        pair.runSeconds(2);
        assertThat(pair.lns.tunnels()).anyMatch(t -> t.peerProfile().equals("lac.example"));
        assertThat(pair.lns.tunnels()).anyMatch(t -> t.peerProfile().equals("default"));
    }
}
