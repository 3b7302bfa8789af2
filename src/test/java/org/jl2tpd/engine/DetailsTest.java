package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Choices.AuthMethod;
import org.jl2tpd.profile.Choices.AuthMode;
import org.jl2tpd.profile.Choices.Bearer;
import org.jl2tpd.profile.Choices.ProxyAuthType;
import org.jl2tpd.profile.ConnectSpeed;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What management reads of tunnels and sessions, alive and ended, and of limits. */
class DetailsTest {
    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example");

    private static Command.TunnelKey named() {
        return new Command.TunnelKey(0, "t");
    }

    private static Views.Closed closed(PairNode node) {
        return (Views.Closed) node.done(new Command.ShowClosed());
    }

    @Test
    void aTunnelTellsItsTimesAndItsPeer() {
        lns.set(TunnelAttributes.IDLE_TIMEOUT, 90).set(TunnelAttributes.ALLOW_PPP_PROXY, true);
        lac.set(TunnelAttributes.RX_WINDOW_SIZE, 7).set(TunnelAttributes.BEARER_CAPS, Bearer.DIGITAL);
        Pair pair = new Pair(lns, lac.dial(2, Pair.LNS)).start(5);
        Views.TunnelDetail detail = pair.lns.tunnels().get(0).detail();
        assertThat(detail.serial()).isPositive();
        assertThat(detail.createdNs()).isBetween(1000 * Pair.SECOND, pair.nowNs());
        assertThat(detail.establishedNs()).isBetween(detail.createdNs(), pair.nowNs());
        assertThat(detail.initiatedLocally()).isFalse();
        assertThat(detail.peerReceiveWindow()).isEqualTo(7);
        assertThat(detail.peerProtocolVersion()).isEqualTo(0x0100);
        assertThat(detail.peerBearerCapabilities()).isEqualTo(1);
        assertThat(detail.peerFramingCapabilities()).isEqualTo(3);
        assertThat(detail.idleTimeoutSeconds()).isEqualTo(90);
        assertThat(detail.proxyPpp()).isTrue();
        assertThat(detail.mtu()).isEqualTo(1460);
        assertThat(detail.sessionsTotal()).isEqualTo(2);
        assertThat(detail.sessionsEstablished()).isEqualTo(2);
        assertThat(detail.sessionsFailed()).isZero();
        assertThat(detail.payloadSequencing()).isEqualTo(Views.PayloadSequencing.NEVER);
        assertThat(pair.lac.tunnels().get(0).detail().idleTimeoutSeconds()).isEqualTo(-1);
        assertThat(pair.lac.tunnels().get(0).detail().initiatedLocally()).isTrue();
    }

    @Test
    void aTunnelsPayloadCountsThatOfSessionsThatAreGone() {
        Pair pair = new Pair(lns, lac.dial(1, Pair.LNS)).start(5);
        pair.lac.sendPacket();
        pair.runSeconds(1);
        Map<String, Long> before = pair.lns.tunnels().get(0).counters();
        pair.lac.done(new Command.CloseSession(named(), new Command.SessionKey(0, "s0"), ""));
        pair.runSeconds(1);
        Map<String, Long> after = pair.lns.tunnels().get(0).counters();
        assertThat(before.get("rx_packets")).isPositive();
        assertThat(after.get("rx_packets")).isGreaterThanOrEqualTo(before.get("rx_packets"));
        assertThat(after.get("tx_octets")).isGreaterThanOrEqualTo(before.get("tx_octets"));
    }

    @Test
    void aSessionTellsWhatItsCallWasMadeWith() {
        var session = Conf.session(
                "s0",
                Conf.USER,
                Conf.PASSWORD,
                Map.of(
                        SessionAttributes.CONNECT_SPEED,
                        new ConnectSpeed(64_000, 128_000),
                        SessionAttributes.BEARER_TYPE,
                        Bearer.ANALOG,
                        SessionAttributes.SUB_ADDRESS,
                        "77",
                        SessionAttributes.PRIV_GROUP_ID,
                        "blue",
                        SessionAttributes.PHYSICAL_CHANNEL_ID,
                        5L),
                Map.of());
        Pair pair = new Pair(lns, lac.dial(Conf.tunnel("t", true, List.of(session), Pair.LNS))).start(5);
        for (PairNode node : pair.nodes) {
            Views.SessionDetail detail = node.sessions().get(0).detail();
            assertThat(detail.txConnectSpeed()).isEqualTo(128_000);
            assertThat(detail.rxConnectSpeed()).isEqualTo(64_000);
            assertThat(detail.bearerType()).isEqualTo(2);
            assertThat(detail.framingType()).isEqualTo(3);
            assertThat(detail.physicalChannelId()).isEqualTo(5);
            assertThat(detail.subAddress()).isEqualTo("77");
            assertThat(detail.privateGroupId()).isEqualTo("blue");
            assertThat(detail.establishedNs()).isGreaterThanOrEqualTo(detail.createdNs());
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothSidesKnowHowTheUserWasAuthenticated(AuthMethod method) {
        lns.set(PppAttributes.AUTH_ORDER, List.of(method));
        lac.set(PppAttributes.AUTH_ORDER, List.of(method));
        Pair pair = new Pair(lns, lac.dial(1, Pair.LNS)).start(5);
        Views.AuthMethod expected = switch (method) {
            case PAP -> Views.AuthMethod.PPP_PAP;
            case CHAP -> Views.AuthMethod.PPP_CHAP;
            case MSCHAPV2 -> Views.AuthMethod.PPP_MSCHAPV2;
        };
        assertThat(pair.lns.sessions().get(0).detail().authMethod()).isEqualTo(expected);
        assertThat(pair.lac.sessions().get(0).detail().authMethod()).isEqualTo(expected);
    }

    @Test
    void proxyLcpIsTold() {
        lns.set(TunnelAttributes.ALLOW_PPP_PROXY, true).set(PppAttributes.AUTH_ORDER, List.of(AuthMethod.PAP));
        var session = Conf.session(
                "s0",
                Conf.USER,
                Conf.PASSWORD,
                Map.of(SessionAttributes.USE_PPP_PROXY, true, SessionAttributes.PROXY_AUTH_TYPE, ProxyAuthType.PAP),
                Map.of());
        Pair pair = new Pair(lns, lac.dial(Conf.tunnel("t", true, List.of(session), Pair.LNS))).start(5);
        assertThat(pair.lns.sessions().get(0).detail().proxyLcp()).isTrue();
        assertThat(pair.lns.sessions().get(0).detail().authMethod()).isEqualTo(Views.AuthMethod.PPP_PAP);
    }

    @Test
    void whatEndedIsRememberedWithItsCause() {
        Pair pair = new Pair(lns, lac.dial(Conf.tunnel("t", false, 2, Pair.LNS))).start(5);
        Views.Session first = pair.lns.sessions().get(0);
        pair.lns.done(new Command.CloseSession(
                new Command.TunnelKey(first.tunnelId(), ""), new Command.SessionKey(first.id(), ""), "enough"));
        pair.runSeconds(2);
        pair.lac.done(new Command.CloseTunnel(named(), "good night"));
        pair.runSeconds(2);
        Views.Closed closed = closed(pair.lns);
        assertThat(closed.sessions()).hasSize(2);
        Views.ClosedSession last = closed.sessions().get(1);
        assertThat(last.number()).isEqualTo(1);
        assertThat(last.id()).isEqualTo(first.id());
        assertThat(last.user()).isEqualTo(Conf.USER);
        assertThat(last.peerIpv4()).isEqualTo(first.peerIpv4()).isNotEmpty();
        assertThat(last.established()).isTrue();
        assertThat(last.byPeer()).isFalse();
        assertThat(last.resultCode()).isEqualTo(3);
        assertThat(last.words()).contains("enough");
        assertThat(last.rxOctets()).isPositive();
        assertThat(last.livedMs()).isBetween(4_000L, 5_100L);
        Views.ClosedSession withTunnel = closed.sessions().get(0);
        assertThat(withTunnel.resultCode()).as("no CDN was sent").isZero();
        assertThat(withTunnel.words()).contains("good night");
        Views.ClosedTunnel tunnel = closed.tunnels().get(0);
        assertThat(tunnel.established()).isTrue();
        assertThat(tunnel.byPeer()).isTrue();
        assertThat(tunnel.resultCode()).isEqualTo(1);
        assertThat(tunnel.peerHostName()).isEqualTo("lac.example");
        assertThat(tunnel.sessionsTotal()).isEqualTo(2);
        assertThat(closed(pair.lac).tunnels().get(0).byPeer()).isFalse();
        assertThat(closed(pair.lac).tunnels().get(0).name()).isEqualTo("t");
    }

    @Test
    void onlyTheLatestAreRemembered() {
        Pair pair = new Pair(lns, lac.dial(0, Pair.LNS)).start(3);
        for (int i = 0; i < RecentlyClosed.LIMIT + 10; i++) {
            pair.lac.done(new Command.CreateSession(named(), Conf.session("n" + i)));
            pair.runFor(20 * Pair.MS);
            pair.lac.done(new Command.CloseSession(named(), new Command.SessionKey(0, "n" + i), ""));
            pair.runFor(20 * Pair.MS);
        }
        pair.runSeconds(20);
        List<Views.ClosedSession> rows = closed(pair.lns).sessions();
        assertThat(rows).hasSize(RecentlyClosed.LIMIT);
        assertThat(rows.get(0).number()).isEqualTo(RecentlyClosed.LIMIT + 10);
        assertThat(rows.get(RecentlyClosed.LIMIT - 1).number()).isEqualTo(11);
    }

    /** l2tpTunnelAuthFailure names the row of the tunnel, which must be there. */
    @Test
    void aTunnelThatFailsAuthenticationIsListedWhenItIsToldAndAWhileLonger() {
        lns.set(TunnelAttributes.SECRET, Secret.of("one")).set(TunnelAttributes.AUTH_MODE, AuthMode.CHALLENGE);
        lac.set(TunnelAttributes.SECRET, Secret.of("two")).set(TunnelAttributes.AUTH_MODE, AuthMode.NONE);
        Pair pair = new Pair(lns, lac.dial(Conf.tunnel("t", false, 0, Pair.LNS)));
        pair.start(1);
        EngineEvent failure =
                pair.lns.events(EngineEvent.Kind.TUNNEL_AUTH_FAILURE).get(0);
        assertThat(failure.tunnelId()).isPositive();
        var key = new Command.TunnelKey(failure.tunnelId(), "");
        pair.runSeconds(28);
        var row = (Views.Tunnel) pair.lns.done(new Command.ShowTunnel(key));
        assertThat(row.peerHostName()).isEqualTo("lac.example");
        assertThat(row.detail().resultCode()).isEqualTo(4);
        assertThat(closed(pair.lns).tunnels().get(0).resultCode()).isEqualTo(4);
        Views.Peer peer =
                ((Views.Peers) pair.lns.done(new Command.ShowPeers())).peers().get(0);
        assertThat(peer.authFailures()).isEqualTo(1);
        assertThat(peer.tunnelsFailed()).isEqualTo(1);
        assertThat(peer.tunnelsTotal()).isZero();
        pair.runSeconds(40);
        assertThat(pair.lns.tunnels()).isEmpty();
    }

    @Test
    void aLimitIsToldOnceUntilThereIsRoomAgain() {
        lns.set(SystemAttributes.MAX_SESSIONS, 2);
        Pair pair = new Pair(lns, lac.dial(6, Pair.LNS)).start(150);
        assertThat(pair.lns.count(EngineCounter.SESSIONS_LIMIT)).isGreaterThan(4);
        assertThat(pair.lns.events(EngineEvent.Kind.LIMIT_REACHED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).isEqualTo("max_sessions 2"));
        for (Views.Session session : pair.lns.sessions()) {
            pair.lns.done(new Command.CloseSession(
                    new Command.TunnelKey(session.tunnelId(), ""), new Command.SessionKey(session.id(), ""), ""));
        }
        pair.runSeconds(70);
        assertThat(pair.lns.events(EngineEvent.Kind.LIMIT_REACHED)).hasSize(2);
    }

    @Test
    void pagesOfALargeTunnelFollowTheIds() {
        Pair pair = new Pair(lns, lac.dial(150, Pair.LNS)).start(20);
        var ids = new ArrayList<Integer>();
        int tunnel = pair.lns.tunnels().get(0).id();
        Views.SessionPage page;
        int after = 0;
        do {
            page = (Views.SessionPage) pair.lns.done(new Command.ListSessions(0, tunnel, after, 40));
            page.sessions().forEach(s -> ids.add(s.id()));
            after = ids.get(ids.size() - 1);
        } while (page.more());
        assertThat(ids).hasSize(150).isSorted().doesNotHaveDuplicates();
    }
}
