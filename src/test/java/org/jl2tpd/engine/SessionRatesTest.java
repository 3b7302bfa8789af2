package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jl2tpd.ppp.SessionPolicy;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;

/** Where a session's limits come from, when they are in force, and what they let pass. */
class SessionRatesTest {
    private static final IpAddress PEER = IpAddress.v4(0x0a000002);
    private static final IpAddress US = IpAddress.v4(0x0a000001);
    /** Octets of {@link Packet#ipv4}. */
    private static final int PACKET = 24;
    /** What passes at once with a low rate, in packets. */
    private static final int BURST = DataRates.LEAST_BURST / PACKET;

    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example").dial(1, Pair.LNS);

    private static SessionPolicy policy(long rx, long tx) {
        return new SessionPolicy("", "", 0, rx, tx, "", -1, List.of());
    }

    private static DataRates inForce(PairNode node) {
        Views.SessionDetail detail = node.sessions().get(0).detail();
        return new DataRates(detail.rxLimitBitsPerSecond(), detail.txLimitBitsPerSecond());
    }

    private static void send(PairNode node, int packets) {
        DataSession session = node.open.keySet().iterator().next();
        for (int i = 0; i < packets; i++) {
            node.sendPacket(session, Packet.ipv4(PEER, US, i));
        }
    }

    private static SessionRates rates(PairNode node) {
        return node.entries().get(0).rates;
    }

    @Test
    void withoutALimitEverythingPasses() {
        Pair pair = new Pair(lns, lac).start(5);
        send(pair.lac, 2 * BURST);
        pair.runFor(10 * Pair.MS);
        assertThat(pair.lns.delivered).hasSize(2 * BURST);
        assertThat(inForce(pair.lns)).isEqualTo(DataRates.NONE);
    }

    @Test
    void theProfileLimitsWhatComesFromThePeer() {
        lns.set(PppAttributes.RX_BITS_PER_SECOND, 8_000L);
        Pair pair = new Pair(lns, lac).start(5);
        send(pair.lac, BURST + 10);
        pair.runFor(Pair.MS);
        assertThat(pair.lns.delivered).hasSize(BURST);
        assertThat(pair.lns.count(EngineCounter.DATA_RX_RATE_DISCARDS)).isEqualTo(10);
        assertThat(pair.lns.sessions().get(0).counters())
                .containsEntry("rx_rate_discards", 10L)
                .containsEntry("tx_rate_discards", 0L);
        pair.runSeconds(1);
        send(pair.lac, 100);
        pair.runFor(Pair.MS);
        assertThat(pair.lns.delivered.size() - BURST)
                .as("1,000 octets a second")
                .isBetween(40, 43);
    }

    @Test
    void theProfileLimitsWhatIsSentToThePeer() {
        lns.set(PppAttributes.TX_BITS_PER_SECOND, 8_000L);
        Pair pair = new Pair(lns, lac).start(5);
        send(pair.lns, BURST + 10);
        pair.runFor(Pair.MS);
        assertThat(pair.lac.delivered).hasSize(BURST);
        assertThat(pair.lns.count(EngineCounter.DATA_TX_RATE_DISCARDS)).isEqualTo(10);
        assertThat(pair.lns.sessions().get(0).counters()).containsEntry("tx_rate_discards", 10L);
    }

    /** The peer notices a link that says nothing: LCP's echoes pass, however much data there is. */
    @Test
    void whatKeepsTheLinkUpIsNeverLimited() {
        lns.set(PppAttributes.RX_BITS_PER_SECOND, 1_000L).set(PppAttributes.TX_BITS_PER_SECOND, 1_000L);
        lns.set(PppAttributes.LCP_ECHO_INTERVAL, 1).set(PppAttributes.LCP_ECHO_FAILURE_COUNT, 2);
        Pair pair = new Pair(lns, lac).start(5);
        for (int i = 0; i < 30; i++) {
            send(pair.lac, BURST);
            send(pair.lns, BURST);
            pair.runSeconds(1);
        }
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN)).isEmpty();
        assertThat(pair.lns.sessions()).hasSize(1);
    }

    @Test
    void theAuthorizationGoesBeforeTheProfile() {
        lns.set(PppAttributes.RX_BITS_PER_SECOND, 8_000L).set(PppAttributes.TX_BITS_PER_SECOND, 9_000L);
        Pair pair = new Pair(lns, lac);
        pair.lns.policy = policy(2_000_000, 0);
        pair.start(5);
        assertThat(inForce(pair.lns)).isEqualTo(new DataRates(2_000_000, 9_000));
    }

    @Test
    void aLiveChangeGoesBeforeBothAndLeavesWhatItDoesNotSay() {
        lns.set(PppAttributes.TX_BITS_PER_SECOND, 9_000L);
        Pair pair = new Pair(lns, lac);
        pair.lns.policy = policy(2_000_000, 0);
        pair.start(5);
        assertThat(rates(pair.lns).set(pair.nowNs(), -1, 64_000)).isNull();
        assertThat(inForce(pair.lns)).isEqualTo(new DataRates(2_000_000, 64_000));
        assertThat(rates(pair.lns).set(pair.nowNs(), 0, -1)).isNull();
        assertThat(inForce(pair.lns)).isEqualTo(new DataRates(0, 64_000));
        send(pair.lac, 2 * BURST);
        pair.runFor(Pair.MS);
        assertThat(pair.lns.delivered).hasSize(2 * BURST);
    }

    @Test
    void aDatapathThatCarriesFramesIsToldOnlyOfLimits() {
        Pair pair = new Pair(lns, lac);
        var frames = new FrameNode(pair.lns);
        new FrameNode(pair.lac);
        pair.start(5);
        assertThat(frames.calls).doesNotContain("setRates");
        assertThat(rates(pair.lns).set(pair.nowNs(), 1_000_000, 2_000_000)).isNull();
        assertThat(frames.rates).containsValue("1000000/2000000");
        assertThat(pair.lns.sessions().get(0).counters()).doesNotContainKey("rx_rate_discards");
    }

    @Test
    void aDatapathLimitsADeviceBeforeItHasANetwork() {
        lns.set(PppAttributes.RX_BITS_PER_SECOND, 8_000L);
        Pair pair = new Pair(lns, lac);
        var frames = new FrameNode(pair.lns);
        new FrameNode(pair.lac);
        pair.start(5);
        assertThat(frames.told()).contains("openDevice setRates open");
    }

    @Test
    void aSessionWhoseLimitsCannotBeHadIsRefused() {
        lns.set(PppAttributes.RX_BITS_PER_SECOND, 8_000L);
        Pair pair = new Pair(lns, lac);
        var frames = new FrameNode(pair.lns);
        frames.failing = "setRates";
        new FrameNode(pair.lac);
        pair.start(5);
        assertThat(frames.networks).isEmpty();
        assertThat(frames.devices).isEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.DATAPATH_FAILURE)).isNotEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_UP)).isEmpty();
    }

    @Test
    void aLiveChangeThatFailsChangesNothing() {
        lns.set(PppAttributes.RX_BITS_PER_SECOND, 8_000L);
        Pair pair = new Pair(lns, lac);
        var frames = new FrameNode(pair.lns);
        new FrameNode(pair.lac);
        pair.start(5);
        frames.failing = "setRates";
        assertThat(rates(pair.lns).set(pair.nowNs(), 64_000, 64_000)).contains("no buffer space");
        assertThat(inForce(pair.lns)).isEqualTo(new DataRates(8_000, 0));
        frames.failing = null;
        assertThat(rates(pair.lns).refresh(pair.nowNs())).isNull();
        assertThat(inForce(pair.lns)).isEqualTo(new DataRates(8_000, 0));
    }

    @Test
    void theDeviceOfAPppdIsLimitedWhenItIsKnown() {
        lns.set(PppAttributes.PPP, Choices.PppMode.PPPD).set(PppAttributes.TX_BITS_PER_SECOND, 5_000_000L);
        Pair pair = new Pair(lns, lac);
        var frames = new FrameNode(pair.lns);
        new FrameNode(pair.lac);
        pair.lns.policy = policy(1_000_000, 0);
        pair.start(5);
        assertThat(frames.rates).isEmpty();
        pppdUp(pair, frames);
        assertThat(frames.rates).containsValue("ppp7 1000000/5000000");
    }

    @Test
    void aPppdWhoseDeviceCannotBeLimitedEndsWithItsSession() {
        lns.set(PppAttributes.PPP, Choices.PppMode.PPPD).set(PppAttributes.TX_BITS_PER_SECOND, 5_000_000L);
        Pair pair = new Pair(lns, lac);
        var frames = new FrameNode(pair.lns);
        new FrameNode(pair.lac);
        pair.start(5);
        frames.failing = "setRates";
        pppdUp(pair, frames);
        assertThat(pair.lns.events(EngineEvent.Kind.DATAPATH_FAILURE)).hasSize(1);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_UP)).isEmpty();
        assertThat(frames.told()).contains("closeSession");
    }

    private static void pppdUp(Pair pair, FrameNode frames) {
        DataSession session = frames.sessions.keySet().iterator().next();
        pair.lns.engine.onNotice(pair.nowNs(), session, new SessionNotice.NetworkUp("ppp7", US, PEER, "user"));
        pair.runFor(Pair.MS);
    }
}
