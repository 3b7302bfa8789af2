package org.jl2tpd.ppp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.ppp.AuthProtocol.CHAP_MD5;
import static org.jl2tpd.ppp.AuthProtocol.MS_CHAP_V2;
import static org.jl2tpd.ppp.AuthProtocol.PAP;
import static org.jl2tpd.ppp.Scripted.IPCP;
import static org.jl2tpd.ppp.Scripted.LCP;
import static org.jl2tpd.ppp.Settings.SECOND;

import java.util.HexFormat;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LCP and authentication that a LAC ran before us (PROXY-01, PROXY-02; RFC 2661 4.4.5). */
class ProxyTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String MAGIC = "0506cafebabe";
    private static final String CHAP_OPTION = "0305c22305";
    private static final String PAP_OPTION = "0304c023";
    private static final byte[] CHALLENGE = HEX.parseHex("6869636861707468697369736368616c");

    private static AuthRequest chap(String password) {
        byte[] response = ChapCrypto.chapMd5(0x2a, Secret.of(password), CHALLENGE);
        return new AuthRequest.Chap("alice", 0x2a, CHALLENGE, response);
    }

    private static Scripted proxied(Settings settings, String sent, String received, AuthRequest auth) {
        var peer = new Scripted(settings);
        peer.link.upWithProxy(0, HEX.parseHex(sent), HEX.parseHex(received), auth);
        return peer;
    }

    @Test
    void continuesAfterLcpAndAnswersTheWaitingPeer() {
        var peer = proxied(Settings.server(CHAP_MD5), CHAP_OPTION + MAGIC, "010405d405060badcafe", chap("s3cret"));
        assertThat(peer.next()).isEqualTo("c223032a000b" + HEX.formatHex("welcome".getBytes()));
        peer.expectCode(IPCP, 1);
        assertThat(peer.link.phase()).isEqualTo(PppPhase.NETWORK);
        assertThat(peer.link.userName()).isEqualTo("alice");
        assertThat(peer.link.sendMtu()).isEqualTo(1492);
        peer.host.frames.clear();
        peer.send(LCP, 9, 1, "0badcafe");
        assertThat(peer.expectCode(LCP, 10))
                .as("the magic number is taken over")
                .isEqualTo("cafebabe");
    }

    @Test
    void answersPapWithTheProxysIdentifier() {
        var peer = new Scripted(Settings.server(PAP));
        var auth = new AuthRequest.Pap("alice", Secret.of("s3cret"));
        peer.link.upWithProxy(0, HEX.parseHex(PAP_OPTION + MAGIC), new byte[0], auth, 0x77);
        assertThat(peer.next()).startsWith("c0230277");
    }

    @Test
    void refusesAWrongProxyAuthentication() {
        var peer = proxied(Settings.server(CHAP_MD5), CHAP_OPTION + MAGIC, "", chap("wrong"));
        assertThat(peer.next()).startsWith("c223042a");
        peer.expectCode(LCP, 5);
    }

    @Test
    void authenticatesAnewWithoutACollectedAnswer() {
        var peer = proxied(Settings.server(CHAP_MD5), CHAP_OPTION + MAGIC, "", null);
        assertThat(peer.next()).startsWith("c22301");
        assertThat(peer.link.phase()).isEqualTo(PppPhase.AUTHENTICATE);
    }

    @Test
    void takesAnAuthenticationThatWasNotDemanded() {
        var peer = proxied(Settings.server(), CHAP_OPTION + MAGIC, "", chap("s3cret"));
        assertThat(peer.next()).startsWith("c223032a");
        assertThat(peer.host.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0506cafebabe, '', no authentication was asked for",
        "0304c0230506cafebabe, '', another protocol",
        "0305c2230501, '', malformed",
        "0305c223050104ffff, '', an MRU above ours",
        "0305c22305110405dc, '', multilink",
        "0305c223050506cafebabe, 0506cafebabe, the peer's magic number is ours",
        "0305c22305, 010400ff0d0306, callback",
        "0305c22305, 01040010, an MRU that we refuse",
        "0305c22305, 0304c023, the peer wants proof of us",
        "0305c22305, 01, malformed"
    })
    void negotiatesAnewWhereTheOptionsDoNotFit(String sent, String received, String why) {
        var peer = proxied(Settings.server(CHAP_MD5), sent, received, chap("s3cret"));
        assertThat(peer.next()).as(why).startsWith("c02101");
        peer.silent();
        assertThat(peer.host.events).as(why).isEmpty();
        assertThat(peer.link.phase()).isEqualTo(PppPhase.ESTABLISH);
    }

    @Test
    void negotiatesAnewWhereThePresentedAnswerIsOfAnotherProtocol() {
        var auth = new AuthRequest.Pap("alice", Secret.of("s3cret"));
        assertThat(proxied(Settings.server(CHAP_MD5), CHAP_OPTION, "", auth).next())
                .startsWith("c02101");
    }

    /** A Configure-Request afterwards renegotiates (RFC 1661 4.3), by our own settings. */
    @Test
    void letsThePeerRenegotiate() {
        var peer = proxied(Settings.server(), CHAP_OPTION + MAGIC, "", chap("s3cret"));
        peer.host.frames.clear();
        peer.send(LCP, 1, 1, "");
        assertThat(peer.ackRequest(LCP)).doesNotContain(CHAP_OPTION);
        peer.expectCode(LCP, 2);
        peer.expectCode(IPCP, 1);
    }

    /** Our client behind our LAC, both by proxy: no LCP packet is needed. */
    @ParameterizedTest
    @CsvSource({"CHAP_MD5, true", "PAP, true", "CHAP_MD5, false", "PAP, false"})
    void bothEndsStartOpened(AuthProtocol protocol, boolean collected) {
        var pair = new Pair(Settings.server(protocol), Settings.client(PAP, CHAP_MD5, MS_CHAP_V2));
        byte[] ofServer = HEX.parseHex((protocol == PAP ? PAP_OPTION : CHAP_OPTION) + MAGIC);
        byte[] ofClient = HEX.parseHex("05060badcafe");
        AuthRequest auth = protocol == PAP ? new AuthRequest.Pap("alice", Secret.of("s3cret")) : chap("s3cret");
        pair.client.upWithProxy(0, ofClient, ofServer, null);
        pair.server.upWithProxy(0, ofServer, ofClient, collected ? auth : null);
        pair.exchange();
        pair.run(10 * SECOND);
        assertThat(pair.bothOpen()).as(pair.client.describe()).isTrue();
        assertThat(pair.serverHost.requests).hasSize(1);
        assertThat(pair.client.userName()).isEqualTo("alice");
    }

    /** The result may be lost: the server's network protocols say it too. */
    @Test
    void asClientTakesNetworkProtocolsForAResult() {
        var peer = proxied(Settings.client(CHAP_MD5), "05060badcafe", CHAP_OPTION + MAGIC, null);
        peer.silent();
        assertThat(peer.link.phase()).isEqualTo(PppPhase.AUTHENTICATE);
        peer.send(IPCP, 1, 1, "0306c0000201");
        assertThat(peer.link.phase()).isEqualTo(PppPhase.NETWORK);
        assertThat(peer.host.frames).hasSize(3);
    }

    @Test
    void oneEndByProxyAndTheOtherAnew() {
        var pair = new Pair(Settings.server(CHAP_MD5), Settings.client(CHAP_MD5));
        pair.server.upWithProxy(0, HEX.parseHex(CHAP_OPTION + MAGIC), new byte[0], chap("s3cret"));
        pair.client.up(0);
        pair.exchange();
        pair.run(20 * SECOND);
        assertThat(pair.bothOpen()).isTrue();
    }
}
