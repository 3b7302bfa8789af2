package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.profile.TunnelAttributes;
import org.junit.jupiter.api.Test;

/** What peers hear when a daemon ends in order, and for how long it waits for them. */
class ShutDownTest {
    private static final int STOPCCN = 4;
    private static final int CDN = 14;

    private final List<Integer> said = new ArrayList<>();

    private Pair established(int sessions) {
        return established(sessions, new Conf("lns.example"), new Conf("lac.example"));
    }

    private Pair established(int sessions, Conf lns, Conf lac) {
        Pair pair = new Pair(lns, lac.dial(sessions, Pair.LNS)).start(20);
        assertThat(pair.lns.sessions()).hasSize(sessions);
        return pair;
    }

    private static void assertAllHaveHeard(Pair pair) {
        assertThat(pair.lac.sessions()).allSatisfy(session -> {
            assertThat(session.state()).isEqualTo("RETRY");
            assertThat(session.lastResult()).contains("shutting down");
        });
    }

    private void listen(Pair pair, PairNode to) {
        pair.tap = datagram -> {
            if (datagram.sender() == to && (datagram.messageType() == CDN || datagram.messageType() == STOPCCN)) {
                said.add(datagram.messageType());
            }
        };
    }

    @Test
    void eachSessionAndThenTheTunnelHearOfTheEnd() {
        Pair pair = established(3);
        listen(pair, pair.lns);
        pair.lns.done(new Command.Stop());
        assertThat(said).containsExactly(CDN, CDN, CDN, STOPCCN);
        assertThat(pair.lns.engine.isStopped()).as("acknowledged").isFalse();
        pair.runFor(100 * Pair.MS);
        assertThat(pair.lns.engine.isStopped()).isTrue();
        assertAllHaveHeard(pair);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN)).hasSize(3);
    }

    @Test
    void theClientsSideSaysSoToo() {
        Pair pair = established(2);
        listen(pair, pair.lac);
        pair.lac.done(new Command.Stop());
        assertThat(said).containsExactly(CDN, CDN, STOPCCN);
        pair.runFor(100 * Pair.MS);
        assertThat(pair.lac.engine.isStopped()).isTrue();
        assertThat(pair.lns.sessions()).isEmpty();
    }

    /** The StopCCN ends the rest (RFC 2661 6.4), so that many sessions take no longer than few. */
    @Test
    void moreSessionsThanThePeersWindowTakesAreEndedByTheStopCcn() {
        Conf lac = new Conf("lac.example").set(TunnelAttributes.RX_WINDOW_SIZE, 6);
        Pair pair = established(40, new Conf("lns.example"), lac);
        listen(pair, pair.lns);
        pair.lns.done(new Command.Stop());
        assertThat(said).containsExactly(CDN, CDN, CDN, CDN, CDN, STOPCCN);
        pair.runFor(100 * Pair.MS);
        assertThat(pair.lns.engine.isStopped()).isTrue();
        assertAllHaveHeard(pair);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN)).hasSize(40);
    }

    @Test
    void whatIsLostGoesAgainBeforeTheDaemonIsThrough() {
        Pair pair = established(3);
        listen(pair, pair.lns);
        int[] lost = {0};
        pair.filter = datagram -> datagram.sender() != pair.lns || !datagram.isControl() || lost[0]++ >= 4;
        pair.lns.done(new Command.Stop());
        pair.runFor(900 * Pair.MS);
        assertThat(pair.lns.engine.isStopped()).isFalse();
        pair.runFor(2_000 * Pair.MS);
        assertThat(pair.lns.engine.isStopped()).isTrue();
        assertThat(said).startsWith(CDN, CDN, CDN, STOPCCN, CDN, CDN, CDN, STOPCCN);
        assertAllHaveHeard(pair);
    }

    @Test
    void aPeerThatIsSilentIsGivenUpByTheOneWhoWaits() {
        Pair pair = established(1);
        pair.filter = datagram -> false;
        pair.lns.done(new Command.Stop());
        pair.runFor(4_000 * Pair.MS);
        assertThat(pair.lns.engine.isStopped()).isFalse();
    }

    @Test
    void aDrainedDaemonEndsWithTheLastSessionOfAPeer() {
        Pair pair = established(2);
        pair.lns.done(new Command.StopWhenDrained());
        pair.runSeconds(5);
        assertThat(pair.lns.engine.isStopped()).isFalse();
        assertThat(pair.lns.sessions()).as("those that are up stay up").hasSize(2);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "enough"));
        pair.runFor(100 * Pair.MS);
        pair.lns.engine.isStopped();
        pair.runSeconds(1);
        assertThat(pair.lns.engine.isStopped()).isTrue();
    }

    @Test
    void sessionsOfItsOwnKeepNoDrainedDaemonAlive() {
        Pair pair = established(2);
        pair.lac.done(new Command.StopWhenDrained());
        pair.lac.engine.isStopped();
        pair.runSeconds(1);
        assertThat(pair.lac.engine.isStopped()).isTrue();
        assertThat(pair.lns.sessions()).isEmpty();
    }

    @Test
    void drainOffTakesTheEndBack() {
        Pair pair = established(1);
        pair.lns.done(new Command.StopWhenDrained());
        pair.lns.done(new Command.Drain(false));
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "enough"));
        pair.runSeconds(2);
        assertThat(pair.lns.engine.isStopped()).isFalse();
    }

    /** RFC 2661 4.4.2: result 4, temporary lack of facilities; those that are up stay up. */
    @Test
    void shortOfHeapPeersAreRefusedUntilThereIsSomeAgain() {
        Pair pair = established(1);
        pair.lns.done(new Command.RefuseForLack("heap"));
        pair.lac.done(new Command.CreateSession(new Command.TunnelKey(0, "t"), Conf.session("later")));
        pair.runFor(500 * Pair.MS);
        assertThat(pair.lns.sessions()).hasSize(1);
        assertThat(pair.lac.sessions())
                .filteredOn(session -> session.name().equals("later"))
                .singleElement()
                .satisfies(session -> assertThat(session.lastResult()).contains("short of heap", "result 4"));
        pair.lns.done(new Command.RefuseForLack(""));
        pair.runSeconds(90);
        assertThat(pair.lns.sessions()).hasSize(2);
    }
}
