package org.jl2tpd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.StaticSessionAttributes;
import org.jl2tpd.profile.StaticTunnelAttributes;
import org.jl2tpd.profile.StaticTunnelDefinition;
import org.junit.jupiter.api.Test;

/** Static tunnels in a file, and what can't be. */
class StaticTunnelConfigTest {
    private static final String TUNNEL = """
            [static_tunnel.a]
            local = "192.0.2.1"
            remote = "192.0.2.2"
            tunnel_id = 4294967295
            peer_tunnel_id = 2
            our_udp_port = 5000
            peer_udp_port = 5001
            """;
    private static final String SESSION = """
            [static_tunnel.a.session.lan]
            session_id = 7
            peer_session_id = 8
            """;

    private static ConfigResult load(String text) {
        return ConfigLoader.parse("f", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> errors(String text) {
        return load(text).errors().stream().map(ConfigError::toString).toList();
    }

    @Test
    void readsTunnelsWithTheirSessions() {
        ConfigResult result = load(TUNNEL + SESSION + """
                cookie = "0102a0ff"
                peer_cookie = "0102030405060708"
                sequencing = "both"
                reorder_timeout = 50
                interface_name = "l2-a"
                mtu = 1400
                addresses = ["10.0.0.1/24", "fd00::1/64"]
                [static_tunnel.b]
                local = "fd00::1"
                remote = "fd00::2"
                tunnel_id = 1
                peer_tunnel_id = 1
                encapsulation = "ip"
                """);
        assertThat(result.errors()).isEmpty();
        List<StaticTunnelDefinition> tunnels = result.configuration().staticTunnels();
        assertThat(tunnels).extracting(StaticTunnelDefinition::name).containsExactly("a", "b");
        assertThat(tunnels.get(0).tunnel().get(StaticTunnelAttributes.TUNNEL_ID))
                .isEqualTo(4294967295L);
        assertThat(tunnels.get(1).tunnel().get(StaticTunnelAttributes.ENCAPSULATION))
                .isEqualTo(Choices.Encapsulation.IP);
        Profile session = tunnels.get(0).sessions().get(0);
        assertThat(session.get(StaticSessionAttributes.COOKIE).octets()).containsExactly(1, 2, 0xa0, 0xff);
        assertThat(session.get(StaticSessionAttributes.PEER_COOKIE).octets()).hasSize(8);
        assertThat(session.get(StaticSessionAttributes.SEQUENCING)).isEqualTo(Choices.Sequencing.BOTH);
        assertThat(session.get(StaticSessionAttributes.ADDRESSES)).hasSize(2);
        assertThat(session.toString()).doesNotContain("0102");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(errors("[static_tunnel.a]\n[static_tunnel.a.session.lan]\n"))
                .containsExactlyInAnyOrder(
                        "f:1:1: our_udp_port is missing: encapsulation \"udp\" needs it",
                        "f:1:1: peer_udp_port is missing: encapsulation \"udp\" needs it",
                        "f:1:1: static_tunnel \"a\" has no local",
                        "f:1:1: static_tunnel \"a\" has no remote",
                        "f:1:1: static_tunnel \"a\" has no tunnel_id",
                        "f:1:1: static_tunnel \"a\" has no peer_tunnel_id",
                        "f:2:1: session \"lan\" has no session_id",
                        "f:2:1: session \"lan\" has no peer_session_id");
    }

    @Test
    void neverShowsACookieThatIsNone() {
        assertThat(errors(TUNNEL + SESSION + "cookie = \"c0ffee\"\npeer_cookie = 12345678\n"))
                .containsExactly(
                        "f:11:1: cookie must be 8 or 16 hexadecimal digits in quotes",
                        "f:12:1: peer_cookie must be text in quotes");
    }

    @Test
    void refusesIdsPortsAndDevicesThatAreUsedTwice() {
        String second = TUNNEL.replace("tunnel.a", "tunnel.b") + SESSION.replace("tunnel.a", "tunnel.b");
        String device = "interface_name = \"l2\"\n";
        assertThat(errors(TUNNEL + SESSION + device + second + device))
                .containsExactly(
                        "f:15:1: tunnel_id: static_tunnel \"a\" has 4294967295 already",
                        "f:17:1: our_udp_port: static_tunnel \"a\" has 192.0.2.1 5000 already",
                        "f:20:1: session_id: session \"lan\" has 7 already",
                        "f:22:1: interface_name: session \"lan\" has l2 already");
    }

    @Test
    void refusesWhatCantWork() {
        assertThat(errors(TUNNEL.replace("192.0.2.2", "fd00::2")))
                .containsExactly("f:3:1: remote must be of the same family as local, 192.0.2.1");
        assertThat(errors(TUNNEL.replace("192.0.2.1", "0.0.0.0")))
                .containsExactly("f:2:1: local must be one address of this host, not 0.0.0.0");
        assertThat(errors(TUNNEL + "encapsulation = \"ip\"\n"))
                .containsExactly(
                        "f:6:1: our_udp_port has no meaning with encapsulation \"ip\"",
                        "f:7:1: peer_udp_port has no meaning with encapsulation \"ip\"");
        assertThat(errors(TUNNEL + SESSION + "l2spec_type = \"none\"\nsequencing = \"send\"\n"))
                .containsExactly(
                        "f:12:1: sequencing needs l2spec_type \"default\": the numbers stand in that sublayer");
        assertThat(errors(TUNNEL.replace("tunnel_id = 4294967295", "tunnel_id = 4294967296")))
                .containsExactly("f:4:1: tunnel_id must be 1 to 4294967295, not 4294967296");
        assertThat(errors(TUNNEL + SESSION + "addresses = [\"10.0.0.1\"]\n"))
                .containsExactly("f:11:1: addresses must be list of ADDRESS/LENGTH, at most 16, not [10.0.0.1]");
        assertThat(errors(TUNNEL + "tunel_id = 3\n"))
                .containsExactly("f:8:1: unknown key \"tunel_id\" in static_tunnel \"a\"; did you mean \"tunnel_id\"?");
    }
}
