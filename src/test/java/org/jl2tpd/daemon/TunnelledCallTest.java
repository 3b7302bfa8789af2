package org.jl2tpd.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.testing.FreePorts;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A caller, a LAC that asks RADIUS, and the LNS that RADIUS names: whole daemons in this process, over loopback. */
@Timeout(60)
class TunnelledCallTest {
    private static final byte[] L2TP = {0, 0, 3};
    private static final byte[] IPV4 = {0, 0, 1};
    private static final String TUNNEL_SECRET = "secret of the tunnel alone";

    /** Values of Acct-Status-Type (RFC 2866 5.1). */
    private static final int START = 1;

    private static final int STOP = 2;

    @TempDir
    Path directory;

    private final int lacPort = FreePorts.udp();
    private final int lnsPort = FreePorts.udp();

    private Configuration configuration(int port, String name, String rest) {
        String listen = port == 0 ? "listen_addresses = []" : "listen_addresses = [\"127.0.0.1\"]\nudp_port = " + port;
        String text = "[system]\nhost_name = \"" + name + ".example\"\ndatapath = \"memory\"\n" + listen
                + "\nsocket_path = \"" + directory.resolve(name + ".sock") + "\"\n" + rest;
        ConfigResult result = ConfigLoader.parse("test", text.getBytes(UTF_8));
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    private Configuration caller() {
        return configuration(0, "caller", """
                [secret.u]
                value = "password-of-u"
                [[tunnel]]
                tunnel_name = "t"
                dest_ipaddr = "127.0.0.1"
                peer_udp_port = %d
                [[tunnel.session]]
                session_name = "s"
                user_name = "u@isp"
                secret_name = "u"
                """.formatted(lacPort));
    }

    private Configuration lac(int radiusPort) {
        return configuration(lacPort, "lac", """
                [peer_profile.default]
                allow_tunnels = true
                [peer_profile."lns.example"]
                peer_port = %d
                [ppp_profile.default]
                use_radius = true
                auth_order = ["chap"]
                [secret.aaa]
                value = "secret-of-aaa"
                [[radius_server]]
                name = "aaa"
                address = "127.0.0.1"
                authentication_port = %d
                accounting_port = %d
                secret_name = "aaa"
                """.formatted(lnsPort, radiusPort, radiusPort));
    }

    private Configuration lns() {
        return configuration(lnsPort, "lns", """
                [secret.t]
                value = "%s"
                [secret.u]
                value = "password-of-u"
                [tunnel_profile.default]
                allow_ppp_proxy = true
                [peer_profile.isp-lac]
                allow_tunnels = true
                secret_name = "t"
                [pool.p]
                ipv4 = ["192.0.2.10-192.0.2.20"]
                [ppp_profile.default]
                local_ipaddr = "192.0.2.1"
                ip_pool_name = "p"
                auth_order = ["chap"]
                [[user]]
                name = "u@isp"
                secret_name = "u"
                """.formatted(TUNNEL_SECRET));
    }

    private static void tunnel(AttributeSet set, int tag, String clientName, int preference) {
        set.addTagged(Attributes.TUNNEL_TYPE, tag, L2TP);
        set.addTagged(Attributes.TUNNEL_MEDIUM_TYPE, tag, IPV4);
        text(set, Attributes.TUNNEL_SERVER_ENDPOINT, tag, "127.0.0.1");
        text(set, Attributes.TUNNEL_CLIENT_AUTH_ID, tag, clientName);
        text(set, Attributes.TUNNEL_SERVER_AUTH_ID, tag, "lns.example");
        text(set, Attributes.TUNNEL_ASSIGNMENT_ID, tag, "gold");
        text(set, Attributes.TUNNEL_PASSWORD, tag, TUNNEL_SECRET);
        set.addTagged(Attributes.TUNNEL_PREFERENCE, tag, new byte[] {0, 0, (byte) preference});
    }

    private static void text(AttributeSet set, AttributeType type, int tag, String text) {
        set.addTagged(type, tag, text.getBytes(UTF_8));
    }

    /** The preferred one is not let in by the LNS. */
    private static AttributeSet acceptance(AttributeSet request) {
        AttributeSet set = new AttributeSet().add(Attributes.SESSION_TIMEOUT, 3);
        tunnel(set, 1, "isp-lac", 20);
        tunnel(set, 2, "stranger", 10);
        return set;
    }

    @Test
    void theCallerHasItsAddressFromTheLnsThatRadiusNames() throws Exception {
        try (LogLines lines = new LogLines();
                RadiusAnswers radius = new RadiusAnswers(Secret.of("secret-of-aaa"), TunnelledCallTest::acceptance);
                Daemon lns = Daemon.start(lns(), "lns");
                Daemon lac = Daemon.start(lac(radius.port()), "lac");
                Daemon caller = Daemon.start(caller(), "caller")) {
            Eventually.equal(() -> addresses(caller), List.of("192.0.2.10"));
            assertThat(radius.of(RadiusCode.ACCESS_REQUEST))
                    .singleElement()
                    .satisfies(r -> assertThat(r.text(Attributes.USER_NAME)).isEqualTo("u@isp"));
            assertThat(lac.control().listSessions(0, 0, 0, 10).sessions())
                    .hasSize(2)
                    .allSatisfy(s -> {
                        assertThat(s.user()).isEqualTo("u@isp");
                        assertThat(s.pppState()).isEqualTo("switched");
                    });
            assertThat(lac.control().listTunnels(0, 10).tunnels())
                    .extracting(Views.Tunnel::name)
                    .contains("radius:gold@127.0.0.1");
            assertThat(lns.control().listTunnels(0, 10).tunnels())
                    .singleElement()
                    .extracting(Views.Tunnel::peerHostName)
                    .isEqualTo("isp-lac");
            assertThat(lines.of("tunnel_refused")).anyMatch(line -> line.contains("not authorized"));
            assertThat(lines.everything()).noneMatch(line -> line.contains(TUNNEL_SECRET));
            Eventually.equal(
                    () -> lines.of("session_down").stream().anyMatch(line -> line.contains("session timeout")), true);
            Eventually.equal(() -> account(radius, STOP).isEmpty(), false);
            assertThat(account(radius, START))
                    .first()
                    .satisfies(r -> assertThat(r.text(Attributes.USER_NAME)).isEqualTo("u@isp"));
            assertThat(account(radius, STOP)).first().satisfies(r -> {
                assertThat(r.number(Attributes.ACCT_SESSION_TIME, 0)).isBetween(2L, 20L);
                assertThat(r.number(Attributes.ACCT_INPUT_OCTETS, 0)).isPositive();
                assertThat(r.number(Attributes.ACCT_OUTPUT_OCTETS, 0)).isPositive();
            });
            caller.control().closeTunnel(new TunnelKey(0, "t"), "bye");
            Eventually.equal(() -> lns.control().showSystem().sessions(), 0);
            Eventually.equal(() -> lac.control().showSystem().sessions(), 0);
        }
        assertThat(directory).isEmptyDirectory();
    }

    private static List<AttributeSet> account(RadiusAnswers radius, int status) {
        return radius.of(RadiusCode.ACCOUNTING_REQUEST).stream()
                .filter(request -> request.number(Attributes.ACCT_STATUS_TYPE, 0) == status)
                .toList();
    }

    private static List<String> addresses(Daemon daemon) {
        try {
            return daemon.control().listSessions(0, 0, 0, 10).sessions().stream()
                    .map(Views.Session::localIpv4)
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
