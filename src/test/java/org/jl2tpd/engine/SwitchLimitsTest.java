package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Choices.ProxyAuthType;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.TraceFacility;
import org.junit.jupiter.api.Test;

/** What a tunnel switch does with circles, early frames, loss and floods. */
class SwitchLimitsTest {
    private static final String MIDDLE = "192.0.2.3";
    private static final String NAME = "alice@isp.example";

    private static Conf lac(Map<org.jl2tpd.profile.Attribute<?>, Object> values) {
        var session = Conf.session("s0", NAME, Conf.PASSWORD, values, Map.of());
        return new Conf("lac.example").dial(Conf.tunnel("t", true, List.of(session), MIDDLE));
    }

    private static Conf middle(String to) {
        return new Conf("switch.example").dial(Conf.tunnel("onward", false, 0, to));
    }

    @Test
    void aTunnelToOurselvesIsFoundOut() {
        Pair pair = new Pair(new Conf("lns.example"), lac(Map.of()));
        PairNode node = pair.add(
                "switch",
                middle(MIDDLE).switches("", "*", "", "onward").set(TunnelAttributes.USE_TIEBREAKER, false),
                MIDDLE);
        pair.start(5);
        assertThat(node.count(EngineCounter.SWITCH_LOOPS)).isPositive();
        assertThat(pair.lac.sessions().get(0).lastResult()).contains("leads back to this daemon", "result 6");
        assertThat(node.sessions()).isEmpty();
    }

    /** With a tie breaker such a tunnel does not even stand: it is on both sides of the tie. */
    @Test
    void aTieWithOurselvesEndsTheCall() {
        Pair pair = new Pair(new Conf("lns.example"), lac(Map.of()));
        PairNode node = pair.add("switch", middle(MIDDLE).switches("", "*", "", "onward"), MIDDLE);
        pair.start(5);
        assertThat(pair.lac.sessions().get(0).lastResult()).contains("no tunnel onward", "result 4");
        assertThat(node.sessions()).isEmpty();
    }

    /** Two switches that send a call to each other: L2TP itself would go on until no session is left. */
    @Test
    void aCircleOfSwitchesIsLimited() {
        Conf other = new Conf("other.example")
                .dial(Conf.tunnel("back", false, 0, MIDDLE))
                .switches("", "*", "", "back");
        Pair pair = new Pair(other, lac(Map.of(SessionAttributes.CALLED_NUMBER, "1")));
        PairNode node = pair.add("switch", middle(Pair.LNS).switches("", "*", "", "onward"), MIDDLE);
        pair.start(3);
        assertThat(pair.lac.sessions().get(0).lastResult()).contains("come round", "result 6");
        assertThat(node.sessions()).isEmpty();
        assertThat(pair.lns.sessions()).isEmpty();
        assertThat(node.count(EngineCounter.SESSIONS_OPENED))
                .as("none was ever answered")
                .isZero();
    }

    @Test
    void aCircleByRealmIsLimitedToo() {
        var proxied = lac(
                Map.of(SessionAttributes.USE_PPP_PROXY, true, SessionAttributes.PROXY_AUTH_TYPE, ProxyAuthType.PAP));
        Conf other = new Conf("other.example")
                .dial(Conf.tunnel("back", false, 0, MIDDLE))
                .switches("", "", "isp.example", "back");
        Pair pair = new Pair(other, proxied);
        PairNode node = pair.add("switch", middle(Pair.LNS).switches("", "", "isp.example", "onward"), MIDDLE);
        pair.start(3);
        assertThat(node.count(EngineCounter.SWITCH_LOOPS) + pair.lns.count(EngineCounter.SWITCH_LOOPS))
                .isPositive();
        assertThat(node.sessions()).isEmpty();
        assertThat(node.count(EngineCounter.SESSIONS_OPENED)).isLessThan(200);
    }

    /** Frames of the client while the onward session is not there yet. */
    @Test
    void earlyFramesAreKeptInOrderAndWithinLimits() {
        var proxied = lac(
                Map.of(SessionAttributes.USE_PPP_PROXY, true, SessionAttributes.PROXY_AUTH_TYPE, ProxyAuthType.PAP));
        Pair pair = new Pair(new Conf("lns.example"), proxied);
        pair.lns.users.put(NAME, Conf.PASSWORD);
        PairNode node = pair.add("switch", middle(Pair.LNS).switches("", "", "isp.example", "onward"), MIDDLE);
        var arrived = new ArrayList<Integer>();
        pair.tap = d -> {
            byte[] o = d.octets();
            if (d.sender() == node && !d.isControl() && o.length > 10 && o[6] == 0x40) {
                arrived.add(o[8] & 0xff);
            }
        };
        node.start();
        pair.lac.start();
        pair.runSeconds(1);
        assertThat(node.sessions())
                .singleElement()
                .satisfies(s -> assertThat(s.pppState()).isEqualTo("waits for tunnel onward"));
        SessionEntry from = pair.lac.entries().get(0);
        for (int i = 0; i < SwitchedCall.MAX_KEPT_FRAMES + 5; i++) {
            send(pair.lac, from, i, 3);
        }
        pair.runFor(10 * Pair.MS);
        long lost = node.count(EngineCounter.DATA_NO_SESSION);
        assertThat(lost).isEqualTo(5);
        pair.start(4);
        assertThat(node.count(EngineCounter.SESSIONS_SWITCHED)).isEqualTo(1);
        assertThat(arrived).hasSize(SwitchedCall.MAX_KEPT_FRAMES).isSorted();
    }

    @Test
    void earlyFramesAreLimitedByTheirOctetsToo() {
        var proxied = lac(
                Map.of(SessionAttributes.USE_PPP_PROXY, true, SessionAttributes.PROXY_AUTH_TYPE, ProxyAuthType.PAP));
        Pair pair = new Pair(new Conf("lns.example"), proxied);
        PairNode node = pair.add("switch", middle(Pair.LNS).switches("", "", "isp.example", "onward"), MIDDLE);
        node.start();
        pair.lac.start();
        pair.runSeconds(1);
        SessionEntry from = pair.lac.entries().get(0);
        for (int i = 0; i < 6; i++) {
            send(pair.lac, from, i, 3_000);
        }
        pair.runFor(10 * Pair.MS);
        assertThat(node.count(EngineCounter.DATA_NO_SESSION)).isEqualTo(1);
    }

    /** A frame of a protocol that nobody here knows: 4021, then a number and what follows. */
    private static void send(PairNode sender, SessionEntry session, int number, int length) {
        ByteBuffer frame = ByteBuffer.allocate(Engine.HEADROOM + 2 + length);
        frame.position(Engine.HEADROOM)
                .putShort((short) 0x4021)
                .put((byte) number)
                .position(Engine.HEADROOM);
        sender.engine.core().data.transmit(session, frame);
    }

    /** Every third datagram is lost: the handshakes of both legs hold, and no half is left over. */
    @Test
    void lossDoesNotTearTheLegsApart() {
        Pair pair = new Pair(new Conf("lns.example"), lac(Map.of()));
        pair.lns.users.put(NAME, Conf.PASSWORD);
        PairNode node = pair.add("switch", middle(Pair.LNS).switches("", "*", "", "onward"), MIDDLE);
        var count = new int[1];
        pair.filter = d -> !d.isControl() || ++count[0] % 3 != 0;
        pair.start(40);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(pair.lns.open).hasSize(1);
        assertThat(node.sessions()).hasSize(2);
    }

    @Test
    void aLacThatGoesAwayWhileTheTunnelIsDialledLeavesNothing() {
        Pair pair = new Pair(new Conf("lns.example"), lac(Map.of()));
        PairNode node = pair.add("switch", middle(Pair.LNS).switches("", "*", "", "onward"), MIDDLE);
        node.start();
        pair.lac.start();
        pair.runSeconds(1);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "bye"));
        pair.runSeconds(1).start(3);
        assertThat(node.sessions()).isEmpty();
        assertThat(pair.lns.sessions()).isEmpty();
    }

    @Test
    void aSilentLnsIsGivenUpAndTheLacHearsWhy() {
        Pair pair = new Pair(new Conf("lns.example"), lac(Map.of()));
        PairNode node = pair.add("switch", middle(Pair.LNS).switches("", "*", "", "onward"), MIDDLE);
        node.start();
        pair.lac.start();
        pair.runSeconds(60);
        assertThat(pair.lac.sessions().get(0).lastResult()).contains("no tunnel onward: no answer from the peer");
    }

    @Test
    void theTraceTellsWhichRuleTookACall() {
        Pair pair = new Pair(new Conf("lns.example"), lac(Map.of()));
        PairNode node = pair.add(
                "switch",
                middle(Pair.LNS)
                        .switches("", "9", "", "onward")
                        .switches("", "", "isp.example", "onward")
                        .set(org.jl2tpd.profile.SystemAttributes.TRACE_FLAGS, TraceFacility.SYSTEM.bit()),
                MIDDLE);
        pair.start(3);
        assertThat(node.traces).anyMatch(t -> t.contains("switch rule 2 for user " + NAME + ": to tunnel onward"));
    }

    /** What one leg receives the other one sends. */
    @Test
    void sessionsCountTheirFrames() {
        Pair pair = new Pair(
                new Conf("lns.example").set(PppAttributes.AUTH_NONE, true).set(TunnelAttributes.ALLOW_PPP_PROXY, true),
                lac(Map.of()));
        PairNode node = pair.add("switch", middle(Pair.LNS).switches("", "*", "", "onward"), MIDDLE);
        pair.start(5);
        List<SessionEntry> legs = node.entries();
        assertThat(legs).hasSize(2);
        assertThat(legs.get(0).rxPackets).isEqualTo(legs.get(1).txPackets).isPositive();
        assertThat(legs.get(1).rxOctets).isEqualTo(legs.get(0).txOctets).isPositive();
    }
}
