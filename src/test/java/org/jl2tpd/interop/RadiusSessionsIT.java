package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.daemon.Daemon;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.daemon.LogLines;
import org.jl2tpd.engine.Views;
import org.jl2tpd.profile.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions whose users FreeRADIUS knows, with our own attributes by the dictionary that we hand out. */
@Timeout(60)
class RadiusSessionsIT {
    @TempDir
    Path folder;

    private FreeRadius server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        FreeRadius.need();
        Path dictionary = Path.of("etc/radius/dictionary.jl2tpd").toAbsolutePath();
        Files.writeString(
                Files.createDirectories(folder.resolve("freeradius")).resolve("dictionary"),
                "$INCLUDE " + dictionary + "\n");
        server = FreeRadius.start(
                folder,
                FreeRadius.user(
                        "alice",
                        "open sesame",
                        "Framed-IP-Address := 198.51.100.9",
                        "Framed-IP-Netmask := 255.255.255.248",
                        "Framed-Route += \"203.0.113.0/28 0.0.0.0 1\"",
                        "MS-Primary-DNS-Server := 192.0.2.53",
                        "Filter-Id := \"slow\"",
                        "Class := 0x676f6c64",
                        "Jl2tpd-PPP-Profile := \"gold\"",
                        "Jl2tpd-Rx-Bits-Per-Second := 20000000000"));
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Configuration configuration(String socket, String text) {
        String system = "[system]\ndatapath = \"memory\"\nsocket_path = \"" + folder.resolve(socket) + "\"\n" + text;
        ConfigResult result = ConfigLoader.parse("test", system.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    private Configuration lns() {
        return configuration("lns.sock", """
                listen_addresses = ["127.0.0.1"]
                udp_port = %d
                state_directory = "%s"
                [peer_profile.default]
                allow_tunnels = true
                [tunnel_profile.default]
                allow_ppp_proxy = true
                [ppp_profile.default]
                use_radius = true
                local_ipaddr = "192.0.2.1"
                auth_order = ["pap", "chap", "mschapv2"]
                [ppp_profile.gold]
                mtu = 1380
                [[radius_server]]
                name = "free"
                address = "127.0.0.1"
                authentication_port = %d
                accounting_port = %d
                secret = "%s"
                """.formatted(
                        port,
                        folder.resolve("state"),
                        server.authenticationPort(),
                        server.accountingPort(),
                        FreeRadius.SECRET));
    }

    private Configuration lac(String method, String password, String more) {
        return configuration("lac.sock", """
                listen_addresses = []
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
                """.formatted(password, method, port) + more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pap", "chap", "mschapv2"})
    void aSessionComesUpWithWhatFreeRadiusSays(String method) throws Exception {
        try (LogLines lines = new LogLines();
                Daemon lns = Daemon.start(lns(), "lns");
                Daemon lac = Daemon.start(lac(method, "open sesame", ""), "lac")) {
            Eventually.equal(() -> lines.of("session_up").size(), 2);

            Views.Session session = session(lns);
            assertThat(session.peerIpv4()).isEqualTo("198.51.100.9");
            assertThat(session.dns()).isEqualTo("192.0.2.53");
            assertThat(session.mtu()).isEqualTo(1380);
            assertThat(session.detail().filterId()).isEqualTo("slow");
            assertThat(session.detail().rxLimitBitsPerSecond()).isEqualTo(20_000_000_000L);
            assertThat(session(lac).localIpv4()).isEqualTo("198.51.100.9");
            server.awaitLine(".*NAS-Port-Id = \"l2tp:" + session.tunnelId() + "/" + session.id() + "\".*");
        }
    }

    private static Views.Session session(Daemon daemon) throws Exception {
        List<Views.Session> all = daemon.control().listSessions(0, 0, 0, 10).sessions();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pap", "chap", "mschapv2"})
    void aWrongPasswordIsRefused(String method) throws Exception {
        try (LogLines lines = new LogLines();
                Daemon lns = Daemon.start(lns(), "lns");
                Daemon lac = Daemon.start(lac(method, "a wrong guess", ""), "lac")) {
            Eventually.equal(() -> lines.of("session_auth_failure").isEmpty(), false);

            assertThat(lines.of("session_auth_failure").get(0)).contains("alice", "refused by RADIUS server free");
            assertThat(lines.of("session_up")).isEmpty();
            assertThat(lns).isNotSameAs(lac);
        }
    }

    /** PROXY-02: what the LAC collected in our name is what FreeRADIUS judges. */
    @Test
    void whatTheLacCollectedIsJudgedByFreeRadius() throws Exception {
        String proxy = """
                use_ppp_proxy = true
                proxy_auth_type = "pap"
                proxy_auth_name = "alice"
                proxy_auth_response = "open sesame"
                """;
        try (LogLines lines = new LogLines();
                Daemon lns = Daemon.start(lns(), "lns");
                Daemon lac = Daemon.start(lac("pap", "open sesame", proxy), "lac")) {
            Eventually.equal(() -> lines.of("session_up").size(), 2);

            assertThat(session(lns).peerIpv4()).isEqualTo("198.51.100.9");
            assertThat(session(lns).detail().proxyLcp()).isTrue();
            assertThat(lac).isNotNull();
        }
    }
}
