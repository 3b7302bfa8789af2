package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jl2tpd.datapath.DatapathCounter;
import org.jl2tpd.datapath.PacketSink;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.FrameDatapath.DebugEffect;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.engine.SessionNotice;
import org.jl2tpd.engine.SessionOptions;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.ResultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that is up: its frames, options, figures and end. */
class KernelDatapathTest {
    private static final byte[] LCP = Bench.octets(0xc0, 0x21, 9, 1, 0, 8, 0, 0, 0, 0);

    private final Bench bench = new Bench();

    private void giveFrames(int fd, byte[]... frames) {
        bench.kernel.toRead.put(fd, new ArrayDeque<>(List.of(frames)));
        bench.watched.get(fd).drain(64);
    }

    @Test
    void framesOfChannelAndUnitReachTheEngine() {
        bench.setUp();
        byte[] ipcp = Bench.octets(0x80, 0x21, 1, 1, 0, 4);
        giveFrames(bench.descriptor("channel"), LCP);
        giveFrames(bench.descriptor("unit"), ipcp);
        assertThat(bench.frames).containsExactly(LCP, ipcp);
        assertThat(bench.datapath.counter(DatapathCounter.FRAMES_IN)).isEqualTo(2);
    }

    @Test
    void linkProtocolsGoToTheChannelAndNetworkOnesToTheUnit() {
        bench.setUp();
        bench.datapath.sendFrame(bench.session, Bench.frame(0xff, 0x03, 0xc0, 0x21, 1));
        bench.datapath.sendFrame(bench.session, Bench.frame(0xc2, 0x23, 2));
        bench.datapath.sendFrame(bench.session, Bench.frame(0xff, 0x03, 0x80, 0x21, 3));
        bench.datapath.sendFrame(bench.session, Bench.frame(0x57, 0x60));
        assertThat(bench.kernel.written.get(bench.descriptor("channel")))
                .containsExactly(Bench.octets(0xc0, 0x21, 1), Bench.octets(0xc2, 0x23, 2));
        assertThat(bench.kernel.written.get(bench.descriptor("unit")))
                .containsExactly(Bench.octets(0x80, 0x21, 3), Bench.octets(0, 0x57, 0x60));
    }

    @Test
    void everythingGoesToTheChannelBeforeTheDevice() {
        bench.datapath.openTunnel(bench.tunnel);
        bench.datapath.openSession(bench.session, Bench.OPTIONS);
        var heap = java.nio.ByteBuffer.wrap(Bench.octets(0x80, 0x21, 5));
        bench.datapath.sendFrame(bench.session, heap);
        assertThat(bench.kernel.written.get(bench.descriptor("channel"))).containsExactly(Bench.octets(0x80, 0x21, 5));
    }

    @Test
    void framesTooShortOrTooLongAreCountedAndDropped() {
        bench.setUp();
        bench.datapath.sendFrame(bench.session, Bench.frame(0xff));
        bench.datapath.sendFrame(bench.session, Bench.frame(0xff, 0x03));
        bench.datapath.sendFrame(bench.session, java.nio.ByteBuffer.allocate(20_000));
        assertThat(bench.datapath.counter(DatapathCounter.FRAME_WRITE)).isEqualTo(3);
        assertThat(bench.kernel.written).isEmpty();
    }

    @Test
    void aPeersFrameThatIsTooLongIsCountedAndTheNextOneIsRead() {
        bench.setUp();
        giveFrames(bench.descriptor("channel"), new byte[20_000], LCP);
        assertThat(bench.frames).containsExactly(LCP);
        assertThat(bench.datapath.counter(DatapathCounter.FRAME_TOO_LONG)).isEqualTo(1);
        assertThat(bench.notices).isEmpty();
    }

    @Test
    void nothingIsReadAfterTheEngineClosedTheSessionInTheMidst() {
        bench.setUp();
        bench.onFrame = () -> bench.datapath.closeSession(bench.session);
        giveFrames(bench.descriptor("channel"), LCP, LCP);
        assertThat(bench.frames).hasSize(1);
    }

    @Test
    void aDeadChannelEndsTheSessionOnceInTrueWords() {
        bench.setUp();
        int channel = bench.descriptor("channel");
        bench.kernel.readResult.put(channel, -Errno.ENXIO);
        bench.watched.get(channel).drain(64);
        int unit = bench.descriptor("unit");
        bench.kernel.readResult.put(unit, 0);
        bench.watched.get(unit).drain(64);
        assertThat(bench.notices).hasSize(1);
        var ended = (SessionNotice.Ended) bench.notices.get(0);
        assertThat(ended.result().result()).isEqualTo(ResultCode.CDN_LOST_CARRIER);
        assertThat(ended.words()).contains("ENXIO");
        assertThat(bench.watched).isEmpty();
    }

    @Test
    void onlyChangedOptionsAreSetAgainAndAFailureRestoresThem() {
        bench.setUp();
        bench.kernel.calls.clear();
        assertThat(bench.datapath.setOptions(bench.session, new SessionOptions(false, true, true, 50, true, 0)))
                .isNull();
        assertThat(bench.kernel.calls).containsExactly("RECVSEQ=1");
        bench.kernel.calls.clear();
        bench.kernel.counted = 0;
        bench.kernel.failAt = 1;
        assertThat(bench.datapath.setOptions(bench.session, new SessionOptions(true, false, true, 50, true, 0)))
                .contains("SENDSEQ")
                .contains("EPERM");
        assertThat(bench.kernel.calls).containsSubsequence("LNSMODE=1", "SENDSEQ=0", "LNSMODE=0", "SENDSEQ=1");
    }

    @Test
    void figuresAreKnownAfterARoundAndStayAfterTheEnd() {
        bench.setUp();
        assertThat(bench.datapath.statistics(bench.session).txPackets()).isZero();
        bench.datapath.poll(bench.nowNs, 64);
        bench.nowNs += 2_000_000;
        assertThat(bench.datapath.statistics(bench.session).txPackets()).isEqualTo(1);
        assertThat(bench.datapath.statistics(bench.session).ageMs()).isEqualTo(2);
        assertThat(bench.datapath.statistics(bench.tunnel).rxOutOfSequence()).isEqualTo(8);
        bench.datapath.closeSession(bench.session);
        assertThat(bench.datapath.statistics(bench.session).rxErrors()).isEqualTo(6);
    }

    @Test
    void figuresAreReadAtOnceBeforeAnEnd() {
        bench.setUp();
        bench.datapath.readStatistics(bench.session);
        assertThat(bench.datapath.statistics(bench.session).txPackets()).isEqualTo(1);
        assertThat(bench.datapath.statistics(bench.tunnel).txPackets()).isZero();
        bench.datapath.readStatistics(bench.tunnel);
        assertThat(bench.datapath.statistics(bench.tunnel).txPackets()).isEqualTo(1);
        bench.datapath.closeSession(bench.session);
        bench.datapath.readStatistics(bench.session);
    }

    @Test
    void aSessionIsIdleNoLongerThanItHasBeenThere() {
        bench.setUp();
        bench.kernel.idleNs = Long.MAX_VALUE;
        bench.nowNs += 3_000_000_000L;
        assertThat(bench.datapath.idleNs(bench.session)).isEqualTo(3_000_000_000L);
        bench.kernel.idleNs = 1_000_000_000L;
        assertThat(bench.datapath.idleNs(bench.session)).isEqualTo(1_000_000_000L);
    }

    @Test
    void routerAdvertisementsOfOursKeepNoSessionFromBeingIdle() {
        bench.setUp();
        bench.kernel.idleNs = 20_000_000_000L;
        bench.nowNs += 100_000_000_000L;
        bench.datapath.sendFrame(bench.session, Bench.frame(0x00, 0x57, 0x60));
        bench.kernel.idleNs = 0;
        bench.nowNs += 500_000_000L;
        assertThat(bench.datapath.idleNs(bench.session)).isEqualTo(20_500_000_000L);
        bench.kernel.idleNs = 10_000_000_000L;
        bench.nowNs += 9_500_000_000L;
        bench.datapath.sendFrame(bench.session, Bench.frame(0x80, 0x21, 1, 1));
        assertThat(bench.datapath.idleNs(bench.session)).isEqualTo(30_000_000_000L);
        bench.kernel.idleNs = 2_000_000_000L;
        assertThat(bench.datapath.idleNs(bench.session)).isEqualTo(2_000_000_000L);
    }

    @Test
    void aServersRouterPacketsComeAsFrames() {
        bench.datapath.openTunnel(bench.tunnel);
        bench.datapath.openSession(bench.session, Bench.OPTIONS);
        bench.datapath.openDevice(bench.session, Bench.LINK);
        bench.datapath.open(bench.session, Bench.serverNetwork());
        bench.kernel.routerDevice = 500;
        bench.kernel.routerPackets.add(Bench.octets(0x60, 1, 2));
        bench.watched.get(bench.descriptor("router")).drain(64);
        assertThat(bench.frames).containsExactly(Bench.octets(0, 0x57, 0x60, 1, 2));
        bench.datapath.closeSession(bench.session);
        bench.kernel.routerPackets.add(Bench.octets(0x60, 1, 2));
        bench.watched.get(bench.descriptor("router")).drain(64);
        assertThat(bench.frames).hasSize(1);
        assertThat(bench.datapath.counter(DatapathCounter.ROUTER_PACKET_IGNORED))
                .isEqualTo(1);
    }

    @Test
    void theNetworkGoesAndComesBackWhileTheSessionStays() {
        bench.setUp();
        bench.datapath.close(bench.session);
        assertThat(bench.kernel.network).isEmpty();
        assertThat(bench.datapath.open(bench.session, Bench.clientNetwork())).isNull();
        assertThat(bench.kernel.network).contains("up 500", "address 500 10.0.0.2/32");
    }

    @Test
    void onlyProtocolsThatAreOpenPass() {
        bench.datapath.openTunnel(bench.tunnel);
        bench.datapath.openSession(bench.session, Bench.OPTIONS);
        bench.datapath.openDevice(bench.session, Bench.LINK);
        bench.datapath.open(bench.session, Bench.network(IpAddress.parse("10.0.0.2"), 0));
        bench.datapath.open(bench.session, Bench.network(null, 0x11));
        bench.datapath.open(bench.session, Bench.network(null, 0x11));
        assertThat(bench.kernel.calls.stream().filter(call -> call.startsWith("pass")))
                .containsExactly("pass 0x57 false", "pass 0x21 false", "pass 0x57 true");
    }

    @Test
    void bridgesChannelsOfOpenSessions() {
        bench.setUp();
        var other = new Bench.FakeSession(bench.tunnel, 12, 23);
        assertThat(bench.datapath.bridge(bench.session, other)).isNotNull();
        bench.datapath.openSession(other, Bench.OPTIONS);
        assertThat(bench.datapath.bridge(bench.session, other)).isNull();
        assertThat(bench.kernel.calls).last().asString().startsWith("bridge to 10");
    }

    @Test
    void framesStillComeHereWhereTheKernelHasNoBridge() {
        bench.setUp();
        var other = new Bench.FakeSession(bench.tunnel, 12, 23);
        bench.datapath.openSession(other, Bench.OPTIONS);
        bench.kernel.failAt = bench.kernel.counted;
        bench.kernel.failErrno = Errno.ENOTTY;
        assertThat(bench.datapath.bridge(bench.session, other)).isNull();
        assertThat(bench.kernel.failed).startsWith("bridge");
        assertThat(bench.datapath.counter(DatapathCounter.BRIDGE_MISSING)).isEqualTo(1);
        giveFrames(bench.descriptor("channel"), LCP);
        assertThat(bench.frames).containsExactly(LCP);
    }

    @Test
    void closingTheTunnelClosesItsSessions() {
        bench.setUp();
        bench.datapath.closeTunnel(bench.tunnel);
        assertThat(bench.kernel.open).isEmpty();
        bench.datapath.closeSession(bench.session);
        bench.datapath.closeTunnel(bench.tunnel);
    }

    @Test
    void aDebugMaskReachesTheSocketOfTunnelOrSession() {
        bench.setUp();
        assertThat(bench.datapath.setDebugMask(bench.tunnel, null, 5))
                .containsExactly(new DebugEffect("setsockopt", true, ""));
        assertThat(bench.datapath.setDebugMask(bench.tunnel, bench.session, 3))
                .containsExactly(new DebugEffect("setsockopt", true, ""));
        assertThat(bench.kernel.calls).endsWith("DEBUG=5", "DEBUG=3");
        bench.datapath.closeSession(bench.session);
        assertThat(bench.datapath.setDebugMask(bench.tunnel, bench.session, 5))
                .containsExactly(new DebugEffect("setsockopt", false, ""));
    }

    @Test
    void pppdGetsTheSocketOfASessionWhoseChannelIsFree() {
        var started = new java.util.ArrayList<Integer>();
        PppdStarter pppd = new PppdStarter() {
            @Override
            public String start(DataSession session, int socket, PppdOptions options, PacketSink sink) {
                started.add(socket);
                return null;
            }

            @Override
            public void stop(DataSession session) {
                started.remove(0);
            }

            @Override
            public void close() {}
        };
        var withPppd = new Bench(pppd);
        withPppd.datapath.openTunnel(withPppd.tunnel);
        withPppd.datapath.openSession(withPppd.session, Bench.OPTIONS);
        assertThat(withPppd.datapath.startPppd(withPppd.session, null)).isNull();
        assertThat(withPppd.kernel.open.values()).noneMatch(kind -> kind.startsWith("channel"));
        assertThat(started).containsExactly(withPppd.descriptor("socket 7/11"));
        withPppd.datapath.closeTunnel(withPppd.tunnel);
        assertThat(started).isEmpty();
        assertThat(withPppd.kernel.open).isEmpty();
    }

    @Test
    void theClampingTableTakesDevicesOfOurGroupBothWays() {
        assertThat(NftPacketRules.clamping("jl2tpd-1-1"))
                .startsWith("table inet jl2tpd-1-1 {")
                .contains("iifgroup { 1701, 1703 } tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu")
                .contains("oifgroup { 1701, 1703 } ");
        assertThat(NftPacketRules.checking("jl2tpd-1-1", false))
                .contains("iifgroup { 1702, 1703 } ip6 saddr")
                .doesNotContain("ipv4");
        assertThat(NftPacketRules.checking("jl2tpd-1-1", true))
                .contains("iifgroup { 1702, 1703 } ip6 saddr")
                .contains("iifgroup { 1702, 1703 } meta nfproto ipv4 fib saddr . iif oif missing drop");
    }

    @Test
    void saysWhatAKernelWithoutFibLacksAndThatADeviceNameStandsOnce() {
        String nft = "nft: /dev/stdin:4:61-92: Error: Could not process rule: No such file or directory";
        assertThat(NftPacketRules.lacking(nft)).isEqualTo("the kernel lacks nft_fib (CONFIG_NFT_FIB_INET); " + nft);
        assertThat(NftPacketRules.lacking("nft: no permission")).isEqualTo("nft: no permission");
        assertThat(KernelDevice.withoutSubject("vlac: EEXIST", "vlac")).isEqualTo("EEXIST");
        assertThat(KernelDevice.withoutSubject("10.0.0.1: EEXIST", "vlac")).isEqualTo("10.0.0.1: EEXIST");
        assertThat(KernelDevice.withoutSubject(null, "vlac")).isNull();
    }

    /** As Ubuntu has it. */
    @Test
    void aLooseSettingOfAllDevicesOverrulesTheOnesOfOurs(@TempDir Path ipv4) throws IOException {
        assertThat(NftPacketRules.isOverruled(ipv4)).isFalse();
        Path all = Files.createDirectories(ipv4.resolve("conf/all"));
        Files.writeString(all.resolve("rp_filter"), "2\n");
        assertThat(NftPacketRules.isOverruled(ipv4)).isTrue();
        Files.writeString(all.resolve("rp_filter"), "1\n");
        assertThat(NftPacketRules.isOverruled(ipv4)).isFalse();
    }

    @Test
    void aDeviceIsInTheGroupOfWhatIsDoneToItsPackets() {
        assertThat(PacketRules.group(true, false)).isEqualTo(1701);
        assertThat(PacketRules.group(false, true)).isEqualTo(1702);
        assertThat(PacketRules.group(true, true)).isEqualTo(1703);
        assertThat(PacketRules.group(false, false)).isZero();
    }
}
