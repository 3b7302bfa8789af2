package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.engine.Views;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusPacket;
import org.jl2tpd.testing.FreePorts;
import org.jl2tpd.testing.RadiusTestServer;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of a daemon whose peers a RADIUS server judges, over loopback. */
@Timeout(30)
class RadiusSessionTest {
    private static final String SECRET = "a secret of sixteen";

    @TempDir
    Path directory;

    private final int port = FreePorts.udp();

    private static AttributeSet accept() {
        return new AttributeSet()
                .add(Attributes.FRAMED_IP_ADDRESS, IpAddress.parse("198.51.100.7"))
                .add(Attributes.FRAMED_ROUTE, "203.0.113.0/28 0.0.0.0 1")
                .add(Attributes.FRAMED_IPV6_PREFIX, IpPrefix.parse("2001:db8:5::/64"))
                .add(Attributes.MS_PRIMARY_DNS_SERVER, IpAddress.parse("192.0.2.53"))
                .add(Attributes.FRAMED_MTU, 1400)
                .add(Attributes.CLASS, "gold")
                .add(Attributes.USER_NAME, "alice@isp");
    }

    private Configuration configuration(int port, String socket, String rest) {
        String listen = port == 0 ? "listen_addresses = []" : "listen_addresses = [\"127.0.0.1\"]\nudp_port = " + port;
        String text = "[system]\n" + listen + "\ndatapath = \"memory\"\nsocket_path = \"" + directory.resolve(socket)
                + "\"\n" + rest;
        ConfigResult result = ConfigLoader.parse("test", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    private Configuration lns(int port, int radius, String more) {
        return configuration(port, "lns.sock", """
                state_directory = "%s"
                [peer_profile.default]
                allow_tunnels = true
                [ppp_profile.default]
                use_radius = true
                local_ipaddr = "192.0.2.1"
                auth_order = ["pap", "chap", "mschapv2"]
                [[radius_server]]
                name = "one"
                address = "127.0.0.1"
                authentication_port = %d
                accounting_port = 0
                secret = "%s"
                """.formatted(directory.resolve("state"), radius, SECRET) + more);
    }

    private static final String HASTY = "[radius]\ntimeout_ms = 100\nretries = 1\n";

    private Configuration lac(int port, String method, String password) {
        return configuration(0, "lac.sock", """
                [secret.u]
                value = "%s"
                [ppp_profile.default]
                auth_order = ["%s"]
                [[tunnel]]
                tunnel_name = "t"
                dest_ipaddr = "127.0.0.1"
                peer_udp_port = %d
                [[tunnel.session]]
                session_name = "s"
                user_name = "alice"
                secret_name = "u"
                """.formatted(password, method, port));
    }

    private Daemon lns(RadiusTestServer server, String more) throws Exception {
        return Daemon.start(lns(port, server.port(), more), "lns");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pap", "chap", "mschapv2"})
    void aSessionComesUpByTheServersWord(String method) throws Exception {
        try (RadiusTestServer server = RadiusTestServer.of(SECRET, "alice", "open sesame", accept());
                LogLines lines = new LogLines();
                Daemon lns = lns(server, HASTY);
                Daemon lac = Daemon.start(lac(port, method, "open sesame"), "lac")) {
            Eventually.equal(() -> lines.of("session_up").size(), 2);

            Views.Session session = session(lns);
            assertThat(session.peerIpv4()).isEqualTo("198.51.100.7");
            assertThat(session.ipv6Prefix()).isEqualTo("2001:db8:5::/64");
            assertThat(session.dns()).isEqualTo("192.0.2.53");
            assertThat(session(lac).dns()).isEqualTo("192.0.2.53");
            AttributeSet asked = server.requests.get(0).attributes();
            assertThat(asked.text(Attributes.USER_NAME)).isEqualTo("alice");
            assertThat(asked.text(Attributes.NAS_PORT_ID)).isEqualTo("l2tp:" + session.tunnelId() + "/" + session.id());
            assertThat(asked.text(Attributes.TUNNEL_CLIENT_ENDPOINT)).isEqualTo("127.0.0.1");
            assertThat(asked.text(Attributes.ACCT_SESSION_ID)).hasSize(16);
        }
    }

    private static Views.Session session(Daemon daemon) throws Exception {
        List<Views.Session> all = daemon.control().listSessions(0, 0, 0, 10).sessions();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pap", "chap", "mschapv2"})
    void whomTheServerRefusesIsNotLetIn(String method) throws Exception {
        try (RadiusTestServer server = RadiusTestServer.of(SECRET, "alice", "open sesame", accept());
                LogLines lines = new LogLines();
                Daemon lns = lns(server, HASTY);
                Daemon lac = Daemon.start(lac(port, method, "wrong guess"), "lac")) {
            Eventually.equal(() -> lines.of("session_auth_failure").isEmpty(), false);

            assertThat(lines.of("session_auth_failure").get(0)).contains("alice", "refused by RADIUS server one");
            assertThat(lines.of("session_up")).isEmpty();
            assertThat(lns.control().listPools()).isEmpty();
            assertThat(lac).isNotNull();
        }
    }

    @Test
    void aSilentServerIsSaidToBeSilent() throws Exception {
        try (RadiusTestServer server = new RadiusTestServer(SECRET, packet -> null);
                LogLines lines = new LogLines();
                Daemon lns = lns(server, HASTY);
                Daemon lac = Daemon.start(lac(port, "chap", "open sesame"), "lac")) {
            Eventually.equal(() -> lines.of("session_auth_failure").isEmpty(), false);

            assertThat(lines.of("session_auth_failure").get(0)).contains("alice", "RADIUS: ", "one");
            Eventually.equal(() -> lines.of("radius_server_dead").isEmpty(), false);
            assertThat(lns.control().showSystem().sessionsEstablished()).isLessThanOrEqualTo(1);
            assertThat(lac).isNotNull();
        }
    }

    /** The server learns nothing of a local user's password. */
    @Test
    void aLocalUserIsJudgedHereWhereTheConfigurationSaysSo() throws Exception {
        String users = """
                [radius]
                local_users = "first"
                [secret.u]
                value = "open sesame"
                [pool.p]
                ipv4 = ["192.0.2.10-192.0.2.20"]
                [[user]]
                name = "alice"
                secret_name = "u"
                ip_pool_name = "p"
                """;
        try (RadiusTestServer server = new RadiusTestServer(SECRET, RadiusSessionTest::reject);
                LogLines lines = new LogLines();
                Daemon lns = lns(server, users);
                Daemon lac = Daemon.start(lac(port, "pap", "open sesame"), "lac")) {
            Eventually.equal(() -> lines.of("session_up").size(), 2);

            assertThat(session(lns).peerIpv4()).isEqualTo("192.0.2.10");
            assertThat(server.requests).isEmpty();
            assertThat(lac).isNotNull();
        }
    }

    private static RadiusTestServer.Answer reject(RadiusPacket packet) {
        return new RadiusTestServer.Answer(RadiusCode.ACCESS_REJECT, new AttributeSet());
    }
}
