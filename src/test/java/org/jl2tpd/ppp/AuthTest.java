package org.jl2tpd.ppp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.ppp.AuthProtocol.CHAP_MD5;
import static org.jl2tpd.ppp.AuthProtocol.MS_CHAP_V2;
import static org.jl2tpd.ppp.AuthProtocol.PAP;
import static org.jl2tpd.ppp.Scripted.LCP;
import static org.jl2tpd.ppp.Settings.SECOND;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication in both roles; ids of the conformance checklist, section 11.2. */
class AuthTest {
    private static final String CHAP = "c223";
    private static final String PAP_NUMBER = "c023";
    private static final HexFormat HEX = HexFormat.of();

    private static String text(String hex) {
        return new String(HEX.parseHex(hex), StandardCharsets.UTF_8);
    }

    private static String hex(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String challengeOf(String frame) {
        assertThat(frame).startsWith("c22301").matches("c22301..0019" + "10" + "[0-9a-f]{32}" + hex("lns1"));
        return frame.substring(14, 46);
    }

    private static String md5Response(int identifier, String challenge, String password) {
        byte[] value = ChapCrypto.chapMd5(identifier, Secret.of(password), HEX.parseHex(challenge));
        return "10" + HEX.formatHex(value) + hex("alice");
    }

    private static void answer(Scripted peer, String challenge, String password) {
        int identifier = Scripted.identifier(challenge);
        peer.send(CHAP, 2, identifier, md5Response(identifier, challengeOf(challenge), password));
    }

    /** CHAP-1994-01: a new challenge and identifier each time, until the retry limit. */
    @Test
    void challengesAnewUntilTheRetryLimit() {
        Settings settings = Settings.server(CHAP_MD5);
        settings.authRetries = 3;
        var peer = Scripted.lcpOpen(settings);
        var challenges = new java.util.HashSet<String>();
        var identifiers = new java.util.HashSet<Integer>();
        for (int i = 0; i < 4; i++) {
            String frame = peer.next();
            challenges.add(challengeOf(frame));
            identifiers.add(Scripted.identifier(frame));
            peer.elapse();
        }
        assertThat(challenges).hasSize(4);
        assertThat(identifiers).hasSize(4);
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.AUTH_TIMEOUT);
        assertThat(peer.host.cause.protocol()).isEqualTo(0xc223);
    }

    /** CHAP-1994-03: the same reply to a repeated Response, also in the network phase; other identifiers are dropped. */
    @Test
    void repeatsTheResultOfAResponse() {
        var peer = Scripted.lcpOpen(Settings.server(CHAP_MD5));
        String challenge = peer.next();
        peer.send(CHAP, 2, Scripted.identifier(challenge) + 1, md5Response(1, challengeOf(challenge), "s3cret"));
        peer.silent();
        answer(peer, challenge, "s3cret");
        String success = peer.next();
        assertThat(success).startsWith("c22303");
        assertThat(peer.link.phase()).isEqualTo(PppPhase.NETWORK);
        peer.host.frames.clear();
        answer(peer, challenge, "not the password");
        assertThat(peer.next()).isEqualTo(success);
        assertThat(peer.host.requests).hasSize(1);
    }

    /** CHAP-1994-04: Failure, then the link ends with cause 16. */
    @Test
    void endsTheLinkAfterAWrongResponse() {
        var peer = Scripted.lcpOpen(Settings.server(CHAP_MD5));
        String challenge = peer.next();
        answer(peer, challenge, "wrong");
        assertThat(text(peer.expectCode(CHAP, 4))).isEqualTo("go away");
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.AUTH_FAILED);
        assertThat(peer.host.events).noneMatch(e -> e.startsWith("ipv4"));
    }

    /** CHAP-1994-05: a challenge in the network phase interrupts nothing. */
    @Test
    void challengesPeriodicallyWithoutInterruption() {
        Settings settings = Settings.server(CHAP_MD5);
        settings.chapIntervalNs = 60 * SECOND;
        var pair = Pair.up(settings, Settings.client(CHAP_MD5));
        pair.run(3600 * SECOND);
        assertThat(pair.bothOpen()).isTrue();
        assertThat(pair.serverHost.requests.size()).isBetween(60, 62);
        assertThat(pair.serverHost.events).containsOnlyOnce("ipv4Up 192.0.2.1 192.0.2.77");
        assertThat(pair.serverHost.events).doesNotContain("ipv4Down");
    }

    @Test
    void endsTheLinkWhenAPeriodicChallengeIsAnsweredWrongly() {
        Settings settings = Settings.server(CHAP_MD5);
        settings.chapIntervalNs = 60 * SECOND;
        var pair = Pair.up(settings, Settings.client(CHAP_MD5));
        pair.serverHost.password = "changed";
        pair.run(70 * SECOND);
        assertThat(pair.serverHost.cause.code()).isEqualTo(PppDisconnectCause.AUTH_FAILED);
        assertThat(pair.serverHost.events).contains("ipv4Down", "ipv6Down");
    }

    /** PAP-1334-01: the same answer in the network phase. */
    @Test
    void repeatsTheAnswerToPap() {
        var peer = Scripted.lcpOpen(Settings.server(PAP));
        peer.silent();
        String credentials = "05" + hex("alice") + "06" + hex("s3cret");
        peer.send(PAP_NUMBER, 1, 0x31, credentials);
        assertThat(peer.next()).isEqualTo("c0230231000c07" + hex("welcome"));
        assertThat(peer.link.userName()).isEqualTo("alice");
        peer.host.frames.clear();
        peer.send(PAP_NUMBER, 1, 0x32, credentials);
        assertThat(peer.next()).isEqualTo("c0230232000c07" + hex("welcome"));
        assertThat(peer.host.requests).hasSize(1);
    }

    /** PAP-1334-01: CHAP goes before PAP, since the list is followed in order. */
    @Test
    void refusesPapWithANak() {
        var peer = Scripted.lcpOpen(Settings.server(PAP));
        peer.send(PAP_NUMBER, 1, 0x31, "05" + hex("alice") + "05" + hex("wrong"));
        assertThat(peer.next()).isEqualTo("c0230331000c07" + hex("go away"));
        peer.expectCode(LCP, 5);
    }

    /** The peer's words are for our operator: cleaned, bounded, and without what MS-CHAPv2 has before them. */
    @ParameterizedTest
    @CsvSource({
        "PAP, 07796f756520700a, : youe p",
        "PAP, 00, ''",
        "PAP, ff7061792066697273740a1b5b, : pay first  [",
        "CHAP_MD5, 706179206669727374, : pay first",
        "CHAP_MD5, '', ''",
        "MS_CHAP_V2, 453d36393120523d3020433d303020563d33204d3d706179, : pay",
        "MS_CHAP_V2, 453d36393120523d30, ''"
    })
    void showsWhatAPeerSaysThatRefusesUs(AuthProtocol protocol, String packet, String shown) {
        String said = PeerAuth.message(protocol, ByteBuffer.wrap(HexFormat.of().parseHex(packet)));
        assertThat(said.isEmpty() ? "" : ": " + said).isEqualTo(shown);
    }

    @Test
    void showsNoMoreThanItsLimitOfWhatAPeerSays() {
        assertThat(PeerAuth.message(CHAP_MD5, ByteBuffer.wrap(new byte[1000]))).isEmpty();
        byte[] long_ = "x".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        assertThat(PeerAuth.message(CHAP_MD5, ByteBuffer.wrap(long_))).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "05616c", "05616c696365", "05616c69636506", "05616c6963650673"})
    void dropsMalformedPapRequests(String data) {
        var peer = Scripted.lcpOpen(Settings.server(PAP));
        peer.send(PAP_NUMBER, 1, 1, data);
        peer.silent();
        assertThat(peer.host.requests).isEmpty();
        assertThat(peer.link.droppedFrames()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "0f00", "11000000", "00616c696365", "31616c"})
    void dropsMalformedResponses(String data) {
        for (AuthProtocol protocol : List.of(CHAP_MD5, MS_CHAP_V2)) {
            var peer = Scripted.lcpOpen(Settings.server(protocol));
            peer.send(CHAP, 2, Scripted.identifier(peer.next()), data);
            peer.silent();
            assertThat(peer.host.requests).isEmpty();
        }
    }

    /** MSCHAP2-2759-01, -02: the layout of Response, Success and Failure. */
    @Test
    void speaksMsChapV2AsAuthenticator() {
        var peer = Scripted.lcpOpen(Settings.server(MS_CHAP_V2));
        String challenge = peer.next();
        byte[] peerChallenge = HEX.parseHex("21402324255e262a28295f2b3a337c7e");
        byte[] challenge8 = ChapCrypto.challengeHash(peerChallenge, HEX.parseHex(challengeOf(challenge)), "alice");
        byte[] hash = ChapCrypto.ntPasswordHash(Secret.of("s3cret"));
        byte[] response = ChapCrypto.ntResponse(challenge8, hash);
        String value = "31" + HEX.formatHex(peerChallenge) + "0000000000000000" + HEX.formatHex(response) + "00";
        peer.send(CHAP, 2, Scripted.identifier(challenge), value + hex("EXAMPLE\\alice"));
        assertThat(text(peer.expectCode(CHAP, 3)))
                .isEqualTo(ChapCrypto.authenticatorResponse(hash, response, challenge8) + " M=welcome");
        assertThat(peer.link.userName()).isEqualTo("EXAMPLE\\alice");
    }

    @Test
    void failsMsChapV2WithAFreshChallenge() {
        var peer = Scripted.lcpOpen(Settings.server(MS_CHAP_V2));
        String challenge = peer.next();
        peer.send(CHAP, 2, Scripted.identifier(challenge), "31" + "00".repeat(49) + hex("alice"));
        assertThat(text(peer.expectCode(CHAP, 4))).matches("E=691 R=0 C=[0-9A-F]{32} V=3 M=go away");
        peer.expectCode(LCP, 5);
    }

    @Test
    void asClientChecksTheAuthenticatorsProof() {
        var peer = Scripted.lcpOpen(Settings.client(MS_CHAP_V2), "0305c22381");
        peer.silent();
        peer.send(CHAP, 1, 5, "10" + "5b5d7c7d7b3f2f3e3c2c602132262628" + hex("lns"));
        String value = peer.expectCode(CHAP, 2);
        assertThat(value).startsWith("31").hasSize(2 * (50 + 5)).endsWith("00" + hex("alice"));
        peer.send(CHAP, 3, 5, hex("S=" + "0".repeat(40) + " M=hello"));
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.AUTH_FAILED);
        assertThat(peer.host.cause.direction()).isEqualTo(2);
    }

    @Test
    void asClientRepeatsItsResponseUntilTheResultComes() {
        var peer = Scripted.lcpOpen(Settings.client(CHAP_MD5), "0305c22305");
        peer.send(CHAP, 1, 5, "04" + "01020304");
        String response = peer.next();
        peer.elapse();
        assertThat(peer.next()).isEqualTo(response);
        peer.send(CHAP, 3, 6, "");
        assertThat(peer.link.phase()).isEqualTo(PppPhase.AUTHENTICATE);
        peer.send(CHAP, 3, 5, "");
        assertThat(peer.link.phase()).isEqualTo(PppPhase.NETWORK);
    }

    @Test
    void asClientGivesUpWhenPapStaysUnanswered() {
        Settings settings = Settings.client(PAP);
        settings.pap = new PppSettings.Pap(7 * SECOND, 3, 0);
        var peer = Scripted.lcpOpen(settings, "0304c023");
        for (int i = 1; i <= 3; i++) {
            assertThat(peer.expectCode(PAP_NUMBER, 1)).isEqualTo("05" + hex("alice") + "06" + hex("s3cret"));
            peer.elapse();
            assertThat(peer.nowNs).isEqualTo(i * 7 * SECOND);
        }
        peer.expectCode(LCP, 5);
        peer.silent();
    }

    @Test
    void waitsForAPapRequestNoLongerThanItsOwnTimeout() {
        Settings settings = Settings.server(PAP);
        settings.pap = new PppSettings.Pap(3 * SECOND, 10, 8 * SECOND);
        var peer = Scripted.lcpOpen(settings);
        peer.elapse();
        assertThat(peer.nowNs).isEqualTo(8 * SECOND);
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.AUTH_TIMEOUT);
        assertThat(peer.host.cause.protocol()).isEqualTo(0xc023);
    }

    @Test
    void aPapRequestInTimeEndsTheWait() {
        Settings settings = Settings.server(PAP);
        settings.pap = new PppSettings.Pap(3 * SECOND, 10, 8 * SECOND);
        var peer = Scripted.lcpOpen(settings);
        peer.send(PAP_NUMBER, 1, 1, "05" + hex("alice") + "06" + hex("s3cret"));
        peer.expectCode(PAP_NUMBER, 2);
        peer.nowNs = 9 * SECOND;
        peer.link.onTimeout(peer.nowNs);
        assertThat(peer.link.phase()).isEqualTo(PppPhase.NETWORK);
    }

    /** The server's name is the one in its Challenge (RFC 1994 4.1). */
    @Test
    void asClientAnswersOnlyTheServerOfTheNameThatItWants() {
        Settings settings = Settings.client(CHAP_MD5);
        settings.remoteName = "lns1";
        var peer = Scripted.lcpOpen(settings, "0305c22305");
        peer.send(CHAP, 1, 5, "04" + "01020304" + hex("lns1"));
        assertThat(peer.expectCode(CHAP, 2)).endsWith(hex("alice"));

        var other = Scripted.lcpOpen(settings, "0305c22305");
        other.send(CHAP, 1, 5, "04" + "01020304" + hex("lns2"));
        other.expectCode(LCP, 5);
        other.silent();
        other.send(LCP, 6, 1, "");
        assertThat(other.host.cause.code()).isEqualTo(PppDisconnectCause.AUTH_FAILED);
        assertThat(other.host.cause.direction()).isEqualTo(1);
    }

    @Test
    void asClientProvesItselfByPapThoughTheServersNameIsUnknown() {
        Settings settings = Settings.client(PAP);
        settings.remoteName = "lns1";
        var peer = Scripted.lcpOpen(settings, "0304c023");
        peer.expectCode(PAP_NUMBER, 1);
    }

    @Test
    void asClientRefusesAServerThatProvesItselfUnderAnotherName() {
        Settings settings = Settings.client();
        settings.requireAuth = List.of(CHAP_MD5);
        settings.remoteName = "lns1";
        var peer = Scripted.lcpOpen(settings);
        String challenge = peer.next();
        String value = challenge.substring(14, 46);
        int identifier = Scripted.identifier(challenge);
        peer.send(CHAP, 2, identifier, md5Response(identifier, value, "s3cret"));
        peer.expectCode(CHAP, 4);
        assertThat(peer.host.requests).isEmpty();
        peer.expectCode(LCP, 5);
    }

    @Test
    void asServerTakesEveryName() {
        Settings settings = Settings.server(CHAP_MD5);
        settings.remoteName = "lns1";
        var peer = Scripted.lcpOpen(settings);
        answer(peer, peer.next(), "s3cret");
        peer.expectCode(CHAP, 3);
    }

    @Test
    void limitsTheWholePhase() {
        Settings settings = Settings.server(PAP);
        settings.authTimeoutNs = 20 * SECOND;
        var peer = Scripted.lcpOpen(settings);
        peer.elapse();
        assertThat(peer.nowNs).isEqualTo(20 * SECOND);
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.AUTH_TIMEOUT);
        assertThat(peer.host.cause.protocol()).isEqualTo(0xc023);
    }

    @Test
    void waitsForALateAnswerOfTheHost() {
        var peer = new Scripted(Settings.server(CHAP_MD5));
        peer.host.pending = true;
        peer.link.up(0);
        peer.ackRequest(LCP);
        peer.send(LCP, 1, 9, "");
        peer.expectCode(LCP, 2);
        String challenge = peer.next();
        answer(peer, challenge, "s3cret");
        answer(peer, challenge, "s3cret");
        peer.silent();
        assertThat(peer.host.requests).hasSize(1);
        assertThat(peer.link.nextDeadlineNs()).as("no new challenge meanwhile").isEqualTo(60 * SECOND);
        peer.link.onAuthReply(5, peer.host.judge(peer.host.requests.get(0)));
        peer.expectCode(CHAP, 3);
        peer.host.frames.clear();
        peer.link.onAuthReply(6, AuthReply.refuse("too late", false));
        peer.silent();
        assertThat(peer.link.phase()).isEqualTo(PppPhase.NETWORK);
    }

    /** An answer to what was asked before a renegotiation never counts for what is asked after it. */
    @Test
    void neverTakesAStaleAnswerForANewQuestion() {
        var peer = new Scripted(Settings.server(PAP));
        peer.host.pending = true;
        peer.link.up(0);
        peer.ackRequest(LCP);
        peer.send(LCP, 1, 9, "");
        peer.expectCode(LCP, 2);
        peer.send(PAP_NUMBER, 1, 1, "05" + hex("alice") + "06" + hex("s3cret"));
        peer.send(LCP, 1, 10, "");
        peer.ackRequest(LCP);
        peer.host.frames.clear();
        peer.send(PAP_NUMBER, 1, 2, "03" + hex("bob") + "05" + hex("wrong"));
        assertThat(peer.host.requests).hasSize(1);
        peer.link.onAuthReply(5, AuthReply.accept("", null, FakeHost.GRANT));
        peer.silent();
        assertThat(peer.host.requests).hasSize(2);
        assertThat(peer.host.requests.get(1).userName()).isEqualTo("bob");
        peer.link.onAuthReply(6, peer.host.judge(peer.host.requests.get(1)));
        peer.expectCode(PAP_NUMBER, 3);
    }

    @Test
    void endsTheLinkWhenNoAddressIsGrantedWithoutAuthentication() {
        var peer = new Scripted(Settings.server());
        peer.host.pending = true;
        peer.link.up(0);
        peer.ackRequest(LCP);
        peer.send(LCP, 1, 9, "");
        peer.expectCode(LCP, 2);
        peer.link.onAuthReply(1, AuthReply.refuse("pool is empty", true));
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.NO_ADDRESS_ALLOWED);
    }

    @Test
    void endsTheLinkWhenThePeerRejectsTheProtocol() {
        var peer = Scripted.lcpOpen(Settings.server(CHAP_MD5));
        peer.next();
        peer.send(LCP, 8, 1, "c22301010004");
        peer.expectCode(LCP, 5);
        peer.send(LCP, 6, 1, "");
        assertThat(peer.host.cause.code()).isEqualTo(PppDisconnectCause.AUTH_UNACCEPTABLE);
    }

    /** Our own challenge sent back would have us make the answer that it asks for. */
    @Test
    void answersNoReflectedChallenge() {
        Settings settings = Settings.server(CHAP_MD5);
        settings.allowAuth = List.of(CHAP_MD5);
        settings.userName = "lns";
        settings.password = "s3cret";
        var peer = Scripted.lcpOpen(settings, "0305c22305");
        String challenge = peer.next();
        peer.send(CHAP, 1, Scripted.identifier(challenge), challenge.substring(12));
        peer.silent();
        assertThat(peer.link.droppedFrames()).isEqualTo(1);
    }

    @Test
    void bothEndsMayProveThemselves() {
        Settings server = Settings.server(CHAP_MD5);
        server.allowAuth = List.of(PAP, CHAP_MD5);
        server.userName = "lns";
        server.password = "s3cret";
        Settings client = Settings.client(CHAP_MD5);
        client.requireAuth = List.of(CHAP_MD5);
        var pair = Pair.up(server, client);
        assertThat(pair.bothOpen()).isTrue();
        assertThat(pair.clientHost.requests).hasSize(1);
        assertThat(pair.clientHost.requests.get(0).userName()).isEqualTo("lns");
    }
}
