package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Choices.AuthMethod;
import org.jl2tpd.profile.Choices.ProxyAuthType;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.wire.L2tpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of what a tunnel or session says, without passwords. */
class CaptureTest {
    private static final String PASSWORD = "open sesame";
    private static final int ICCN = 12;
    private static final int CDN = 14;
    private static final int HELLO = 6;

    private final Conf lns = new Conf("lns.example").set(PppAttributes.AUTH_ORDER, List.of(AuthMethod.PAP));
    private final Conf lac = new Conf("lac.example").set(PppAttributes.AUTH_ORDER, List.of(AuthMethod.PAP));

    private static Command.TunnelKey named() {
        return new Command.TunnelKey(0, "t");
    }

    private static Command.SessionKey session(String name) {
        return new Command.SessionKey(0, name);
    }

    private static int messageType(PairNode.Captured datagram) {
        byte[] octets = datagram.octets();
        return datagram.isControl() && octets.length >= 20 ? octets[19] : 0;
    }

    private static boolean has(PairNode node, int protocol) {
        return node.captured.stream()
                .filter(c -> !c.isControl())
                .anyMatch(c -> c.text()
                        .contains(new String(
                                new byte[] {(byte) (protocol >>> 8), (byte) protocol},
                                java.nio.charset.StandardCharsets.ISO_8859_1)));
    }

    private Pair pair(boolean frames) {
        Pair pair = new Pair(lns, lac.dial(0, Pair.LNS));
        if (frames) {
            new FrameNode(pair.lns);
            new FrameNode(pair.lac);
        }
        return pair.start(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTunnelsCallsAndTheirPppAreCopiedWithoutPasswords(boolean frames) {
        Pair pair = pair(frames);
        pair.lac.done(new Command.Capture(named(), null, true));
        pair.lac.done(new Command.CreateSession(named(), Conf.session("s0")));
        pair.runSeconds(5);
        assertThat(pair.lac.system().sessionsEstablished()).isEqualTo(1);
        assertThat(pair.lac.captured).anyMatch(c -> c.sent() && messageType(c) == ICCN);
        assertThat(pair.lac.captured).anyMatch(c -> !c.sent() && c.isControl());
        assertThat(has(pair.lac, 0xc021)).as("LCP").isTrue();
        assertThat(has(pair.lac, 0xc023)).as("PAP").isTrue();
        assertThat(has(pair.lac, 0x8021)).as("IPCP").isTrue();
        assertThat(pair.lac.captured).noneMatch(c -> c.text().contains(PASSWORD));
        assertThat(pair.lac.captured).anyMatch(c -> c.text().contains(Conf.USER + (char) PASSWORD.length() + "***"));
        assertWellFormed(pair.lac);
        assertThat(pair.lns.captured).isEmpty();
    }

    /** Ids are the receiver's, as on the wire. */
    private static void assertWellFormed(PairNode node) {
        var header = new L2tpHeader();
        Views.Tunnel tunnel = node.tunnels().get(0);
        for (PairNode.Captured datagram : node.captured) {
            assertThat(header.decode(ByteBuffer.wrap(datagram.octets()))).isNull();
            assertThat(header.tunnelId).isEqualTo(datagram.sent() ? tunnel.peerId() : tunnel.id());
            assertThat(datagram.tunnelId()).isEqualTo(tunnel.id());
        }
    }

    @Test
    void ipPacketsAreNotCopied() {
        Pair pair = pair(false);
        pair.lac.done(new Command.CreateSession(named(), Conf.session("s0")));
        pair.runSeconds(3);
        pair.lac.done(new Command.Capture(named(), null, true));
        pair.lns.done(new Command.Capture(
                new Command.TunnelKey(pair.lns.tunnels().get(0).id(), ""), null, true));
        pair.lac.sendPacket();
        pair.lns.sendPacket();
        pair.runFor(100 * Pair.MS);
        assertThat(pair.lac.captured).isEmpty();
        assertThat(pair.lns.captured).isEmpty();
    }

    @Test
    void aSessionsCaptureLeavesOthersOutAndHearsItsEnd() {
        Pair pair = pair(false);
        pair.lac.done(new Command.CreateSession(named(), Conf.session("s0")));
        pair.lac.done(new Command.CreateSession(named(), Conf.session("s1")));
        pair.runSeconds(3);
        int id = pair.lac.sessions().stream()
                .filter(s -> s.name().equals("s0"))
                .findFirst()
                .orElseThrow()
                .id();
        pair.lac.done(new Command.Capture(named(), session("s0"), true));
        pair.lac.done(new Command.CloseSession(named(), session("s1"), ""));
        pair.lac.done(new Command.CloseSession(named(), session("s0"), ""));
        pair.runSeconds(70);
        assertThat(pair.lac.captured).allMatch(c -> c.sessionId() == id);
        assertThat(pair.lac.captured).filteredOn(c -> messageType(c) == CDN).hasSize(1);
        assertThat(pair.lac.captured).noneMatch(c -> messageType(c) == HELLO);
        int before = pair.lac.captured.size();
        pair.lac.done(new Command.Capture(
                new Command.TunnelKey(pair.lac.tunnels().get(0).id(), ""), new Command.SessionKey(id, ""), false));
        assertThat(pair.lac.engine.core().capture.on).isFalse();
        pair.runSeconds(70);
        assertThat(pair.lac.captured).hasSize(before);
    }

    @Test
    void aCaptureEndsWithItsTunnel() {
        Pair pair = pair(false);
        pair.lac.done(new Command.Capture(named(), null, true));
        pair.lac.done(new Command.CloseTunnel(named(), ""));
        pair.runSeconds(100);
        assertThat(pair.lac.captured).anyMatch(c -> messageType(c) == 4);
        assertThat(pair.lac.engine.core().capture.on).isFalse();
        assertThat(pair.lac.execute(new Command.Capture(named(), null, true)).problem())
                .contains("no such tunnel");
    }

    @Test
    void aProxyResponseIsOverwrittenWhateverItIs() {
        for (ProxyAuthType type : List.of(ProxyAuthType.PAP, ProxyAuthType.TEXT, ProxyAuthType.CHAP)) {
            Pair pair = new Pair(lns, new Conf("lac.example").dial(0, Pair.LNS)).start(3);
            pair.lac.done(new Command.Capture(named(), null, true));
            pair.lac.done(new Command.CreateSession(
                    named(),
                    Conf.session(
                            "s0",
                            Conf.USER,
                            Conf.PASSWORD,
                            Map.of(SessionAttributes.USE_PPP_PROXY, true, SessionAttributes.PROXY_AUTH_TYPE, type),
                            Map.of())));
            pair.runSeconds(3);
            PairNode.Captured iccn = pair.lac.captured.stream()
                    .filter(c -> messageType(c) == ICCN)
                    .findFirst()
                    .orElseThrow();
            assertThat(iccn.text()).doesNotContain(PASSWORD);
            assertThat(iccn.text()).contains("*".repeat(Math.min(16, PASSWORD.length())));
            assertThat(iccn.text()).contains(Conf.USER);
        }
    }

    /** From a response and its challenge a weak password can be guessed at leisure. */
    @Test
    void answersToChallengesAreOverwrittenAndNamesAreNot() {
        byte[] chap = new byte[] {(byte) 0xc2, 0x23, 2, 1, 0, 12, 4, 'h', 'a', 's', 'h', 'b', 'o', 'b'};
        CaptureMask.frame(ByteBuffer.wrap(chap), 0);
        assertThat(new String(chap, 7, 7, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("****bob");
        byte[] avp = new byte[] {(byte) 0x80, 10, 0, 0, 0, 13, 'h', 'a', 's', 'h'};
        CaptureMask.control(ByteBuffer.wrap(avp), 0);
        assertThat(new String(avp, 6, 4, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("****");
    }

    @Test
    void brokenMessagesAreOverwrittenRatherThanTold() {
        byte[] broken = new byte[] {0, 10, 0, 0, 0, 1, 1, 2, 3, 4, 0, 99, 's', 'e', 'c', 'r', 'e', 't'};
        CaptureMask.control(ByteBuffer.wrap(broken), 0);
        assertThat(new String(broken, 10, 8, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("********");
        byte[] pap = new byte[] {(byte) 0xc0, 0x23, 1, 1, 0, 20, (byte) 200, 's', 'e', 'c', 'r', 'e', 't'};
        CaptureMask.frame(ByteBuffer.wrap(pap), 0);
        assertThat(new String(pap, 7, 6, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("******");
    }
}
