package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;
import org.junit.jupiter.api.Test;

/** Sessions of a LAC and a LNS whose PPP is a pppd's each, as the engine sees it. */
class SessionPppdTest {
    private static final IpAddress LOCAL = IpAddress.parse("10.9.0.2");
    private static final IpAddress REMOTE = IpAddress.parse("10.9.0.1");

    private final Conf lns = new Conf("lns.example").set(PppAttributes.PPP, Choices.PppMode.PPPD);
    private final Conf lac = new Conf("lac.example").set(PppAttributes.PPP, Choices.PppMode.PPPD);
    private FrameNode lnsFrames;
    private FrameNode lacFrames;

    private Pair start() {
        Pair pair = pair();
        return pair.start(5);
    }

    private Pair pair() {
        lac.dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac);
        lnsFrames = new FrameNode(pair.lns);
        lacFrames = new FrameNode(pair.lac);
        return pair;
    }

    private void tell(Pair pair, PairNode node, FrameNode frames, SessionNotice notice) {
        node.engine.onNotice(
                node.world.nowNs(), frames.sessions.keySet().iterator().next(), notice);
        pair.runSeconds(1);
    }

    private static Views.Session view(PairNode node) {
        return node.sessions().get(0);
    }

    @Test
    void pppdIsStartedOnBothSidesAndTheDeviceIsNoConcernOfOurs() {
        start();
        assertThat(lnsFrames.told()).isEqualTo("openTunnel openSession setOptions startPppd");
        assertThat(lacFrames.told()).isEqualTo("openTunnel openSession startPppd");
        assertThat(lacFrames.sessions.values()).allMatch(options -> !options.ownPpp());
    }

    @Test
    void userAndPasswordAreApartFromTheArguments() {
        start();
        PppdOptions options = lacFrames.pppd.values().iterator().next();
        assertThat(options.userName()).isEqualTo(Conf.USER);
        assertThat(options.password()).isEqualTo(Conf.PASSWORD);
        assertThat(options.arguments()).contains("noauth").doesNotContain("open sesame", "password");
        PppdOptions server = lnsFrames.pppd.values().iterator().next();
        assertThat(server.userName()).isEmpty();
        assertThat(server.password()).isNull();
        assertThat(server.arguments()).contains("auth", "require-chap");
        assertThat(server.session().lns()).isTrue();
    }

    @Test
    void theServersAddressesAreGrantedBeforePppdRunsAndGivenBackAfterIt() {
        Pair pair = start();
        PppdOptions server = lnsFrames.pppd.values().iterator().next();
        assertThat(server.peerIpv4()).isNotNull();
        assertThat(pair.lns.authRequests).hasExactlyElementsOfTypes(AuthRequest.None.class);
        tell(pair, pair.lns, lnsFrames, ended());
        assertThat(pair.lns.releases).contains(pair.lns.tickets.get(0));
    }

    private static SessionNotice.Ended ended() {
        var cause = new PppDisconnectCause(PppDisconnectCause.AUTH_FAILED, 0, 1, "authentication failed");
        var result = ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, "authentication failed");
        return new SessionNotice.Ended(result, cause, "exit status 11");
    }

    @Test
    void whatPppdTellsIsShown() {
        Pair pair = start();
        assertThat(view(pair.lac).pppPhase()).isEqualTo("ESTABLISH");
        tell(pair, pair.lac, lacFrames, new SessionNotice.NetworkUp("ppp7", LOCAL, REMOTE, ""));
        Views.Session up = view(pair.lac);
        assertThat(up.pppPhase()).isEqualTo("NETWORK");
        assertThat(up.device()).isEqualTo("ppp7");
        assertThat(up.localIpv4()).isEqualTo("10.9.0.2");
        assertThat(up.peerIpv4()).isEqualTo("10.9.0.1");
        assertThat(up.user()).isEqualTo(Conf.USER);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_UP)).hasSize(1);
        tell(pair, pair.lac, lacFrames, new SessionNotice.NetworkUp("ppp7", LOCAL, REMOTE, ""));
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_UP)).hasSize(1);
        tell(pair, pair.lac, lacFrames, new SessionNotice.NetworkDown());
        assertThat(view(pair.lac).localIpv4()).isEmpty();
    }

    @Test
    void theEndOfPppdEndsTheSessionAndThePeerHearsWhy() {
        Pair pair = start();
        tell(pair, pair.lns, lnsFrames, ended());
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN).get(0).detail())
                .contains("authentication failed (result 3)", "PPP: authentication failed");
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN).get(0).detail())
                .isEqualTo("authentication failed (result 3); exit status 11");
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_AUTH_FAILURE)).hasSize(1);
        assertThat(lnsFrames.sessions).isEmpty();
    }

    @Test
    void theAccmThatPppdAgreedOnIsToldToTheLac() {
        Pair pair = start();
        tell(pair, pair.lns, lnsFrames, new SessionNotice.Accm(0xa0000, 0));
        assertThat(pair.lac.entries().get(0).sendAccm).isEqualTo(0xa0000);
    }

    @Test
    void anOperatorsCloseTellsPppdFirst() {
        Pair pair = start();
        lacFrames.endsPppd = true;
        var tunnel = new Command.TunnelKey(0, "t");
        pair.lac.done(new Command.CloseSession(tunnel, new Command.SessionKey(0, "s0"), "by hand"));
        pair.runSeconds(1);
        assertThat(lacFrames.told()).endsWith("endPppd");
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN)).isEmpty();
        tell(pair, pair.lac, lacFrames, ended());
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN).get(0).detail())
                .contains("by hand (result 3)");
    }

    @Test
    void aPppdThatDoesNotStartEndsTheSessionWithWords() {
        Pair pair = pair();
        lacFrames.failing = "startPppd";
        pair.start(2);
        assertThat(pair.lac.events(EngineEvent.Kind.DATAPATH_FAILURE).get(0).detail())
                .isEqualTo("no buffer space");
        assertThat(lacFrames.sessions).isEmpty();
    }

    @Test
    void withoutADatapathThatCanTheSessionEndsWithWords() {
        lac.dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(2);
        assertThat(pair.lac.events(EngineEvent.Kind.DATAPATH_FAILURE).get(0).detail())
                .contains("needs the kernel datapath");
    }
}
