package org.jl2tpd.ppp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.ppp.AuthProtocol.CHAP_MD5;
import static org.jl2tpd.ppp.AuthProtocol.MS_CHAP_V2;
import static org.jl2tpd.ppp.AuthProtocol.PAP;
import static org.jl2tpd.ppp.Scripted.IPCP;
import static org.jl2tpd.ppp.Scripted.LCP;
import static org.jl2tpd.ppp.Settings.SECOND;

import org.jl2tpd.wire.PppDisconnectCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LCP against a peer played by hand; ids of the conformance checklist, section 11.1. */
class LcpTest {
    private static Scripted opened() {
        return Scripted.lcpOpen(Settings.server(CHAP_MD5));
    }

    private static int magicOf(String options) {
        int at = options.indexOf("0506");
        return Integer.parseUnsignedInt(options.substring(at + 4, at + 12), 16);
    }

    @Test
    void asksForWhatDiffersFromTheDefault() {
        Settings settings = Settings.server(CHAP_MD5);
        settings.mru = 1400;
        String options = Scripted.up(settings).expectCode(LCP, 1);
        assertThat(options).matches("01040578" + "020600000000" + "0305c22305" + "0506[0-9a-f]{8}");
    }

    /** PPP-1661-4.6-01: the restart timer and Max-Configure are settings. */
    @Test
    void givesUpAfterMaxConfigureRequests() {
        Settings settings = Settings.server();
        settings.maxConfigure = 4;
        var peer = Scripted.up(settings);
        String first = peer.next();
        for (int i = 1; i < 4; i++) {
            peer.elapse();
            assertThat(peer.nowNs).isEqualTo(3 * i * SECOND);
            assertThat(peer.next()).isEqualTo(first);
        }
        peer.elapse();
        peer.silent();
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.NO_LCP);
        assertThat(peer.host.cause.protocol()).isEqualTo(0xc021);
        assertThat(peer.link.nextDeadlineNs()).isEqualTo(PppLink.NEVER);
    }

    @Test
    void namesATimeoutOfLcpWhereThePeerWasHeard() {
        Settings settings = Settings.server();
        settings.maxConfigure = 2;
        var peer = Scripted.up(settings);
        peer.send(LCP, 1, 1, "");
        peer.elapse();
        peer.elapse();
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.LCP_TIMEOUT);
    }

    /** PPP-1661-4.6-01: Max-Terminate. */
    @Test
    void givesUpTerminatingAfterMaxTerminate() {
        var peer = opened();
        peer.host.frames.clear();
        peer.link.close(0, new PppDisconnectCause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, ""));
        peer.expectCode(LCP, 5);
        peer.elapse();
        peer.expectCode(LCP, 5);
        assertThat(peer.host.cause).isNull();
        peer.elapse();
        peer.silent();
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.ADMINISTRATIVE);
    }

    /** PPP-1661-4.6-02: Max-Failure Naks, then a Reject. */
    @Test
    void rejectsAfterMaxFailureNaks() {
        Settings settings = Settings.server();
        settings.maxFailure = 3;
        var peer = Scripted.up(settings);
        peer.next();
        for (int i = 0; i < 3; i++) {
            peer.send(LCP, 1, i, "01040010");
            assertThat(peer.expectCode(LCP, 3)).isEqualTo("010405dc");
        }
        peer.send(LCP, 1, 7, "01040010");
        assertThat(peer.expectCode(LCP, 4)).isEqualTo("01040010");
    }

    /** PPP-1661-4.3-01: a Configure-Request in Opened renegotiates at once, without an operator. */
    @Test
    void renegotiatesWhenThePeerAsksInOpened() {
        var peer = Scripted.network(Settings.server());
        peer.host.frames.clear();
        peer.send(LCP, 1, 44, "");
        assertThat(peer.link.phase()).isEqualTo(PppPhase.ESTABLISH);
        String request = peer.next();
        assertThat(request).startsWith("c02101");
        assertThat(peer.next()).isEqualTo("c021022c0004");
        peer.send(LCP, 2, Scripted.identifier(request), request.substring(12));
        assertThat(peer.link.phase()).isEqualTo(PppPhase.NETWORK);
        assertThat(peer.host.requests).hasSize(2);
    }

    /** PPP-1661-5.1-01: replies count only with the request's identifier, and its very options. */
    @Test
    void discardsRepliesThatDoNotFitTheRequest() {
        var peer = Scripted.up(Settings.server());
        String request = peer.next();
        int identifier = Scripted.identifier(request);
        String options = request.substring(12);
        peer.send(LCP, 2, identifier + 1, options);
        peer.send(LCP, 3, identifier + 1, "0506deadbeef");
        peer.send(LCP, 4, identifier + 1, "0506deadbeef");
        peer.send(LCP, 2, identifier, options.substring(0, options.length() - 12));
        peer.send(LCP, 4, identifier, "0702");
        peer.silent();
        assertThat(peer.link.describe()).startsWith("lcp Req-Sent");
        assertThat(peer.link.droppedFrames()).isEqualTo(5);
        peer.send(LCP, 2, identifier, options);
        assertThat(peer.link.describe()).startsWith("lcp Ack-Rcvd");
    }

    /** PPP-1661-5.1-01: the identifier changes with the options, and stays when a request is only repeated. */
    @Test
    void changesTheIdentifierWithTheOptions() {
        var peer = Scripted.up(Settings.server());
        String first = peer.next();
        peer.elapse();
        assertThat(peer.next()).isEqualTo(first);
        peer.send(LCP, 4, Scripted.identifier(first), "020600000000");
        String second = peer.next();
        assertThat(Scripted.identifier(second)).isNotEqualTo(Scripted.identifier(first));
        assertThat(second).doesNotContain("020600000000");
    }

    /** A reply that the network repeats does not disturb what follows. */
    @Test
    void discardsASecondAck() {
        var peer = Scripted.up(Settings.server());
        String request = peer.next();
        peer.send(LCP, 1, 9, "");
        peer.next();
        peer.send(LCP, 2, Scripted.identifier(request), request.substring(12));
        peer.send(LCP, 2, Scripted.identifier(request), request.substring(12));
        assertThat(peer.link.describe()).startsWith("lcp Opened");
    }

    /** PPP-1661-5.2-01: an Ack repeats the options as they are, in their order. */
    @Test
    void acknowledgesAllOptionsUnchanged() {
        var peer = Scripted.up(Settings.server());
        peer.next();
        String options = "0802" + "0702" + "0506cafebabe" + "0206000a0000" + "010405d4";
        peer.send(LCP, 1, 0x21, options);
        assertThat(peer.next()).isEqualTo("c02102210018" + options);
        assertThat(peer.link.peerAcceptsAcfc()).isTrue();
        assertThat(peer.link.peerAcceptsPfc()).isTrue();
        assertThat(peer.link.sendMtu()).isEqualTo(1492);
    }

    /** PPP-1661-5.2-01: Reject before Nak; each lists only what it is about, in order. */
    @Test
    void rejectsBeforeItNaks() {
        var peer = Scripted.up(Settings.server());
        peer.next();
        String callback = "0d0306";
        String mrru = "110405dc";
        peer.send(LCP, 1, 1, callback + "01040010" + mrru + "0506cafebabe");
        assertThat(peer.expectCode(LCP, 4)).isEqualTo(callback + mrru);
        peer.send(LCP, 1, 2, "01040010" + "0506cafebabe" + "050600000000");
        assertThat(peer.expectCode(LCP, 4)).as("a second option of a type").isEqualTo("050600000000");
        peer.send(LCP, 1, 3, "01040010" + "0506cafebabe");
        assertThat(peer.expectCode(LCP, 3)).isEqualTo("010405dc");
    }

    /** PPP-1661-5.3-01: a Nak with an option of another length is survived. */
    @Test
    void survivesNaksOfAnyLength() {
        var peer = Scripted.up(Settings.server(CHAP_MD5));
        String request = peer.next();
        peer.send(LCP, 3, Scripted.identifier(request), "0102" + "0203ff" + "0506" + "11223344" + "1108010203040506");
        assertThat(peer.expectCode(LCP, 1)).matches("020600000000" + "0305c22305" + "0506[0-9a-f]{8}");
    }

    /** PPP-1661-5.3-01: a rejected option is not sent again. */
    @Test
    void neverSendsARejectedOptionAgain() {
        var peer = Scripted.up(Settings.server());
        String request = peer.next();
        String options = request.substring(12);
        peer.send(LCP, 4, Scripted.identifier(request), options);
        String second = peer.next();
        assertThat(second.substring(12)).isEmpty();
        peer.elapse();
        assertThat(peer.next()).isEqualTo(second);
    }

    /** PPP-1661-5.5-01: a Terminate-Request is always acknowledged; PPP-1661-3.7-01: one restart period before the end. */
    @Test
    void waitsARestartPeriodAfterAcknowledgingTermination() {
        var peer = Scripted.network(Settings.server());
        peer.host.frames.clear();
        peer.nowNs = 1000;
        peer.send(LCP, 5, 0x55, "627965");
        assertThat(peer.next()).isEqualTo("c02106550004");
        assertThat(peer.host.cause).isNull();
        assertThat(peer.link.nextDeadlineNs()).isEqualTo(1000 + 3 * SECOND);
        peer.send(LCP, 5, 0x56, "");
        assertThat(peer.next()).isEqualTo("c02106560004");
        peer.elapse();
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.NORMAL);
        assertThat(peer.host.cause.direction()).isEqualTo(1);
        assertThat(peer.host.cause.protocol()).isZero();
    }

    @Test
    void acknowledgesTerminationWhileNegotiating() {
        var peer = Scripted.up(Settings.server());
        peer.next();
        peer.send(LCP, 5, 3, "");
        assertThat(peer.next()).isEqualTo("c02106030004");
        assertThat(peer.link.describe()).startsWith("lcp Req-Sent");
    }

    /** PPP-1661-5.6-01: an unknown code is rejected with its packet, a new identifier each time. */
    @Test
    void rejectsUnknownCodes() {
        var peer = opened();
        peer.host.frames.clear();
        peer.send(LCP, 0x3f, 0x77, "aabb");
        String first = peer.next();
        assertThat(first).startsWith("c02107").endsWith("3f770006aabb");
        peer.send(LCP, 0x3f, 0x77, "aabb");
        assertThat(Scripted.identifier(peer.next())).isNotEqualTo(Scripted.identifier(first));
    }

    /** PPP-1661-5.6-01: the rejected packet is cut to the peer's MRU. */
    @Test
    void cutsRejectsToThePeersMru() {
        var peer = Scripted.lcpOpen(Settings.server(CHAP_MD5), "01040080");
        peer.host.frames.clear();
        peer.send(LCP, 0x3f, 1, "5a".repeat(400));
        assertThat(peer.next()).hasSize(4 + 2 * 128);
    }

    /** PPP-1661-5.6-01: Protocol-Reject only when LCP is open. */
    @Test
    void rejectsForeignProtocolsOnceTheNetworkPhaseIsReached() {
        var peer = Scripted.up(Settings.server());
        peer.next();
        peer.frame("ff0380fd01010004");
        peer.silent();
        peer = Scripted.network(Settings.server());
        peer.host.frames.clear();
        for (String protocol : new String[] {"80fd", "8053", "c025", "8281", "003d"}) {
            peer.frame("ff03" + protocol + "01010004");
            assertThat(peer.expectCode(LCP, 8)).isEqualTo(protocol + "01010004");
        }
    }

    @Test
    void cutsAProtocolRejectToThePeersMru() {
        var peer = Scripted.lcpOpen(Settings.server(), "01040080");
        peer.host.frames.clear();
        peer.frame("ff0380fd" + "5a".repeat(1490));
        assertThat(peer.next()).hasSize(4 + 2 * 128);
        peer.send(LCP, 9, 1, "00000000" + "5a".repeat(1400));
        assertThat(peer.next()).as("an echo too").hasSize(4 + 2 * 128);
    }

    /** PPP-1661-5.8-01: an echo is answered with our own magic number, and only when open. */
    @Test
    void answersEchoesWithItsOwnMagic() {
        var peer = Scripted.up(Settings.server(CHAP_MD5));
        String request = peer.next();
        peer.send(LCP, 9, 1, "11223344");
        peer.silent();
        peer.send(LCP, 1, 9, "0506cafebabe");
        peer.next();
        peer.send(LCP, 2, Scripted.identifier(request), request.substring(12));
        peer.host.frames.clear();
        peer.host.priorities.clear();
        peer.send(LCP, 9, 0x42, "cafebabe" + "0102");
        String magic = String.format("%08x", magicOf(request.substring(12)));
        assertThat(peer.next()).isEqualTo("c0210a42000a" + magic + "0102");
        assertThat(peer.host.priorities).containsExactly(true);
        peer.send(LCP, 9, 0x42, "cafe");
        peer.silent();
    }

    @Test
    void takesDiscardIdentificationAndTimeRemainingSilently() {
        var peer = opened();
        peer.host.frames.clear();
        int before = peer.link.droppedFrames();
        peer.send(LCP, 11, 1, "00000000");
        peer.send(LCP, 12, 1, "000000006d7367");
        peer.send(LCP, 13, 1, "0000000000000100");
        peer.silent();
        assertThat(peer.link.droppedFrames()).isEqualTo(before);
    }

    @Test
    void endsTheLinkWhenEchoesStayUnanswered() {
        Settings settings = Settings.server();
        settings.echoIntervalNs = 30 * SECOND;
        settings.ncpTimeoutNs = 0;
        settings.ipv6 = false;
        settings.maxConfigure = 1000;
        var peer = Scripted.network(settings);
        peer.ackRequest(IPCP);
        peer.send(IPCP, 1, 1, "0306c000024d");
        peer.host.frames.clear();
        for (int i = 1; i <= 3; i++) {
            peer.elapse();
            assertThat(peer.nowNs).isEqualTo(30 * i * SECOND);
            peer.expectCode(LCP, 9);
        }
        peer.elapse();
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.ECHO_TIMEOUT);
    }

    @Test
    void anAnsweredEchoKeepsTheLink() {
        Settings settings = Settings.server();
        settings.echoIntervalNs = 30 * SECOND;
        settings.echoFailures = 1;
        var pair = Pair.up(settings, Settings.client());
        pair.run(3600 * SECOND);
        assertThat(pair.bothOpen()).isTrue();
    }

    /** PPP-1661-5.8-01, 6.4-01: frames that come back end the link as looped. */
    @Test
    void detectsALoopedLink() {
        var peer = Scripted.up(Settings.server());
        for (int i = 0; i < 40 && peer.host.cause == null; i++) {
            if (peer.host.frames.isEmpty()) {
                peer.elapse();
            } else {
                peer.frame("ff03" + peer.next());
            }
        }
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.LOOPBACK);
        assertThat(peer.nowNs).isLessThan(10 * SECOND);
    }

    @Test
    void detectsALoopByEchoes() {
        Settings settings = Settings.server();
        settings.echoIntervalNs = SECOND;
        settings.echoFailures = 100;
        var peer = Scripted.network(settings);
        for (int i = 0; i < 30 && peer.host.cause == null; i++) {
            peer.host.frames.clear();
            peer.nowNs += SECOND;
            peer.link.onTimeout(peer.nowNs);
            for (byte[] frame : java.util.List.copyOf(peer.host.frames)) {
                if (frame[2] == (byte) 0xc0) {
                    peer.link.onFrame(peer.nowNs, java.nio.ByteBuffer.wrap(frame));
                }
            }
        }
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.LOOPBACK);
    }

    /** PPP-1661-6.4-01. */
    @Test
    void naksAZeroMagicAndItsOwn() {
        var peer = Scripted.up(Settings.server());
        String own = String.format("%08x", magicOf(peer.next()));
        for (String magic : new String[] {"00000000", own}) {
            peer.send(LCP, 1, 1, "0506" + magic);
            assertThat(peer.expectCode(LCP, 3))
                    .startsWith("0506")
                    .isNotEqualTo("0506" + own)
                    .isNotEqualTo("050600000000");
        }
    }

    /** PPP-1661-6.2-01: one protocol a request; the next of the list after a Nak, the peer's wish if it is listed. */
    @Test
    void fallsBackThroughItsAuthenticationProtocols() {
        var peer = Scripted.up(Settings.server(MS_CHAP_V2, CHAP_MD5, PAP));
        String first = peer.next();
        assertThat(first).contains("0305c22381");
        peer.send(LCP, 3, Scripted.identifier(first), "0304c023");
        String second = peer.next();
        assertThat(second).contains("0304c023").doesNotContain("c223");
        peer.send(LCP, 3, Scripted.identifier(second), "0304c227");
        String third = peer.next();
        assertThat(third).contains("0305c22305");
        peer.send(LCP, 4, Scripted.identifier(third), "0305c22305");
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.AUTH_UNACCEPTABLE);
        assertThat(peer.host.cause.direction()).isEqualTo(1);
        assertThat(peer.host.cause.protocol()).isEqualTo(0xc223);
    }

    @Test
    void asClientNaksWithWhatItCanDo() {
        var peer = Scripted.up(Settings.client(CHAP_MD5));
        peer.next();
        peer.send(LCP, 1, 1, "0304c023");
        assertThat(peer.expectCode(LCP, 3)).isEqualTo("0305c22305");
        peer.send(LCP, 1, 2, "0305c22305");
        peer.expectCode(LCP, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0304c023", "0305c22305", "0304c227", "0302"})
    void asClientWithoutAuthenticationRejectsIt(String option) {
        var peer = Scripted.up(Settings.client());
        peer.next();
        peer.send(LCP, 1, 1, option);
        assertThat(peer.expectCode(LCP, 4)).isEqualTo(option);
    }

    /** PPP-1661-6.1-01: MRU 1500 without an option; a packet of that size is taken whatever we announced. */
    @Test
    void takesPacketsOf1500OctetsUnderASmallerMru() {
        Settings settings = Settings.server(CHAP_MD5);
        settings.mru = 1000;
        var peer = Scripted.lcpOpen(settings);
        assertThat(peer.link.sendMtu()).isEqualTo(1500);
        peer.host.frames.clear();
        peer.send(LCP, 9, 1, "00000000" + "00".repeat(1492));
        assertThat(peer.next()).hasSize(4 + 2 * 1500);
    }

    /** PPP-1661-6.5-01: all header forms are taken at any time; ours is the full one unless the peer said otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"ff03c021", "c021"})
    void takesFramesWithAndWithoutAddressField(String header) {
        var peer = opened();
        peer.host.frames.clear();
        peer.frame(header + "0907000800000000");
        peer.expectCode(LCP, 10);
    }

    @Test
    void leavesTheAddressFieldOutWherePeersNegotiatedIt() {
        var peer = Scripted.up(Settings.server());
        peer.ackRequest(LCP);
        peer.send(LCP, 1, 9, "0802");
        assertThat(peer.next()).as("LCP is never compressed").isEqualTo("c021020900060802");
        assertThat(peer.host.frames.get(0)).startsWith(0x80, 0x21, 1);
        peer.host.frames.clear();
        peer.send(LCP, 9, 1, "00000000");
        peer.expectCode(LCP, 10);
    }

    /** PPP-1662-01: the ACCM is only passed on. */
    @Test
    void reportsTheAccmOfBothSides() {
        Settings settings = Settings.server(CHAP_MD5);
        settings.accm = 0x000a0000;
        var peer = Scripted.lcpOpen(settings, "020600000011");
        assertThat(peer.host.events).containsExactly("established 11 a0000");
    }

    /** PPP-1661-3.x-01. */
    @Test
    void discardsNetworkFramesBeforeTheirPhase() {
        var peer = opened();
        assertThat(peer.link.phase()).isEqualTo(PppPhase.AUTHENTICATE);
        peer.host.frames.clear();
        int before = peer.link.droppedFrames();
        peer.send(IPCP, 1, 1, "0306c000024d");
        peer.frame("ff030021450000");
        peer.frame("ff0380fd01010004");
        peer.silent();
        assertThat(peer.link.droppedFrames()).isEqualTo(before + 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ff",
                "ff03",
                "ff03c0",
                "ff03c021",
                "ff03c02101",
                "ff03c021010100",
                "ff03c02101010003",
                "ff03c02101010005",
                "ff03c0210101000501",
                "ff03c021010100060101",
                "ff03c021010100060103",
                "ff03c02208",
                "ff03c0220900",
                "00",
                "0000"
            })
    void countsMalformedFramesAndStaysSilent(String hex) {
        var peer = Scripted.up(Settings.server());
        peer.next();
        peer.frame(hex);
        peer.silent();
        assertThat(peer.link.droppedFrames()).isEqualTo(1);
        assertThat(peer.host.cause).isNull();
    }

    @Test
    void ignoresPaddingBehindThePacket() {
        var peer = Scripted.up(Settings.server());
        peer.next();
        peer.frame("ff03c021010100040000000000");
        assertThat(peer.next()).isEqualTo("c02102010004");
    }

    @Test
    void givesUpWhenOptionsNeverConverge() {
        var peer = Scripted.up(Settings.server());
        for (int i = 0; i <= ControlProtocol.MAX_NAKS_RECEIVED; i++) {
            String request = peer.next();
            peer.send(LCP, 3, Scripted.identifier(request), "020600000000");
        }
        peer.expectCode(LCP, 5);
    }

    /** A repeated request is Nak'd again, but is no further failure to converge (RFC 1661 4.6). */
    @Test
    void countsNaksOfARepeatedRequestOnce() {
        var peer = Scripted.up(Settings.server());
        peer.next();
        for (int i = 0; i < 20; i++) {
            peer.send(LCP, 1, 8, "01040010");
            peer.expectCode(LCP, 3);
        }
    }

    @Test
    void limitsNegotiationWithABusyPeer() {
        var peer = Scripted.up(Settings.server());
        for (int i = 0; i < 1000 && peer.host.cause == null; i++) {
            peer.host.frames.stream().filter(f -> f[4] == 1).toList().forEach(f -> {
                String request = java.util.HexFormat.of().formatHex(f, 2, f.length);
                peer.send(LCP, 2, Scripted.identifier(request), request.substring(12));
            });
            peer.host.frames.clear();
            peer.elapse();
        }
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.LCP_TIMEOUT);
        assertThat(peer.nowNs).isBetween(120 * SECOND, 130 * SECOND);
    }

    @Test
    void doesNothingAfterTheLowerLayerIsGone() {
        var peer = Scripted.network(Settings.server());
        peer.host.frames.clear();
        peer.link.down(5);
        peer.send(LCP, 1, 1, "");
        peer.send(LCP, 9, 1, "00000000");
        peer.link.close(6, new PppDisconnectCause(1, 0, 0, ""));
        peer.link.onTimeout(Long.MAX_VALUE - 1);
        peer.link.up(7);
        peer.silent();
        assertThat(peer.host.cause).isNull();
        assertThat(peer.link.phase()).isEqualTo(PppPhase.DEAD);
        assertThat(peer.link.nextDeadlineNs()).isEqualTo(PppLink.NEVER);
    }

    @Test
    void closesAtOnceBeforeItIsUp() {
        var peer = new Scripted(Settings.server());
        peer.link.close(0, new PppDisconnectCause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, ""));
        peer.silent();
        assertThat(peer.host.events).containsExactly("linkDown 1");
    }

    @Test
    void tracesPacketsAndStatesButNoSecret() {
        var pair = new Pair(Settings.server(PAP), Settings.client(PAP));
        pair.serverHost.tracing = true;
        pair.clientHost.tracing = true;
        pair.start();
        assertThat(pair.clientHost.traces)
                .contains("send pap Authenticate-Request id="
                        + pair.clientHost.traces.stream()
                                .filter(t -> t.startsWith("send pap"))
                                .findFirst()
                                .orElseThrow()
                                .replaceAll(".*id=", ""))
                .anyMatch(t ->
                        t.equals("lcp Ack-Sent -> Opened on RCA") || t.equals("lcp Ack-Rcvd -> Opened on RCR_GOOD"));
        assertThat(String.join("\n", pair.serverHost.traces) + pair.clientHost.traces)
                .doesNotContain("s3cret");
    }
}
