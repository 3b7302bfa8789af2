package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Choices.PppMode;
import org.jl2tpd.profile.Choices.ProxyAuthType;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A switched call over a datapath that carries frames: its two sessions are joined there. */
class SwitchOffloadTest {
    private static final String MIDDLE = "192.0.2.3";
    private static final String NAME = "alice@isp.example";
    private static final int ICCN = 12;

    private final Conf lns = new Conf("lns.example").set(TunnelAttributes.ALLOW_PPP_PROXY, true);
    private final Conf middle = new Conf("switch.example").dial(Conf.tunnel("onward", false, 0, Pair.LNS));
    private Map<org.jl2tpd.profile.Attribute<?>, Object> call = Map.of();
    private PairNode node;
    private FrameNode frames;
    private FrameNode lnsFrames;
    private FrameNode lacFrames;

    private Pair world() {
        var session = Conf.session("s0", NAME, Conf.PASSWORD, call, Map.of());
        Pair pair = new Pair(lns, new Conf("lac.example").dial(Conf.tunnel("t", true, List.of(session), MIDDLE)));
        node = pair.add("switch", middle, MIDDLE);
        lnsFrames = new FrameNode(pair.lns);
        lacFrames = new FrameNode(pair.lac);
        frames = new FrameNode(node);
        pair.lns.users.put(NAME, Conf.PASSWORD);
        return pair;
    }

    private void assertJoined() {
        assertThat(frames.bridged).hasSize(2);
        assertThat(frames.devices).isEmpty();
        assertThat(lnsFrames.networks).hasSize(1);
        assertThat(lacFrames.networks).hasSize(1);
    }

    @Test
    void bothSessionsAreThereBeforeTheOnwardIccnLeavesAndJoinedAfterwards() {
        middle.switches("", "*", "", "onward");
        Pair pair = world();
        var atIccn = new StringBuilder();
        pair.tap = d -> {
            if (d.messageType() == ICCN && d.sender() == node && atIccn.isEmpty()) {
                atIccn.append(frames.told());
            }
        };
        pair.start(5);
        assertThat(atIccn).hasToString("openTunnel openSession openTunnel setOptions openSession");
        assertThat(frames.told()).isEqualTo(atIccn + " bridge");
        assertJoined();
        assertThat(frames.sessions.values()).allMatch(SessionOptions::ownPpp);
    }

    @Test
    void aCallByRealmIsJoinedWhenTheNameIsKnown() {
        middle.switches("", "", "isp.example", "onward");
        world().start(10);
        assertJoined();
        assertThat(frames.calls.stream().filter("openSession"::equals)).hasSize(2);
    }

    /** The incoming sessions' PPP would be a pppd's, but those of the realm go on. */
    @Test
    void aCallThatApppdWouldHaveHadIsJoinedToo() {
        call = Map.of(SessionAttributes.USE_PPP_PROXY, true, SessionAttributes.PROXY_AUTH_TYPE, ProxyAuthType.CHAP);
        middle.switches("", "", "isp.example", "onward").set(PppAttributes.PPP, PppMode.PPPD);
        world().start(10);
        assertJoined();
        assertThat(frames.pppd).isEmpty();
    }

    @Test
    void aCallOfAnotherRealmGoesToItsPppd() {
        middle.switches("", "", "other.example", "onward").set(PppAttributes.PPP, PppMode.PPPD);
        world().start(3);
        assertThat(frames.pppd).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openSession", "setOptions", "bridge"})
    void whateverFailsEndsBothAndLeavesNothing(String failing) {
        middle.switches("", "*", "", "onward");
        Pair pair = world();
        frames.failing = failing;
        pair.start(5);
        assertThat(pair.lac.sessions().get(0).lastResult()).contains("the datapath failed", "result 4");
        assertThat(node.sessions()).isEmpty();
        assertThat(pair.lns.sessions()).isEmpty();
        assertThat(frames.sessions).isEmpty();
        assertThat(frames.bridged).isEmpty();
        assertThat(node.events(EngineEvent.Kind.DATAPATH_FAILURE)).isNotEmpty();
    }

    @Test
    void theEndOfALegClosesBothInTheDatapath() {
        middle.switches("", "*", "", "onward");
        Pair pair = world().start(5);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "bye"));
        pair.runSeconds(1);
        assertThat(frames.sessions).isEmpty();
        assertThat(frames.bridged).isEmpty();
        assertThat(lnsFrames.sessions).isEmpty();
    }

    /** What passes in the datapath is not seen: its figures are. */
    @Test
    void aJoinedCallIsIdleWhenItsFiguresStand() {
        middle.switches("", "*", "", "onward").set(PppAttributes.IDLE_TIMEOUT, 60);
        Pair pair = world().start(5);
        for (int i = 0; i < 10; i++) {
            frames.statistics = new DataStatistics(i, 0, 0, i, 0, 0, 0, 0, 0);
            pair.runSeconds(40);
        }
        assertJoined();
        pair.runSeconds(130);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(e -> assertThat(e.detail()).contains("idle timeout"));
    }
}
