package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.FrameDatapath.DebugEffect;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.junit.jupiter.api.Test;

/** Debug masks of tunnels and sessions: what the driver's datapath is told of them, and what we trace with them. */
class DebugMaskTest {
    private static final TunnelKey TUNNEL = new TunnelKey(0, "t");
    private static final SessionKey SESSION = new SessionKey(0, "s0");
    private static final String MASK = "setDebugMask ";

    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example").dial(2, Pair.LNS);

    private static Views.DebugMask set(Pair pair, SessionKey session, int mask) {
        return (Views.DebugMask) pair.lac.done(new Command.SetDebugMask(TUNNEL, session, mask));
    }

    private static Views.DebugMask shown(Pair pair, SessionKey session) {
        return (Views.DebugMask) pair.lac.done(new Command.ShowDebugMask(TUNNEL, session));
    }

    private static DebugEffect effect(Views.DebugMask debug, String what) {
        return debug.effects().stream()
                .filter(e -> e.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDriverIsToldBeforeAndAfterWhatAProfileAsksForOpens() {
        lac.set(TunnelAttributes.KERNEL_DEBUG_MASK, 2).set(SessionAttributes.KERNEL_DEBUG_MASK, 4);
        Pair pair = new Pair(lns, lac);
        var lnsFrames = new FrameNode(pair.lns);
        var frames = new FrameNode(pair.lac);
        pair.start(5);
        assertThat(frames.told())
                .startsWith("setDebugMask 2 openTunnel setDebugMask 2 setDebugMask 4 openSession setDebugMask 4");
        assertThat(frames.sessions.values()).allMatch(options -> options.debugMask() == 4);
        assertThat(lnsFrames.told()).doesNotContain(MASK);
        assertThat(pair.lac.tunnels().get(0).kernelDebugMask()).isEqualTo(2);
        assertThat(pair.lac.sessions()).allMatch(session -> session.kernelDebugMask() == 4);
        assertThat(pair.lac.sessions()).allMatch(session -> session.traceMask() == 0);
        assertThat(shown(pair, SESSION).effects()).contains(FrameNode.EFFECT);
    }

    @Test
    void aMaskOfWhatDidNotOpenIsTakenBack() {
        lac.set(TunnelAttributes.KERNEL_DEBUG_MASK, 2);
        Pair pair = new Pair(lns, lac);
        new FrameNode(pair.lns);
        var frames = new FrameNode(pair.lac);
        frames.failing = "openTunnel";
        pair.start(1);
        assertThat(frames.told()).startsWith("setDebugMask 2 openTunnel setDebugMask 0");
    }

    @Test
    void theOperatorHearsWhatTookEffect() {
        Pair pair = new Pair(lns, lac);
        new FrameNode(pair.lns);
        var frames = new FrameNode(pair.lac);
        pair.start(5);
        frames.calls.clear();
        assertThat(shown(pair, null).effects()).isEmpty();
        Views.DebugMask set = set(pair, SESSION, 4);
        assertThat(set.mask()).isEqualTo(4);
        assertThat(set.sessionId()).isNotZero();
        assertThat(set.effects())
                .containsExactly(FrameNode.EFFECT, new DebugEffect("trace", true, "transport in our log"));
        assertThat(shown(pair, SESSION)).isEqualTo(set);
        assertThat(effect(set(pair, SESSION, 0), "trace").active()).isFalse();
        assertThat(frames.calls).isEqualTo(List.of(MASK + 4, MASK + 0));
    }

    @Test
    void aMaskThatTheKernelRefusesIsNotStored() {
        Pair pair = new Pair(lns, lac);
        new FrameNode(pair.lns);
        var frames = new FrameNode(pair.lac);
        pair.start(5);
        set(pair, null, 2);
        frames.effect = new DebugEffect("setsockopt", false, true, "invalid argument");
        assertThat(pair.lac.execute(new Command.SetDebugMask(TUNNEL, null, 4)).problem())
                .isEqualTo("invalid argument");
        assertThat(shown(pair, null).mask()).isEqualTo(2);
        assertThat(shown(pair, null).effects()).contains(FrameNode.EFFECT);
    }

    @Test
    void withoutTheDriverOurOwnTraceIsWhatTakesEffect() {
        lac.set(TunnelAttributes.KERNEL_DEBUG_MASK, 2);
        Pair pair = new Pair(lns, lac).start(5);
        assertThat(effect(shown(pair, null), "setsockopt").active()).isFalse();
        assertThat(effect(shown(pair, null), "setsockopt").detail()).contains("does without the kernel's driver");
        assertThat(effect(shown(pair, null), "trace"))
                .isEqualTo(new DebugEffect("trace", true, "protocol fsm in our log"));
        assertThat(effect(set(pair, null, 8), "trace")).isEqualTo(new DebugEffect("trace", true, "data in our log"));
    }

    @Test
    void onlyTheMaskedSessionIsTraced() {
        Pair pair = new Pair(lns, lac).start(5);
        Views.DebugMask masked = set(pair, SESSION, 2);
        pair.lac.traces.clear();
        pair.lac.done(new Command.CloseTunnel(TUNNEL, "test"));
        pair.runSeconds(1);
        String ids = " " + masked.tunnelId() + "/" + masked.sessionId() + " ";
        assertThat(pair.lac.traces).isNotEmpty().allMatch(line -> line.contains(ids));
        assertThat(pair.lac.traces).anyMatch(line -> line.startsWith("fsm"));
        assertThat(pair.lac.system().traceMask()).isZero();
    }

    @Test
    void refusesWhatIsNotThere() {
        Pair pair = new Pair(lns, lac).start(5);
        var nobody = new TunnelKey(0, "nobody");
        assertThat(pair.lac.execute(new Command.SetDebugMask(nobody, null, 1)).problem())
                .contains("no such tunnel");
        assertThat(pair.lac
                        .execute(new Command.ShowDebugMask(TUNNEL, new SessionKey(0, "s9")))
                        .problem())
                .contains("no such session");
        assertThat(pair.lac.execute(new Command.SetDebugMask(TUNNEL, null, 16)).problem())
                .contains("0 to 15");
    }
}
