package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.profile.Choices.AuthMode;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.Secret;
import org.jl2tpd.wire.TraceFacility;
import org.junit.jupiter.api.Test;

/** Tunnel authentication both ways, hidden AVPs, and that no secret is ever told. */
class TunnelSecretsTest {
    private static final String SECRET = "blue-harvest";
    private static final String OTHER = "grey-winter";

    private static Conf lns(String secret) {
        return new Conf("lns.example").set(TunnelAttributes.SECRET, Secret.of(secret));
    }

    private static Conf lac(String secret) {
        return new Conf("lac.example")
                .set(TunnelAttributes.SECRET, Secret.of(secret))
                .dial(1, Pair.LNS);
    }

    private static void tellsNoSecret(Pair pair, String... secrets) {
        for (PairNode node : pair.nodes) {
            assertThat(node.told()).doesNotContain(secrets);
            assertThat(node.tunnels().toString() + node.sessions()).doesNotContain(secrets);
        }
    }

    /** L2TP-5.1.1-01 to -05. */
    @Test
    void bothSidesProveThatTheyKnowTheSecret() {
        Pair pair = new Pair(lns(SECRET), lac(SECRET)).start(5);
        assertThat(pair.lns.open).hasSize(1);
        assertThat(pair.lac.open).hasSize(1);
        tellsNoSecret(pair, SECRET);
    }

    /** L2TP-5.1.1-05: the LAC finds the LNS's response wrong and says not authorized. */
    @Test
    void anInitiatorThatDisprovesItsPeerSaysSo() {
        Pair pair = new Pair(lns(OTHER), lac(SECRET)).start(5);
        assertThat(pair.lac.open).isEmpty();
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_AUTH_FAILURE))
                .first()
                .satisfies(event -> assertThat(event.detail()).contains("result 4"));
        assertThat(pair.lns.count(EngineCounter.TUNNELS_OPENED)).isZero();
        assertThat(pair.lac.counter("control_authentication_failures")).isPositive();
        tellsNoSecret(pair, SECRET, OTHER);
    }

    /** Only the LNS challenges: it finds out, and its StopCCN makes the LAC wait before it tries again. */
    @Test
    void aResponderThatDisprovesItsPeerSaysSoAndThePeerPauses() {
        Pair pair = new Pair(lns(SECRET), lac(OTHER).set(TunnelAttributes.AUTH_MODE, AuthMode.NONE)).start(5);
        assertThat(pair.lns.events(EngineEvent.Kind.TUNNEL_AUTH_FAILURE)).hasSize(1);
        assertThat(pair.lns.counter("control_authentication_failures")).isOne();
        assertThat(pair.lns.system().tunnelsEstablished()).isZero();
        Views.Tunnel waiting = waiting(pair.lac);
        assertThat(waiting.lastResult()).contains("peer:", "result 4");
        assertThat(waiting.nextRetrySeconds()).as("tunnel_persist_pend_timeout").isBetween(290L, 300L);
        pair.runSeconds(280);
        assertThat(pair.lns.counter("message_sccrq_received_good")).isLessThanOrEqualTo(1);
        tellsNoSecret(pair, SECRET, OTHER);
    }

    private static Views.Tunnel waiting(PairNode node) {
        return node.tunnels().stream()
                .filter(t -> t.state().equals("RETRY"))
                .findFirst()
                .orElseThrow();
    }

    /** B27: each Host Name has a secret of its own; a peer with another one's is refused. */
    @Test
    void secretsAreChosenByHostName() {
        Conf lns = new Conf("lns.example")
                .set("lac.example", PeerAttributes.ALLOW_TUNNELS, true)
                .set("lac.example", PeerAttributes.SECRET, Secret.of(SECRET))
                .set("second.example", PeerAttributes.ALLOW_TUNNELS, true)
                .set("second.example", PeerAttributes.SECRET, Secret.of(OTHER));
        Pair pair = new Pair(lns, lac(SECRET));
        PairNode second = pair.add(
                "second",
                new Conf("second.example")
                        .set(TunnelAttributes.SECRET, Secret.of(OTHER))
                        .dial(1, Pair.LNS),
                "192.0.2.3");
        PairNode impostor = pair.add(
                "impostor",
                new Conf("second.example")
                        .set(TunnelAttributes.SECRET, Secret.of(SECRET))
                        .dial(1, Pair.LNS),
                "192.0.2.4");
        pair.start(5);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(second.open).hasSize(1);
        assertThat(impostor.open).isEmpty();
        assertThat(pair.lns.tunnels())
                .filteredOn(t -> t.state().equals("ESTABLISHED"))
                .extracting(Views.Tunnel::peerProfile)
                .containsExactlyInAnyOrder("lac.example", "second.example");
    }

    /** Tunnel profiles may share a ppp profile and have names of their own: a challenge bears the right one. */
    @Test
    void eachPeerSeesTheNameThatItsTunnelProfileSays() {
        Conf lns = new Conf("lns.example")
                .set("lac.example", PeerAttributes.ALLOW_TUNNELS, true)
                .set("lac.example", PeerAttributes.TUNNEL_PROFILE_NAME, "one")
                .set("second.example", PeerAttributes.ALLOW_TUNNELS, true)
                .set("second.example", PeerAttributes.TUNNEL_PROFILE_NAME, "two")
                .set("one", TunnelAttributes.HOST_NAME, "first-face")
                .set("two", TunnelAttributes.HOST_NAME, "second-face");
        Pair pair = new Pair(lns, new Conf("lac.example").dial(1, Pair.LNS));
        PairNode second = pair.add("second", new Conf("second.example").dial(1, Pair.LNS), "192.0.2.3");
        var frames = new ArrayList<String>();
        pair.tap = d -> {
            if (d.sender() == pair.lns && !d.isControl()) {
                frames.add(d.to() + " " + new String(d.octets(), StandardCharsets.ISO_8859_1));
            }
        };
        pair.start(5);
        assertThat(second.open).hasSize(1);
        assertThat(frames).anyMatch(f -> f.startsWith(Pair.LAC + " ") && f.endsWith("first-face"));
        assertThat(frames).anyMatch(f -> f.startsWith("192.0.2.3 ") && f.endsWith("second-face"));
        assertThat(frames).noneMatch(f -> f.startsWith("192.0.2.3 ") && f.endsWith("first-face"));
    }

    /** auth_mode simple: a peer profile of its own is proof enough, the default one is not. */
    @Test
    void simpleAuthenticationWantsAPeerProfile() {
        Conf lns = new Conf("lns.example")
                .set(TunnelAttributes.AUTH_MODE, AuthMode.SIMPLE)
                .set("known.example", PeerAttributes.ALLOW_TUNNELS, true);
        Pair pair = new Pair(lns, new Conf("lac.example").dial(1, Pair.LNS));
        PairNode known = pair.add("known", new Conf("known.example").dial(1, Pair.LNS), "192.0.2.3");
        pair.start(5);
        assertThat(known.open).hasSize(1);
        assertThat(pair.lac.open).isEmpty();
        assertThat(waiting(pair.lac).lastResult()).contains("not authorized", "result 4");
        assertThat(pair.lns.count(EngineCounter.SCCRQ_DENIED)).isPositive();
        assertThat(pair.lns.events(EngineEvent.Kind.TUNNEL_REFUSED)).isNotEmpty();
    }

    /** L2TP-4.3-01 to -09: what may be hidden is, and both sides read it. */
    @Test
    void hiddenAvpsAreReadAndSeenByNobodyElse() {
        var control = new ArrayList<String>();
        Pair pair = new Pair(
                lns(SECRET).set(TunnelAttributes.HIDE_AVPS, true),
                lac(SECRET)
                        .set(TunnelAttributes.HIDE_AVPS, true)
                        .set(SessionAttributes.CALLING_NUMBER, "5551234567")
                        .set(SessionAttributes.CALLED_NUMBER, "5557654321"));
        pair.tap = d -> control.add(new String(d.octets(), StandardCharsets.ISO_8859_1));
        pair.start(5);
        Views.Session session = pair.lns.sessions().get(0);
        assertThat(session.callingNumber()).isEqualTo("5551234567");
        assertThat(session.calledNumber()).isEqualTo("5557654321");
        assertThat(pair.lns.open).hasSize(1);
        assertThat(control).noneMatch(text -> text.contains("5551234567") || text.contains("5557654321"));
    }

    /** Every facility of both sides, over a session with PAP, hidden proxy AVPs and a wrong attempt: no secret anywhere. */
    @Test
    void tracesAndEventsTellNoSecret() {
        String password = "correct horse";
        Conf lns = lns(SECRET)
                .set(TunnelAttributes.HIDE_AVPS, true)
                .set(TunnelAttributes.ALLOW_PPP_PROXY, true)
                .set(SystemAttributes.TRACE_FLAGS, TraceFacility.ALL)
                .set(org.jl2tpd.profile.PppAttributes.AUTH_ORDER, List.of(org.jl2tpd.profile.Choices.AuthMethod.PAP));
        Conf lac = new Conf("lac.example")
                .set(TunnelAttributes.SECRET, Secret.of(SECRET))
                .set(TunnelAttributes.HIDE_AVPS, true)
                .set(SystemAttributes.TRACE_FLAGS, TraceFacility.ALL)
                .dial(Conf.tunnel(
                        "t",
                        true,
                        List.of(
                                Conf.session("plain", "bob", Secret.of(password)),
                                Conf.session("wrong", "bob", Secret.of("hopeless guess")),
                                Conf.session(
                                        "proxied",
                                        "bob",
                                        Secret.of(password),
                                        java.util.Map.of(
                                                SessionAttributes.USE_PPP_PROXY,
                                                true,
                                                SessionAttributes.PROXY_AUTH_TYPE,
                                                org.jl2tpd.profile.Choices.ProxyAuthType.PAP),
                                        java.util.Map.of())),
                        Pair.LNS));
        Pair pair = new Pair(lns, lac);
        pair.lns.users.put("bob", Secret.of(password));
        pair.start(40);
        assertThat(pair.lns.open).hasSize(2);
        for (PairNode node : pair.nodes) {
            for (TraceFacility facility : TraceFacility.values()) {
                boolean silent = facility == TraceFacility.API || facility == TraceFacility.SYSTEM && node == pair.lac;
                assertThat(silent
                                || node.traces.stream()
                                        .anyMatch(t ->
                                                t.startsWith(facility.name().toLowerCase(java.util.Locale.ROOT) + " ")))
                        .as("%s of %s", facility, node.name)
                        .isTrue();
            }
        }
        tellsNoSecret(pair, SECRET, password, "hopeless guess", hex(SECRET), hex(password), hex("hopeless guess"));
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
