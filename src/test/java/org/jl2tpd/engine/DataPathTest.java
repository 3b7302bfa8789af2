package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TraceFacility;
import org.junit.jupiter.api.Test;

/** Data packets through two engines: sequence numbers, reordering, MTU, MSS, malformed frames. */
class DataPathTest {
    private static final IpAddress A = IpAddress.v4(0x0a000002);
    private static final IpAddress B = IpAddress.v4(0x0a000001);

    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example").dial(1, Pair.LNS);
    private final List<Pair.Datagram> caught = new ArrayList<>();

    private Pair up() {
        Pair pair = new Pair(lns, lac).start(5);
        assertThat(pair.lns.open).hasSize(1);
        assertThat(pair.lac.open).hasSize(1);
        return pair;
    }

    private static void send(PairNode node, int mark) {
        node.sendPacket(node.open.keySet().iterator().next(), Packet.ipv4(A, B, mark));
    }

    private List<Pair.Datagram> caught(Pair pair, PairNode sender, int... marks) {
        caught.clear();
        pair.filter = datagram -> {
            boolean kept = datagram.sender() == sender && !datagram.isControl();
            if (kept) {
                caught.add(datagram);
            }
            return !kept;
        };
        for (int mark : marks) {
            send(sender, mark);
        }
        pair.filter = datagram -> true;
        assertThat(caught).hasSize(marks.length);
        return caught;
    }

    private static List<Integer> marks(PairNode node) {
        return node.delivered.stream().map(Packet::mark).toList();
    }

    private static boolean hasSequence(Pair.Datagram datagram) {
        return (datagram.octets()[0] & 0x08) != 0;
    }

    /** L2TP-5.4-01, L2TP-4.4.4-03. */
    @Test
    void requiredSequenceNumbersAreInEveryPacketBothWays() {
        lac.set(SessionAttributes.SEQUENCING_REQUIRED, true);
        var unnumbered = new ArrayList<Pair.Datagram>();
        Pair pair = new Pair(lns, lac);
        pair.tap = d -> {
            if (!d.isControl() && !hasSequence(d)) {
                unnumbered.add(d);
            }
        };
        pair.start(5);
        send(pair.lns, 1);
        send(pair.lac, 2);
        pair.runFor(10 * Pair.MS);
        assertThat(unnumbered).isEmpty();
        assertThat(marks(pair.lns)).containsExactly(2);
        assertThat(marks(pair.lac)).containsExactly(1);
        assertThat(pair.lns.sessions().get(0).mtu()).as("4 octets less").isEqualTo(1456);
    }

    /** L2TP-5.4-02: the LNS decides, the LAC follows. */
    @Test
    void theLacFollowsTheLnsInItsUseOfSequenceNumbers() {
        lns.set(SessionAttributes.USE_SEQUENCE_NUMBERS, true);
        Pair pair = up();
        assertThat(hasSequence(caught(pair, pair.lns, 1).get(0))).isTrue();
        assertThat(hasSequence(caught(pair, pair.lac, 1).get(0))).isTrue();
    }

    @Test
    void withoutTheOptionNothingIsNumbered() {
        Pair pair = up();
        assertThat(hasSequence(caught(pair, pair.lns, 1).get(0))).isFalse();
        assertThat(hasSequence(caught(pair, pair.lac, 1).get(0))).isFalse();
    }

    /** L2TP-5.4-05: an early packet waits, and goes behind the one that it overtook. */
    @Test
    void swappedPacketsAreDeliveredInOrderWithAReorderTimeout() {
        numbered(50);
        Pair pair = up();
        var packets = caught(pair, pair.lac, 1, 2, 3);
        pair.deliver(packets.get(1), Pair.MS);
        pair.deliver(packets.get(0), 20 * Pair.MS);
        pair.deliver(packets.get(2), 21 * Pair.MS);
        pair.runFor(10 * Pair.MS);
        assertThat(marks(pair.lns)).isEmpty();
        pair.runFor(100 * Pair.MS);
        assertThat(marks(pair.lns)).containsExactly(1, 2, 3);
    }

    @Test
    void anEarlyPacketIsDeliveredWhenTheTimeoutIsOverAndTheLateOneIsDropped() {
        numbered(50);
        Pair pair = up();
        var packets = caught(pair, pair.lac, 1, 2);
        pair.deliver(packets.get(1), Pair.MS);
        pair.deliver(packets.get(0), 100 * Pair.MS);
        pair.runFor(60 * Pair.MS);
        assertThat(marks(pair.lns)).containsExactly(2);
        pair.runFor(60 * Pair.MS);
        assertThat(marks(pair.lns)).containsExactly(2);
        assertThat(pair.lns.count(EngineCounter.DATA_SEQUENCE_DISCARDS)).isOne();
        assertThat(pair.lns.sessions().get(0).counters()).containsEntry("rx_sequence_discards", 1L);
    }

    @Test
    void withoutAReorderTimeoutTheLateOneOfTwoSwappedPacketsIsDropped() {
        numbered(0);
        Pair pair = up();
        var packets = caught(pair, pair.lac, 1, 2);
        pair.deliver(packets.get(1), Pair.MS);
        pair.deliver(packets.get(0), 2 * Pair.MS);
        pair.runFor(10 * Pair.MS);
        assertThat(marks(pair.lns)).containsExactly(2);
    }

    /** A list of early packets that is full goes on at once: the missing one is given up, not the rest. */
    @Test
    void aLostPacketUnderLoadDoesNotStopTheSessionUntilItsTimeout() {
        numbered(10_000);
        Pair pair = up();
        int[] many = new int[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        var packets = caught(pair, pair.lac, many);
        for (int i = 1; i < packets.size(); i++) {
            pair.deliver(packets.get(i), i * Pair.MS);
        }
        pair.runFor(200 * Pair.MS);
        assertThat(pair.lns.delivered).hasSize(99);
    }

    private void numbered(int reorderTimeoutMs) {
        lac.set(SessionAttributes.SEQUENCING_REQUIRED, true);
        lns.set(SessionAttributes.REORDER_TIMEOUT, reorderTimeoutMs);
    }

    @Test
    void theMssOfConnectionsIsClampedBothWays() {
        Pair pair = up();
        pair.lac.sendPacket(pair.lac.open.keySet().iterator().next(), Packet.syn(A, B, 1460));
        pair.lns.sendPacket(pair.lns.open.keySet().iterator().next(), Packet.syn(B, A, 1460));
        pair.runFor(10 * Pair.MS);
        assertThat(Packet.mss(pair.lns.delivered.get(0))).isEqualTo(1420);
        assertThat(Packet.mss(pair.lac.delivered.get(0))).isEqualTo(1420);
    }

    /** The side that clamps does it for both directions, whatever the other one does. */
    @Test
    void oneSideClampsForBothDirections() {
        lac.set(PppAttributes.MSS_CLAMP, false);
        Pair pair = up();
        pair.lac.sendPacket(pair.lac.open.keySet().iterator().next(), Packet.syn(A, B, 1460));
        pair.lns.sendPacket(pair.lns.open.keySet().iterator().next(), Packet.syn(B, A, 1460));
        pair.runFor(10 * Pair.MS);
        assertThat(Packet.mss(pair.lns.delivered.get(0))).isEqualTo(1420);
        assertThat(Packet.mss(pair.lac.delivered.get(0))).isEqualTo(1420);
    }

    @Test
    void anMssThatFitsAndAPeerWithoutClampingAreLeftAlone() {
        lns.set(PppAttributes.MSS_CLAMP, false);
        lac.set(PppAttributes.MSS_CLAMP, false);
        Pair pair = up();
        pair.lac.sendPacket(pair.lac.open.keySet().iterator().next(), Packet.syn(A, B, 1460));
        pair.runFor(10 * Pair.MS);
        assertThat(Packet.mss(pair.lns.delivered.get(0))).isEqualTo(1460);
    }

    /** The MTU of the session: the path's 1500 less the outer headers over IPv6. */
    @Test
    void theMtuOverIpv6LeavesRoomForLongerHeaders() {
        Pair pair = new Pair(lns, new Conf("lac.example"));
        pair.add("lns6", new Conf("lns6.example"), "2001:db8::1");
        PairNode lac6 = pair.add("lac6", new Conf("lac6.example").dial(1, "2001:db8::1"), "2001:db8::2");
        pair.start(5);
        assertThat(lac6.sessions())
                .singleElement()
                .satisfies(s -> assertThat(s.mtu()).isEqualTo(1440));
        assertThat(lac6.open.values())
                .singleElement()
                .satisfies(n -> assertThat(n.mtu()).isEqualTo(1440));
        assertThat(lac6.tunnels().get(0).peerAddress()).isEqualTo("2001:db8::1");
    }

    /** L2TP-6.13-01, -02: the LAC counts malformed frames and tells the LNS, at most once a minute. */
    @Test
    void malformedFramesAtTheLacAreSeenAtTheLns() {
        Pair pair = up();
        for (int i = 0; i < 5; i++) {
            malformed(pair);
        }
        pair.runSeconds(2);
        assertThat(pair.lac.counter("message_wen_sent")).isOne();
        assertThat(pair.lns.sessions().get(0).counters()).containsEntry("peer_framing_errors", 1L);
        pair.runSeconds(60);
        assertThat(pair.lac.counter("message_wen_sent")).isEqualTo(2);
        assertThat(pair.lns.sessions().get(0).counters()).containsEntry("peer_framing_errors", 5L);
        pair.runSeconds(600);
        assertThat(pair.lac.counter("message_wen_sent"))
                .as("nothing new, nothing said")
                .isEqualTo(2);
        assertThat(pair.lac.sessions().get(0).counters()).containsEntry("rx_errors", 5L);
        assertThat(pair.lac.count(EngineCounter.DATA_MALFORMED)).isEqualTo(5);
    }

    /** An IPv4 packet of version 5, from the LNS. */
    private void malformed(Pair pair) {
        Pair.Datagram datagram = caught(pair, pair.lns, 1).get(0);
        byte[] octets = datagram.octets();
        octets[octets.length - 24] = 0x55;
        pair.deliver(datagram, Pair.MS);
        pair.runFor(2 * Pair.MS);
    }

    @Test
    void malformedFramesAtTheLnsAreCountedThereAlone() {
        Pair pair = up();
        Pair.Datagram datagram = caught(pair, pair.lac, 1).get(0);
        datagram.octets()[datagram.octets().length - 24] = 0x55;
        pair.deliver(datagram, Pair.MS);
        pair.runSeconds(100);
        assertThat(pair.lns.count(EngineCounter.DATA_MALFORMED)).isOne();
        assertThat(pair.lns.counter("message_wen_sent")).isZero();
    }

    /** L2TP-6.14-01, -02. */
    @Test
    void aNegotiatedCharacterMapReachesTheLacBySli() {
        lns.set(PppAttributes.ASYNCMAP, 0x000a0000L);
        lac.set(PppAttributes.ASYNCMAP, 0x00000011L);
        Pair pair = up();
        assertThat(pair.lns.counter("message_sli_sent")).isPositive();
        assertThat(pair.lac.counter("message_sli_received_good")).isPositive();
        SessionEntry entry = pair.lac.entries().get(0);
        assertThat(entry.sendAccm).isEqualTo(0x11);
        assertThat(entry.receiveAccm).isEqualTo(0xa0000);
        assertThat(pair.lac.counter("message_sli_sent")).isZero();
    }

    @Test
    void packetsOfAFamilyThatIsNotOpenAreDropped() {
        Pair pair = up();
        pair.lac.sendPacket(pair.lac.open.keySet().iterator().next(), Packet.ipv6());
        assertThat(pair.lac.count(EngineCounter.DATA_NOT_OPEN)).isOne();
        assertThat(pair.lns.delivered).isEmpty();
    }

    /** Frames for a session that is gone reach nobody. */
    @Test
    void dataOfASessionThatHasEndedIsCounted() {
        Pair pair = up();
        Pair.Datagram late = caught(pair, pair.lac, 1).get(0);
        Views.Session session = pair.lns.sessions().get(0);
        pair.lns.done(new Command.CloseSession(
                new Command.TunnelKey(session.tunnelId(), ""), new Command.SessionKey(session.id(), ""), "over"));
        pair.runFor(500 * Pair.MS);
        pair.deliver(late, Pair.MS);
        pair.runFor(10 * Pair.MS);
        assertThat(pair.lns.delivered).isEmpty();
        assertThat(pair.lns.count(EngineCounter.DATA_NO_SESSION)).isOne();
    }

    /** A facility shows its lines wherever it was set: system, tunnel, session, or a profile. */
    @Test
    void dataIsTracedWhereverTheFacilityIsSet() {
        Pair pair = up();
        Views.Session session = pair.lns.sessions().get(0);
        var tunnelKey = new Command.TunnelKey(session.tunnelId(), "");
        var sessionKey = new Command.SessionKey(session.id(), "");
        int mask = TraceFacility.DATA.bit() | TraceFacility.PPP_CONTROL.bit();
        assertThat(pair.lns.traces).isEmpty();
        pair.lns.done(new Command.SetTrace(null, null, mask));
        tracesEcho(pair, true);
        pair.lns.done(new Command.SetTrace(null, null, 0));
        tracesEcho(pair, false);
        pair.lns.done(new Command.SetTrace(tunnelKey, null, mask));
        tracesEcho(pair, true);
        pair.lns.done(new Command.SetTrace(tunnelKey, null, 0));
        pair.lns.done(new Command.SetTrace(tunnelKey, sessionKey, mask));
        tracesEcho(pair, true);
        pair.lns.done(new Command.SetTrace(tunnelKey, sessionKey, 0));
        tracesEcho(pair, false);
    }

    private static void tracesEcho(Pair pair, boolean expected) {
        pair.lns.traces.clear();
        pair.runSeconds(31);
        assertThat(pair.lns.traces.stream().anyMatch(t -> t.startsWith("data ")))
                .isEqualTo(expected);
        assertThat(pair.lns.traces.stream().anyMatch(t -> t.startsWith("ppp_control ")))
                .isEqualTo(expected);
    }

    @Test
    void profilesSetFacilitiesFromTheStart() {
        lns.set(org.jl2tpd.profile.TunnelAttributes.TRACE_FLAGS, TraceFacility.PROTOCOL.bit())
                .set(SessionAttributes.TRACE_FLAGS, TraceFacility.FSM.bit())
                .set(PppAttributes.TRACE_FLAGS, TraceFacility.PPP_CONTROL.bit());
        lac.set(SystemAttributes.TRACE_FLAGS, TraceFacility.TRANSPORT.bit());
        Pair pair = up();
        assertThat(pair.lns.traces).anyMatch(t -> t.startsWith("protocol "));
        assertThat(pair.lns.traces).anyMatch(t -> t.startsWith("fsm "));
        assertThat(pair.lns.traces).anyMatch(t -> t.startsWith("ppp_control "));
        assertThat(pair.lac.traces).isNotEmpty().allMatch(t -> t.startsWith("transport "));
    }
}
