package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a datapath that carries frames is told of tunnels and sessions, and when. */
class OffloadTest {
    private static final int ICCN = 12;
    private static final int SCCRP = 2;

    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example");
    private FrameNode lnsFrames;
    private FrameNode lacFrames;

    private Pair pair() {
        Pair pair = new Pair(lns, lac);
        lnsFrames = new FrameNode(pair.lns);
        lacFrames = new FrameNode(pair.lac);
        return pair;
    }

    @Test
    void everyStepIsToldInOrder() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair().start(5);
        assertThat(lnsFrames.told()).startsWith("openTunnel openSession setOptions openDevice open");
        assertThat(lacFrames.told()).startsWith("openTunnel openSession openDevice open");
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_UP)).hasSize(1);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "test"));
        pair.runSeconds(1);
        assertThat(lnsFrames.told()).endsWith("close closeSession closeTunnel");
        assertThat(lacFrames.told()).endsWith("close closeSession closeTunnel");
        assertThat(lnsFrames.isEmpty()).isTrue();
        assertThat(lacFrames.isEmpty()).isTrue();
    }

    /** The kernel must have the session before the peer can send its first LCP frame. */
    @Test
    void theLacHasItsSessionBeforeTheIccnLeaves() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair();
        var atIccn = new StringBuilder();
        pair.tap = datagram -> {
            if (datagram.messageType() == ICCN && atIccn.isEmpty()) {
                atIccn.append(lacFrames.told()).append(" | ").append(lnsFrames.told());
            }
        };
        pair.start(5);
        assertThat(atIccn).hasToString("openTunnel openSession | openTunnel openSession");
    }

    @Test
    void viewsShowWhatTheDatapathCounted() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair().start(5);
        lnsFrames.statistics = new DataStatistics(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(pair.lns.sessions().get(0).counters())
                .containsEntry("tx_packets", 1L)
                .containsEntry("tx_octets", 2L)
                .containsEntry("tx_errors", 3L)
                .containsEntry("rx_packets", 4L)
                .containsEntry("rx_octets", 5L)
                .containsEntry("rx_errors", 6L)
                .containsEntry("rx_sequence_discards", 7L)
                .containsEntry("rx_out_of_sequence", 8L)
                .containsEntry("statistics_age_ms", 9L);
        assertThat(pair.lns.tunnels().get(0).counters())
                .containsEntry("rx_packets", 4L)
                .containsEntry("statistics_age_ms", 9L)
                .containsKey("control_rx_packets");
        lnsFrames.statistics = null;
        assertThat(pair.lns.tunnels().get(0).counters())
                .as("a tunnel's figures never go back")
                .containsEntry("rx_packets", 4L);
        assertThat(pair.lns.sessions().get(0).counters()).containsEntry("statistics_age_ms", 0L);
    }

    @Test
    void anEndIsToldWithFiguresThatAreReadThen() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair().start(5);
        lnsFrames.statistics = new DataStatistics(1, 2, 3, 4, 5, 6, 7, 8, 9);
        lnsFrames.last = new DataStatistics(10, 20, 30, 40, 50, 60, 70, 80, 0);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "test"));
        pair.runSeconds(1);
        assertToldWithLastFigures(pair, EngineEvent.Kind.SESSION_DOWN);
        assertToldWithLastFigures(pair, EngineEvent.Kind.TUNNEL_DOWN);
    }

    private static void assertToldWithLastFigures(Pair pair, EngineEvent.Kind kind) {
        assertThat(pair.lns.events(kind)).singleElement().satisfies(event -> {
            assertThat(event.facts().txOctets()).isEqualTo(20);
            assertThat(event.facts().rxOctets()).isEqualTo(50);
        });
    }

    @Test
    void dataOfFramesNeverPassesOurSockets() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair();
        int[] data = new int[1];
        pair.tap = datagram -> data[0] += datagram.isControl() ? 0 : 1;
        pair.start(60);
        assertThat(data[0]).isZero();
        assertThat(lnsFrames.networks).hasSize(1);
    }

    /** L2TP-8.1: the peer sees the same address and port of ours, whichever socket it is. */
    @Test
    void aProvedPeerGetsAConnectedSocketOnTheListeningPort() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair().start(5);
        assertThat(pair.lns.connected).hasSize(1);
        int socket = pair.lns.connected.keySet().iterator().next();
        assertThat(pair.lns.sockets.get(socket)).isEqualTo(PairNode.PORT);
        assertThat(lnsFrames.tunnels).containsValue(socket);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "test"));
        pair.runSeconds(1);
        assertThat(pair.lns.sockets).containsOnlyKeys(0);
    }

    /** Kernels before 6.11 would mix their data. */
    @Test
    void aSecondTunnelOfThePairGetsAPortOfItsOwn() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair().start(5);
        PairNode twin = pair.add("twin", new Conf("twin.example").dial(Conf.tunnel("u", true, 1, Pair.LNS)), Pair.LAC);
        new FrameNode(twin);
        pair.start(5);
        assertThat(pair.lns.connected.values()).hasSize(2);
        assertThat(pair.lns.connected.values().stream().map(p -> p.peerPort()).distinct())
                .hasSize(1);
        assertThat(pair.lns.connected.keySet().stream().map(pair.lns.sockets::get))
                .contains(PairNode.PORT)
                .anyMatch(port -> port != PairNode.PORT);
    }

    /** xl2tpd does not follow to the other port. */
    @Test
    void aSecondTunnelWhosePeerStaysAtTheFirstPortIsRefusedWithWords() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair().start(5);
        PairNode twin = pair.add("twin", new Conf("twin.example").dial(Conf.tunnel("u", true, 1, Pair.LNS)), Pair.LAC);
        new FrameNode(twin);
        pair.filter = datagram -> {
            boolean strays = datagram.sender() == twin && datagram.toPort() != PairNode.PORT;
            if (strays) {
                pair.deliver(
                        new Pair.Datagram(
                                twin,
                                datagram.from(),
                                datagram.fromPort(),
                                datagram.to(),
                                PairNode.PORT,
                                datagram.octets()),
                        Pair.MS);
            }
            return !strays;
        };
        pair.start(2);
        assertThat(pair.lns.events(EngineEvent.Kind.TUNNEL_REFUSED))
                .hasSize(1)
                .allMatch(event -> event.detail().contains("second tunnel between the same addresses and ports"));
        assertThat(lnsFrames.tunnels).hasSize(1);
        assertThat(pair.lns.connected).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openTunnel", "openSession", "setOptions", "openDevice", "open"})
    void whateverFailsAtTheLnsTheLacIsToldAndNothingStays(String failing) {
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = pair();
        lnsFrames.failing = failing;
        pair.start(20);
        assertThat(lnsFrames.networks).isEmpty();
        assertThat(lnsFrames.sessions).isEmpty();
        assertThat(lnsFrames.devices).isEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.DATAPATH_FAILURE))
                .isNotEmpty()
                .allMatch(e -> e.detail().equals("no buffer space"));
        String told = pair.lac.told();
        assertThat(told).containsAnyOf("result 4 error 4", "result 2 error 4");
        assertThat(told.contains("SESSION_UP")).isEqualTo(failing.equals("open"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openTunnel", "openSession", "openDevice", "open"})
    void whateverFailsAtTheLacTheLnsIsToldAndNothingStays(String failing) {
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = pair();
        lacFrames.failing = failing;
        pair.start(20);
        assertThat(lacFrames.networks).isEmpty();
        assertThat(lacFrames.sessions).isEmpty();
        assertThat(lnsFrames.sessions).isEmpty();
        assertThat(pair.lac.events(EngineEvent.Kind.DATAPATH_FAILURE)).isNotEmpty();
    }

    @Test
    void aSocketThatCannotBeConnectedEndsTheTunnel() {
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = pair();
        pair.lns.connectProblem = "address already in use";
        pair.start(20);
        assertThat(lnsFrames.tunnels).isEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.DATAPATH_FAILURE)).hasSize(1);
        assertThat(pair.lns.sockets).containsOnlyKeys(0);
    }

    @Test
    void sequenceNumbersAreTheKernelsAffair() {
        lac.set(SessionAttributes.SEQUENCING_REQUIRED, true).dial(1, Pair.LNS);
        lns.set(SessionAttributes.REORDER_TIMEOUT, 50);
        pair().start(5);
        assertThat(lnsFrames.sessions.values()).containsExactly(new SessionOptions(true, true, true, 50, true, 0));
        assertThat(lacFrames.sessions.values()).containsExactly(new SessionOptions(false, true, true, 0, true, 0));
        assertThat(lnsFrames.devices.values().iterator().next().mtu()).isEqualTo(1456);
    }

    @Test
    void idleIsWhatTheDatapathSays() {
        lns.set(PppAttributes.IDLE_TIMEOUT, 10);
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = pair();
        lnsFrames.idleNs = Pair.SECOND;
        pair.start(60);
        assertThat(lnsFrames.networks).hasSize(1);
        lnsFrames.idleNs = 11 * Pair.SECOND;
        pair.runSeconds(12);
        assertThat(lnsFrames.networks).isEmpty();
        assertThat(pair.lac.told()).contains("idle timeout");
    }

    @Test
    void aSessionThatTheDatapathLosesIsClosedWithItsCause() {
        lac.dial(Conf.tunnel("t", false, 1, Pair.LNS));
        Pair pair = pair().start(5);
        var result = org.jl2tpd.wire.ResultCode.of(org.jl2tpd.wire.ResultCode.CDN_LOST_CARRIER, "the channel is gone");
        DataSession session = lnsFrames.sessions.keySet().iterator().next();
        pair.lns.engine.onNotice(pair.nowNs(), session, new SessionNotice.Ended(result, null, "channel: I/O error"));
        pair.runSeconds(1);
        assertThat(lnsFrames.sessions).isEmpty();
        assertThat(pair.lac.told()).contains("the channel is gone");
    }

    /** A SCCRQ of an address that is invented makes no socket. */
    @Test
    void aPeerThatIsNotProvedHasNoSocket() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair();
        pair.filter = datagram -> datagram.messageType() != SCCRP;
        pair.start(2);
        assertThat(pair.lns.system().halfOpen()).isEqualTo(1);
        assertThat(pair.lns.sockets).containsOnlyKeys(0);
    }

    @Test
    void manySessionsComeAndGoWithoutATrace() {
        lac.dial(50, Pair.LNS);
        lns.set(SystemAttributes.MAX_SESSIONS, 100);
        Pair pair = pair();
        for (int round = 0; round < 2; round++) {
            pair.start(30);
            assertThat(lnsFrames.networks).hasSize(50);
            pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "test"));
            pair.runSeconds(120);
            assertThat(lnsFrames.isEmpty()).isTrue();
            assertThat(pair.lac.connected).isEmpty();
            assertThat(pair.lns.connected).isEmpty();
            pair.lac.done(new Command.CreateTunnel(Conf.tunnel("t", true, 50, Pair.LNS)));
        }
    }
}
