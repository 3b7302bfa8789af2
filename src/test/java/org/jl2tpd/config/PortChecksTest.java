package org.jl2tpd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports of tunnels that could never be bound. */
class PortChecksTest {
    private static final String TWO = """
            [[tunnel]]
            tunnel_name = "a"
            dest_ipaddr = "192.0.2.1"
            our_udp_port = 1800
            %s
            [[tunnel]]
            tunnel_name = "b"
            dest_ipaddr = "192.0.2.2"
            our_udp_port = %d
            %s
            """;
    private static final String STATIC = """
            [static_tunnel.a]
            local = "192.0.2.1"
            remote = "192.0.2.2"
            tunnel_id = 1
            peer_tunnel_id = 2
            our_udp_port = %d
            peer_udp_port = 5001
            [system]
            listen_addresses = [%s]
            """;
    private static final String TAKEN =
            "our_udp_port: tunnel \"a\" has port 1800 already; tunnels that share it need a src_ipaddr each";

    private static List<String> errors(String text) {
        return ConfigLoader.parse("f", text.getBytes(StandardCharsets.UTF_8)).errors().stream()
                .map(ConfigError::toString)
                .toList();
    }

    @Test
    void refusesTwoTunnelsWithOnePort() {
        assertThat(errors(TWO.formatted("", 1800, ""))).containsExactly("f:9:1: " + TAKEN);
        assertThat(errors(TWO.formatted("src_ipaddr = \"192.0.2.9\"", 1800, "")))
                .containsExactly("f:9:1: " + TAKEN);
        assertThat(errors(TWO.formatted("src_ipaddr = \"192.0.2.9\"", 1800, "src_ipaddr = \"192.0.2.9\"")))
                .containsExactly("f:9:1: " + TAKEN);
    }

    @Test
    void takesTunnelsWithPortsOrAddressesOfTheirOwn() {
        assertThat(errors(TWO.formatted("", 1801, ""))).isEmpty();
        assertThat(errors(TWO.formatted("", 0, ""))).isEmpty();
        assertThat(errors(TWO.formatted("", 1800, "").replace("192.0.2.2", "2001:db8::2")))
                .isEmpty();
        assertThat(errors(TWO.formatted("", 1800, "").replace("192.0.2.2", "lns.isp.example")))
                .containsExactly("f:9:1: " + TAKEN);
        assertThat(errors(TWO.formatted("src_ipaddr = \"192.0.2.8\"", 1800, "src_ipaddr = \"192.0.2.9\"")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1"})
    void refusesAStaticTunnelOnThePortThatWeListenOn(String listening) {
        assertThat(errors(STATIC.formatted(1701, "\"" + listening + "\"")))
                .containsExactly("f:6:1: our_udp_port: the daemon listens on " + listening
                        + " port 1701 itself (listen_addresses, udp_port)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"::\"", "\"192.0.2.3\""})
    void takesAStaticTunnelBesideListenersOfOtherAddresses(String listening) {
        assertThat(errors(STATIC.formatted(1701, listening))).isEmpty();
        assertThat(errors(STATIC.formatted(5000, "\"0.0.0.0\""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "224.0.0.1", "239.1.2.3", "255.255.255.255"})
    void refusesAStaticTunnelToMoreThanOneHost(String remote) {
        String text = STATIC.formatted(5000, "").replace("192.0.2.2", remote);
        assertThat(errors(text)).containsExactly("f:3:1: remote must be the address of one host, not " + remote);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "ff02::1"})
    void refusesAStaticTunnelToMoreThanOneHostOfIpv6(String remote) {
        String text = STATIC.formatted(5000, "").replace("192.0.2.2", remote).replace("192.0.2.1", "fd00::1");
        assertThat(errors(text)).containsExactly("f:3:1: remote must be the address of one host, not " + remote);
    }

    @Test
    void aTunnelTakesItsDestinationFromTheProfileThatApplies() {
        String tunnel = "[[tunnel]]\ntunnel_name = \"a\"\n";
        String profile = "[tunnel_profile.%s]\ndest_ipaddr = \"192.0.2.1\"\n";
        assertThat(errors(profile.formatted("default") + tunnel)).isEmpty();
        assertThat(errors(profile.formatted("x") + tunnel)).containsExactly("f:3:1: the tunnel has no dest_ipaddr");
        assertThat(errors(profile.formatted("x") + "[peer_profile.p]\ntunnel_profile_name = \"x\"\n" + tunnel
                        + "peer_profile_name = \"p\"\n"))
                .isEmpty();
        assertThat(errors(profile.formatted("default") + "[tunnel_profile.y]\nmtu = 1400\n" + tunnel
                        + "profile_name = \"y\"\n"))
                .containsExactly("f:5:1: the tunnel has no dest_ipaddr");
    }

    @Test
    void warnsOfWhatPppdHasNoOptionFor() {
        String text = """
                [ppp_profile.a]
                ppp = "pppd"
                ncp_timeout_seconds = 30
                router_advertisement_seconds = 600
                dns_ipv6addr_pri = "2001:db8::53"
                """;
        assertThat(ConfigLoader.parse("f", text.getBytes(StandardCharsets.UTF_8))
                        .warnings())
                .extracting(ConfigError::toString)
                .containsExactly(
                        "f:2:1: ppp = \"pppd\" needs /usr/sbin/pppd, and a start of the daemon as root",
                        "f:3:1: ncp_timeout_seconds has no effect with ppp = \"pppd\"",
                        "f:5:1: dns_ipv6addr_pri has no effect with ppp = \"pppd\"");
    }
}
