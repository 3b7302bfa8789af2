package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.Choices.AuthMethod;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tunnels to LNSs that an authorization names: who shares them, and what time does to calls that wait for them. */
class ChosenTunnelsTest extends ChosenLnsWorld {
    // Which calls share a tunnel

    private void two(TunnelChoice first, TunnelChoice second) {
        world("alice@isp", "bob@isp");
        node.choices.put("alice@isp", List.of(first));
        node.choices.put("bob@isp", List.of(second));
        pair.start(8);
        assertThat(pair.lac.open).as(node.told()).hasSize(2);
        assertThat(pair.lns.open).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gold"})
    void callsOfOneAssignmentShareATunnelAndSoDoThoseWithoutAny(String id) {
        two(Choice.assigned(Choice.to(Pair.LNS), id), Choice.assigned(Choice.to(Pair.LNS), id));
        assertThat(chosen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "silver"})
    void callsOfAnotherAssignmentOrWithoutHaveTheirOwn(String id) {
        two(Choice.assigned(Choice.to(Pair.LNS), "gold"), Choice.assigned(Choice.to(Pair.LNS), id));
        assertThat(chosen()).hasSize(2).extracting(Views.Tunnel::name).contains("radius:gold@" + Pair.LNS);
    }

    @Test
    void callsThatShowAnotherNameHaveTheirOwn() {
        two(Choice.names(Choice.to(Pair.LNS), "a", ""), Choice.names(Choice.to(Pair.LNS), "b", ""));
        assertThat(chosen()).hasSize(2).extracting(Views.Tunnel::name).contains("radius:" + Pair.LNS + "#2");
    }

    @Test
    void aFullTunnelIsFollowedByAnother() {
        middle.set(TunnelAttributes.MAX_SESSIONS, 2)
                .set("roomy", TunnelAttributes.MAX_SESSIONS, 0)
                .set("client.example", PeerAttributes.ALLOW_TUNNELS, true)
                .set("client.example", PeerAttributes.TUNNEL_PROFILE_NAME, "roomy");
        world("alice@isp", "bob@isp", "carl@isp");
        for (String user : List.of("alice@isp", "bob@isp", "carl@isp")) {
            node.choices.put(user, List.of(Choice.assigned(Choice.to(Pair.LNS), "gold")));
        }
        pair.start(8);
        assertThat(pair.lns.open).as(node.told()).hasSize(3);
        assertThat(chosen()).extracting(Views.Tunnel::sessions).containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void aTunnelWithoutCallsEndsAfterAWhile() {
        alice(Choice.to(Pair.LNS));
        pair.start(5);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "bye"));
        pair.runSeconds(ChosenTunnels.IDLE_SECONDS - 2);
        assertThat(chosen()).hasSize(1);
        pair.runSeconds(4);
        assertThat(node.engine.core().chosen.size()).isZero();
        pair.runSeconds(40);
        assertThat(chosen()).isEmpty();
        assertThat(node.tunnels()).isEmpty();
        assertThat(node.sockets).containsOnlyKeys(0);
    }

    @Test
    void aTunnelThatDiesEndsItsCallsAndTheNextCallDialsAgain() {
        alice(Choice.to(Pair.LNS));
        pair.start(5);
        node.done(new Command.CloseTunnel(new Command.TunnelKey(0, "radius:" + Pair.LNS), "bye"));
        pair.runFor(10 * Pair.MS);
        assertThat(pair.lac.open).isEmpty();
        assertThat(node.sessions()).isEmpty();
        pair.runSeconds(5);
        assertOnly(pair.lns);
    }

    // Time passes

    @Test
    void aLateAnswerHandsTheCallOver() {
        alice(Choice.to(Pair.LNS));
        node.repliesAreHeld = true;
        pair.start(3);
        assertThat(pair.lac.open).isEmpty();
        node.heldReplies.poll().run();
        pair.runSeconds(3);
        assertOnly(pair.lns);
        assertThat(node.leases).isEmpty();
    }

    /** The client begins anew meanwhile: what was asked is about nobody any more. */
    @Test
    void aLateAnswerToAnOlderLinkHandsNothingOver() {
        alice(Choice.to(Pair.LNS));
        node.repliesAreHeld = true;
        pair.start(3);
        beginAnew();
        pair.runSeconds(5);
        assertThat(node.heldReplies).hasSize(1);
        node.heldReplies.poll().run();
        pair.runSeconds(1);
        assertThat(chosen()).isEmpty();
        assertThat(node.heldReplies).as("it is asked again").hasSize(1);
        node.heldReplies.poll().run();
        pair.runSeconds(3);
        assertOnly(pair.lns);
    }

    /** An LCP Configure-Request without options comes from the client. */
    private void beginAnew() {
        var frame = java.nio.ByteBuffer.allocate(Engine.HEADROOM + 8);
        frame.position(Engine.HEADROOM).putInt(0xff03c021).putInt(0x01630004).position(Engine.HEADROOM);
        pair.lac.engine.core().data.transmit(pair.lac.entries().get(0), frame);
    }

    /** With CHAP every few seconds the server is asked again. */
    @Test
    void aSessionThatIsUpHereStays() {
        middle.set(PppAttributes.CHAP_INTERVAL, 10).set(PppAttributes.AUTH_ORDER, List.of(AuthMethod.CHAP));
        alice(List.of());
        pair.start(5);
        assertThat(node.open).hasSize(1);
        node.choices.put("alice@isp", List.of(Choice.to(Pair.LNS)));
        pair.runSeconds(30);
        assertThat(node.authRequests.size()).isGreaterThan(1);
        assertThat(node.open).hasSize(1);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(chosen()).isEmpty();
    }

    @Test
    void overADatapathThatCarriesFramesItsLegsAreJoinedThere() {
        alice(Choice.inOrder(NOBODY, Pair.LNS));
        FrameNode frames = new FrameNode(node);
        FrameNode there = new FrameNode(pair.lns);
        new FrameNode(pair.lac);
        pair.start(12);
        assertThat(frames.bridged).hasSize(2);
        assertThat(frames.devices).isEmpty();
        assertThat(there.networks).hasSize(1);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "bye"));
        pair.runSeconds(1);
        assertThat(frames.sessions).isEmpty();
        assertThat(frames.bridged).isEmpty();
    }

    @Test
    void aSessionThatEndsBeforeTheAnswerLeavesNothing() {
        alice(Choice.to(Pair.LNS));
        node.repliesAreHeld = true;
        pair.start(3);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "bye"));
        pair.runSeconds(1);
        node.heldReplies.poll().run();
        pair.runSeconds(3);
        assertThat(node.sessions()).isEmpty();
        assertThat(node.leases).isEmpty();
        assertThat(chosen()).isEmpty();
    }

    @Test
    void aCallThatEndsWhileItsLnsIsSoughtLeavesNothing() {
        alice(Choice.inOrder(NOBODY, Pair.LNS));
        pair.start(4);
        assertThat(node.sessions())
                .singleElement()
                .satisfies(s -> assertThat(s.pppState()).isEqualTo("waits for tunnel radius:" + NOBODY));
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "bye"));
        pair.runSeconds(80);
        assertThat(node.sessions()).isEmpty();
        assertThat(pair.lns.tunnels()).isEmpty();
        assertThat(node.engine.core().chosen.size()).isZero();
        assertThat(node.deadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theCallersEchoesAreAnsweredWhileItsLnsIsSought() {
        alice(Choice.to(Pair.LNS));
        middle.set(PppAttributes.AUTH_TIMEOUT_SECONDS, 60);
        lns.set(PppAttributes.AUTH_TIMEOUT_SECONDS, 60);
        pair = null;
        var session = Conf.session(
                "alice",
                "alice@isp",
                Conf.PASSWORD,
                Map.of(),
                Map.of(PppAttributes.LCP_ECHO_INTERVAL, 1, PppAttributes.LCP_ECHO_FAILURE_COUNT, 3));
        pair = new Pair(lns, new Conf("client.example").dial(Conf.tunnel("t", true, List.of(session), MIDDLE)));
        node = pair.add("lac", middle, MIDDLE);
        pair.nodes.forEach(n -> n.users.put("alice@isp", Conf.PASSWORD));
        node.choices.put("alice@isp", List.of(Choice.to(Pair.LNS)));
        node.start();
        pair.lac.start();
        pair.runSeconds(12);
        assertThat(node.sessions())
                .as("%s", pair.lac.told())
                .singleElement()
                .satisfies(s -> assertThat(s.pppState()).startsWith("waits"));
        pair.start(10);
        assertOnly(pair.lns);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN)).isEmpty();
    }

    @Test
    void aCallerThatHangsUpEndsTheSearch() {
        alice(Choice.to(NOBODY));
        pair.start(3);
        pair.lac.done(
                new Command.CloseSession(new Command.TunnelKey(0, "t"), new Command.SessionKey(0, "alice"), "bye"));
        pair.runSeconds(1);
        assertThat(node.sessions()).isEmpty();
        assertThat(node.events(EngineEvent.Kind.SESSION_DOWN))
                .singleElement()
                .satisfies(e -> assertThat(e.detail()).contains("terminated the link"));
    }

    // What operators and servers say meanwhile

    @Test
    void aCallThatSeeksItsLnsCanBeEndedAndChanged() {
        alice(Choice.to(NOBODY));
        pair.start(4);
        SessionMatch match = SessionCommandsTest.user("alice@isp");
        var times = new SessionChange(600, -1, "", -1, -1, -1, null);
        assertThat(node.execute(new Command.ChangeSessions(match, times, serial -> {}))
                        .problem())
                .isNull();
        var rates = new SessionChange(-1, -1, "", -1, 64_000, -1, null);
        assertThat(node.execute(new Command.ChangeSessions(match, rates, serial -> {}))
                        .problem())
                .contains("not limited here");
        assertThat(node.execute(new Command.EndSessions(match, "no credit", serial -> {}))
                        .problem())
                .isNull();
        pair.runFor(200 * Pair.MS);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(e -> assertThat(e.detail()).contains("no credit"));
    }

    @Test
    void noTunnelIsDialledWhereTheConfigurationForbidsIt() {
        middle.set(SystemAttributes.DENY_LOCAL_TUNNEL_CREATES, true);
        alice(Choice.inOrder(OTHER, Pair.LNS));
        pair.start(3);
        assertThat(other.tunnels()).isEmpty();
        assertThat(pair.lns.tunnels()).isEmpty();
        assertThat(lastResult()).contains("deny_local_tunnel_creates");
    }
}
