package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Choices.AuthMethod;
import org.jl2tpd.profile.Choices.ProxyAuthType;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proxy LCP and proxy authentication between two engines (RFC 2661 4.4.5). */
class ProxyTest {
    /** LCP Configure-Requests that both sides sent over the session. */
    private int configureRequests;

    private int challenges;
    private int papRequests;

    private Pair pair(boolean allowed, ProxyAuthType type, Secret password) {
        AuthMethod method = type == ProxyAuthType.PAP ? AuthMethod.PAP : AuthMethod.CHAP;
        Conf lns = new Conf("lns.example")
                .set(TunnelAttributes.ALLOW_PPP_PROXY, allowed)
                .set(PppAttributes.AUTH_ORDER, List.of(method));
        var session = Conf.session(
                "s0",
                Conf.USER,
                password,
                Map.of(SessionAttributes.USE_PPP_PROXY, true, SessionAttributes.PROXY_AUTH_TYPE, type),
                Map.of());
        Pair pair = new Pair(lns, new Conf("lac.example").dial(Conf.tunnel("t", true, List.of(session), Pair.LNS)));
        pair.tap = this::look;
        return pair;
    }

    private void look(Pair.Datagram datagram) {
        byte[] octets = datagram.octets();
        for (int at = 0; !datagram.isControl() && at + 4 < octets.length && at < 20; at++) {
            int protocol = (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
            boolean first = octets[at + 2] == 1;
            configureRequests += protocol == 0xc021 && first ? 1 : 0;
            challenges += protocol == 0xc223 && first ? 1 : 0;
            papRequests += protocol == 0xc023 && first ? 1 : 0;
        }
    }

    /** PROXY-01, L2TP-4.4.5-01: what the LAC did is not done again. */
    @ParameterizedTest
    @EnumSource(names = {"PAP", "CHAP"})
    void proxiedLcpAndAuthenticationAreUsed(ProxyAuthType type) {
        Pair pair = pair(true, type, Conf.PASSWORD).start(5);
        assertThat(pair.lns.open).hasSize(1);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(configureRequests).as("LCP is not negotiated").isZero();
        assertThat(challenges + papRequests).as("nobody is asked again").isZero();
        assertThat(pair.lns.authRequests)
                .singleElement()
                .isInstanceOf(type == ProxyAuthType.PAP ? AuthRequest.Pap.class : AuthRequest.Chap.class);
        assertThat(pair.lns.sessions().get(0).user()).isEqualTo(Conf.USER);
    }

    /** The default: what a LAC says of another's password is not believed, PPP starts anew. */
    @ParameterizedTest
    @EnumSource(names = {"PAP", "CHAP"})
    void aProfileThatForbidsProxiesNegotiatesAnew(ProxyAuthType type) {
        Pair pair = pair(false, type, Conf.PASSWORD).start(20);
        assertThat(configureRequests).isGreaterThanOrEqualTo(2);
        assertThat(challenges + papRequests).isPositive();
        assertThat(pair.lns.open).hasSize(1);
        assertThat(pair.lac.open).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAP", "CHAP"})
    void aWrongProxyPasswordEndsTheSession(ProxyAuthType type) {
        Pair pair = pair(true, type, Secret.of("wrong")).start(10);
        assertThat(pair.lns.open).isEmpty();
        assertThat(pair.lac.open).isEmpty();
        assertThat(pair.lns.leases).isEmpty();
        assertThat(pair.lns.count(EngineCounter.SESSION_AUTH_FAILURES)).isPositive();
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_AUTH_FAILURE))
                .first()
                .satisfies(event -> assertThat(event.detail()).contains(Conf.USER, "access denied"));
        assertThat(pair.lns.told()).doesNotContain("wrong");
    }

    /** L2TP-4.4.5-02: a type whose companions are missing is as none; here the LCP alone is taken over. */
    @Test
    void proxyLcpWithoutAuthenticationLeavesTheAuthenticationToUs() {
        Pair pair = pair(true, ProxyAuthType.NONE, Conf.PASSWORD).start(20);
        assertThat(pair.lns.open).hasSize(1);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(challenges).isPositive();
    }

    /** L2TP-4.4.5-02: a type that lacks a companion is as none. */
    @ParameterizedTest
    @EnumSource(names = {"PAP", "CHAP"})
    void proxyAuthenticationWithoutItsResponseIsDoneAnew(ProxyAuthType type) {
        Pair pair = pair(true, type, Conf.PASSWORD);
        pair.filter = d -> {
            byte[] octets = d.octets();
            for (int at = 12; d.messageType() == 12 && at + 6 <= octets.length; ) {
                if (octets[at + 5] == 33) {
                    octets[at + 5] = 99;
                }
                at += Math.max(6, (octets[at] & 3) << 8 | octets[at + 1] & 0xff);
            }
            return true;
        };
        pair.start(20);
        assertThat(pair.lns.counter("control_avps_ignored")).isPositive();
        assertThat(challenges + papRequests).isPositive();
        assertThat(pair.lns.open).hasSize(1);
        assertThat(pair.lac.open).hasSize(1);
    }

    /** A text exchange is nothing that we could judge: the user proves himself to us. */
    @Test
    void aTextExchangeIsNotBelieved() {
        Pair pair = pair(true, ProxyAuthType.TEXT, Conf.PASSWORD).start(20);
        assertThat(pair.lns.open).hasSize(1);
        assertThat(challenges).isPositive();
        assertThat(pair.lns.authRequests).allMatch(request -> request instanceof AuthRequest.Chap);
    }
}
