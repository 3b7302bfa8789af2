package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each attribute of a ppp profile and the option of pppd that it becomes. */
class PppdArgumentsTest {
    private static String server(Map<Attribute<?>, Object> values) {
        return words(values, true, false);
    }

    private static String client(Map<Attribute<?>, Object> values) {
        return words(values, false, false);
    }

    /** The options with a blank before and after each. */
    private static String words(Map<Attribute<?>, Object> values, boolean server, boolean traced) {
        var dns = List.of(IpAddress.parse("9.9.9.9"), IpAddress.parse("2620:fe::fe"));
        var side = new PppdArguments.Side(server, 1400, "lns.example", dns, traced);
        return " " + String.join(" ", PppdArguments.of(new Profile(ProfileKind.PPP, "p", values), side)) + " ";
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments(PppAttributes.MRU, 1380, " mtu 1400 mru 1380 "),
                arguments(PppAttributes.ASYNCMAP, 0xa0000L, " asyncmap a0000 "),
                arguments(PppAttributes.CHAP_INTERVAL, 60, " chap-interval 60 "),
                arguments(PppAttributes.CHAP_MAX_CHALLENGE, 4, " chap-max-challenge 4 "),
                arguments(PppAttributes.CHAP_RESTART, 5, " chap-restart 5 "),
                arguments(PppAttributes.PAP_MAX_AUTH_REQUESTS, 6, " pap-max-authreq 6 "),
                arguments(PppAttributes.PAP_RESTART_INTERVAL, 7, " pap-restart 7 "),
                arguments(PppAttributes.PAP_TIMEOUT, 8, " pap-timeout 8 "),
                arguments(PppAttributes.AUTH_TIMEOUT_SECONDS, 9, " pap-timeout 9 "),
                arguments(PppAttributes.LCP_MAX_CONFIG_REQUESTS, 11, " lcp-max-configure 11 "),
                arguments(PppAttributes.LCP_MAX_CONFIG_NAKS, 12, " lcp-max-failure 12 "),
                arguments(PppAttributes.LCP_MAX_TERMINATE_REQUESTS, 13, " lcp-max-terminate 13 "),
                arguments(PppAttributes.LCP_RETRANSMIT_INTERVAL, 14, " lcp-restart 14 "),
                arguments(
                        PppAttributes.IPCP_MAX_CONFIG_REQUESTS, 15, " ipcp-max-configure 15 ipv6cp-max-configure 15 "),
                arguments(PppAttributes.IPCP_MAX_CONFIG_NAKS, 16, " ipcp-max-failure 16 ipv6cp-max-failure 16 "),
                arguments(
                        PppAttributes.IPCP_MAX_TERMINATE_REQUESTS,
                        17,
                        " ipcp-max-terminate 17 ipv6cp-max-terminate 17 "),
                arguments(PppAttributes.IPCP_RETRANSMIT_INTERVAL, 18, " ipcp-restart 18 ipv6cp-restart 18 "),
                arguments(PppAttributes.LCP_ECHO_INTERVAL, 19, " lcp-echo-interval 19 lcp-echo-failure 3 "),
                arguments(PppAttributes.LCP_ECHO_FAILURE_COUNT, 0, " lcp-echo-interval 0 lcp-echo-failure 0 "),
                arguments(PppAttributes.LCP_ECHO_INTERVAL, 0, " lcp-echo-interval 0 lcp-echo-failure 0 "),
                arguments(PppAttributes.IDLE_TIMEOUT, 20, " idle 20 "),
                arguments(PppAttributes.MAX_CONNECT_TIME, 21, " maxconnect 21 "),
                arguments(PppAttributes.MAX_FAILURE_COUNT, 22, " maxfail 22 "),
                arguments(PppAttributes.SYNC_MODE, Choices.SyncMode.SYNC, " sync "),
                arguments(PppAttributes.MULTILINK, true, " multilink "),
                arguments(PppAttributes.MULTILINK, false, " noendpoint nomp "),
                arguments(PppAttributes.REQUIRE_MPPE, true, " require-mppe "),
                arguments(PppAttributes.REQUIRE_MPPE, false, " noccp "),
                arguments(PppAttributes.IPV4, false, " noip "),
                arguments(PppAttributes.IPV6, true, " +ipv6 "),
                arguments(PppAttributes.IPV6, false, " noipv6 "),
                arguments(PppAttributes.PROXY_ARP, true, " proxyarp "),
                arguments(PppAttributes.PROXY_ARP, false, " noproxyarp "));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("numbers")
    void anAttributeIsAnOptionOnBothSides(Attribute<?> attribute, Object value, String option) {
        assertThat(server(Map.of(attribute, value))).contains(option);
        assertThat(client(Map.of(attribute, value))).contains(option);
    }

    static Stream<Arguments> protocols() {
        return Stream.of(
                arguments(PppAttributes.AUTH_PAP, "pap"),
                arguments(PppAttributes.AUTH_CHAP, "chap"),
                arguments(PppAttributes.AUTH_MSCHAPV1, "mschap"),
                arguments(PppAttributes.AUTH_MSCHAPV2, "mschap-v2"),
                arguments(PppAttributes.AUTH_EAP, "eap"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("protocols")
    void aServerDemandsWhatIsAllowedAndProvesItselfToNobody(Attribute<Boolean> attribute, String protocol) {
        assertThat(server(Map.of(attribute, true)))
                .contains(" auth ", " require-" + protocol + " ", " refuse-" + protocol + " ");
        assertThat(server(Map.of(attribute, false))).doesNotContain(" require-" + protocol + " ");
        assertThat(server(Map.of(attribute, true, PppAttributes.AUTH_NONE, true)))
                .contains(" noauth ")
                .doesNotContain("require-");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("protocols")
    void aClientProvesItselfAsAllowedAndDemandsProofWhereAuthPeerSaysSo(Attribute<Boolean> attribute, String protocol) {
        assertThat(client(Map.of(attribute, true)))
                .contains(" noauth ")
                .doesNotContain(" refuse-" + protocol + " ", "require-");
        assertThat(client(Map.of(attribute, false))).contains(" refuse-" + protocol + " ");
        assertThat(client(Map.of(attribute, true, PppAttributes.AUTH_PEER, true)))
                .contains(" auth ", " require-" + protocol + " ");
    }

    @Test
    void aProtocolThatTheOrderLeavesOutIsNotDemanded() {
        assertThat(server(Map.of(PppAttributes.AUTH_ORDER, List.of(Choices.AuthMethod.CHAP))))
                .contains(" require-chap ")
                .doesNotContain(" require-pap ", " require-mschap-v2 ");
    }

    @Test
    void aServerTellsNameServersOfIpv4() {
        var wins = IpAddress.parse("192.0.2.1");
        assertThat(server(Map.of(PppAttributes.WINS_IPADDR_PRI, wins)))
                .contains(" ms-dns 9.9.9.9 ", " ms-wins 192.0.2.1 ", " nodefaultroute ")
                .doesNotContain("2620", "usepeerdns", "accept-");
    }

    @Test
    void aClientTakesWhatItsServerSays() {
        assertThat(client(Map.of()))
                .contains(
                        " noipdefault ",
                        " ipcp-accept-local ",
                        " ipcp-accept-remote ",
                        " usepeerdns ",
                        " nodefaultroute ")
                .doesNotContain("ms-dns", "remotename");
        var own = Map.<Attribute<?>, Object>of(
                PppAttributes.REMOTE_IPADDR,
                IpAddress.parse("192.0.2.9"),
                PppAttributes.USE_PEER_DNS,
                false,
                PppAttributes.DEFAULT_ROUTE,
                true,
                PppAttributes.REMOTE_NAME,
                "isp");
        assertThat(client(own))
                .contains(" defaultroute ", " remotename isp ")
                .doesNotContain("ipcp-accept-remote", "usepeerdns");
    }

    @Test
    void nameTraceAndFramingAreSaid() {
        assertThat(words(Map.of(), true, true)).contains(" name lns.example ", " debug kdebug 7 ", " hide-password ");
        assertThat(words(Map.of(), true, false)).doesNotContain("debug");
        assertThat(server(Map.of(PppAttributes.SYNC_MODE, Choices.SyncMode.ASYNC)))
                .doesNotContain(" sync ");
    }
}
