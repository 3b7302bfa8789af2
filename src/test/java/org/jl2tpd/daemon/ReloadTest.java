package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ReloadReport;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon takes its file over while it runs: what the change does not concern goes on, and the report says what it does. */
@Timeout(60)
class ReloadTest {
    private static final TunnelKey UP = new TunnelKey(0, "up");

    @TempDir
    Path directory;

    private int port;

    @BeforeEach
    void findsAPort() throws Exception {
        port = freePort();
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            return socket.getLocalPort();
        }
    }

    private String lns(String system, String more) {
        return """
                [system]
                listen_addresses = ["127.0.0.1"]
                udp_port = %d
                datapath = "memory"
                socket_path = "%s"
                %s
                [peer_profile.default]
                allow_tunnels = true
                secret = "one"
                [ppp_profile.default]
                local_ipaddr = "10.9.0.1"
                ip_pool_name = "p"
                %s
                """.formatted(port, directory.resolve("lns.sock"), system, more);
    }

    private static final String USERS = """
            [pool.p]
            ipv4 = ["10.9.0.10-10.9.0.12"]
            [[user]]
            name = "alice"
            password = "a"
            """;

    private String lac(String tunnel, String session) {
        return """
                [system]
                listen_addresses = []
                datapath = "memory"
                socket_path = "%s"
                [[tunnel]]
                tunnel_name = "up"
                dest_ipaddr = "127.0.0.1"
                peer_udp_port = %d
                secret = "one"
                hide_avps = true
                %s
                [[tunnel.session]]
                session_name = "s"
                user_name = "alice"
                user_password = "a"
                %s
                """.formatted(directory.resolve("lac.sock"), port, tunnel, session);
    }

    private Path write(String name, String text) throws Exception {
        Path file = Files.writeString(directory.resolve(name + ".toml"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private Daemon start(String name, String text) throws Exception {
        Path file = write(name, text);
        ConfigResult result = ConfigLoader.load(file);
        assertThat(result.errors()).isEmpty();
        return Daemon.start(result.configuration(), file, name);
    }

    private static ReloadReport reload(Daemon daemon) throws Exception {
        ReloadReport planned = daemon.control().reload(true, "test");
        ReloadReport done = daemon.control().reload(false, "test");
        assertThat(planned.dryRun()).isTrue();
        assertThat(done.changes()).isEqualTo(planned.changes());
        assertThat(done.dropped()).isEqualTo(planned.dropped());
        assertThat(done.restart()).isEqualTo(planned.restart());
        assertThat(done.failed()).isEmpty();
        assertThat(daemon.control().compareConfiguration()).isEmpty();
        assertThat(daemon.control().configuration().isChanged()).isFalse();
        return done;
    }

    private static Views.Session up(Daemon lac) throws Exception {
        Eventually.equal(() -> isUp(lac, "s"), true);
        return lac.control().showSession(UP, new SessionKey(0, "s"));
    }

    private static boolean isUp(Daemon lac, String session) {
        try {
            return !lac.control()
                    .showSession(UP, new SessionKey(0, session))
                    .localIpv4()
                    .isEmpty();
        } catch (ControlException e) {
            return false;
        }
    }

    private static void ping(Daemon lac, Views.Session session) throws Exception {
        lac.ping(session.tunnelId(), session.id(), IpAddress.parse("10.9.0.1"), 40)
                .get(5, TimeUnit.SECONDS);
    }

    @Test
    void usersPoolsAndSecretsChangeUnderALiveSession() throws Exception {
        try (Daemon lns = start("lns", lns("", USERS));
                Daemon lac = start("lac", lac("", ""))) {
            Views.Session session = up(lac);
            write("lns", lns("max_sessions = 9", """
                    [pool.p]
                    ipv4 = ["10.9.0.10-10.9.0.11"]
                    [pool.q]
                    ipv4 = ["10.9.1.10-10.9.1.20"]
                    [[user]]
                    name = "bob"
                    password = "b"
                    """).replace("secret = \"one\"", "secret = \"two\""));
            write(
                    "lns",
                    Files.readString(directory.resolve("lns.toml")).replace("secret = \"one\"", "secret = \"two\""));
            ReloadReport report = reload(lns);
            assertThat(report.changes())
                    .contains(
                            "changed system: max_sessions (not set) -> 9",
                            "added pool \"q\"",
                            "added user \"bob\"",
                            "dropped user \"alice\"",
                            "changed peer profile \"default\": secret (secret) -> (secret)")
                    .noneMatch(line -> line.contains("opened"));
            assertThat(report.dropped()).isEmpty();
            assertThat(report.restart()).isEmpty();
            ping(lac, session);
            // Hidden with the old secret, which both sides keep for this tunnel.
            lac.control().createSession(UP, Map.of("session_name", "b", "user_name", "bob", "user_password", "b"));
            Eventually.equal(() -> isUp(lac, "b"), true);
            assertThat(lac.control().showSession(UP, new SessionKey(0, "b")).localIpv4())
                    .isEqualTo("10.9.0.11");
            assertThat(lns.control().listPools())
                    .satisfiesExactly(
                            p -> assertThat(p.ipv4Used()).isEqualTo(2),
                            q -> assertThat(q.ipv4Used()).isZero());
            ping(lac, session);
            assertThat(lns.control().reload(false, "test").isEmpty()).isTrue();
        }
    }

    @Test
    void tunnelsOfOursAreOpenedChangedReopenedAndClosed() throws Exception {
        try (Daemon lns = start("lns", lns("", USERS));
                Daemon lac = start("lac", lac("", ""))) {
            Views.Session session = up(lac);
            write("lac", lac("hello_timeout = 77", ""));
            assertThat(reload(lac).changes()).containsExactly("changed tunnel \"up\": hello_timeout (not set) -> 77");
            assertThat(lac.control().showTunnel(UP).id()).isEqualTo(session.tunnelId());
            assertThat(lac.control().showTunnel(UP).detail().helloIntervalSeconds())
                    .isEqualTo(77);
            ping(lac, session);
            write("lac", lac("hello_timeout = 77", "mtu = 1400"));
            assertThat(reload(lac).changes()).contains("reopened session \"s\" of tunnel \"up\", since mtu changed");
            Eventually.equal(() -> up(lac).id() != session.id(), true);
            assertThat(lac.control().showTunnel(UP).id()).isEqualTo(session.tunnelId());
            write("lac", lac("rx_window_size = 9", "mtu = 1400"));
            assertThat(reload(lac).changes()).contains("reopened tunnel \"up\", since rx_window_size changed");
            Eventually.equal(() -> up(lac).tunnelId() != session.tunnelId(), true);
            ping(lac, up(lac));
            write("lac", lac("", "").replaceAll("(?s)\\[\\[tunnel\\]\\].*", ""));
            assertThat(reload(lac).changes()).contains("dropped tunnel \"up\"", "closed tunnel \"up\"");
            Eventually.equal(() -> lns.control().showSystem().tunnelsEstablished(), 0);
        }
    }

    @Test
    void whatWasMadeByCommandIsDroppedAndSaidSo() throws Exception {
        try (Daemon lac = start("lac", lac("", ""))) {
            lac.control().profiles().create(ProfileKind.PPP, "quick", Map.of("lcp_echo_interval", "5"));
            lac.control()
                    .createTunnel(Map.of(
                            "tunnel_name", "mine", "dest_ipaddr", "127.0.0.1", "peer_udp_port", "9", "persist", "yes"));
            ReloadReport report = reload(lac);
            assertThat(report.dropped())
                    .containsExactlyInAnyOrder("dropped ppp profile \"quick\"", "dropped tunnel \"mine\"");
            assertThat(report.changes()).containsExactly("closed tunnel \"mine\"");
            assertThat(lac.control().configuration().get().profile(ProfileKind.PPP, "quick"))
                    .isNull();
        }
    }

    @Test
    void whatNeedsARestartIsNamedEachTimeAndNotInForce() throws Exception {
        try (Daemon lns = start("lns", lns("", USERS))) {
            write("lns", lns("tun_mtu = 1300\nmax_tunnels = 5", USERS));
            ReloadReport first = reload(lns);
            assertThat(first.restart())
                    .containsExactly("system: tun_mtu 1500 -> 1300, since devices of live sessions were made with it");
            assertThat(first.changes()).containsExactly("changed system: max_tunnels (not set) -> 5");
            ReloadReport second = reload(lns);
            assertThat(second.changes()).isEmpty();
            assertThat(second.restart()).hasSize(1);
            lns.control().profiles().modify(ProfileKind.SYSTEM, "system", Map.of("max_tunnels", "6"));
        }
    }

    @Test
    void anInvalidFileChangesNothingAndTellsEveryFault() throws Exception {
        try (Daemon lns = start("lns", lns("", USERS))) {
            write("lns", lns("max_tunnels = 0.5\nmax_session = 3", USERS));
            assertThatThrownBy(() -> lns.control().reload(false, "test"))
                    .isInstanceOfSatisfying(
                            ControlException.class,
                            e -> assertThat(e.getMessage().lines())
                                    .hasSize(2)
                                    .allMatch(line -> line.matches(".*lns.toml:[0-9]+:[0-9]+: .*")));
            assertThat(lns.control().configuration().get().system().entries())
                    .noneMatch(entry -> entry.getKey().name().equals("max_tunnels"));
        }
    }

    @Test
    void listenersChangeUnderALiveSessionThatKeepsItsOwn() throws Exception {
        try (Daemon lns = start("lns", lns("", USERS));
                Daemon lac = start("lac", lac("", ""))) {
            Views.Session session = up(lac);
            int former = port;
            port = freePort();
            write("lns", lns("", USERS).replace("\"127.0.0.1\"]", "\"127.0.0.1\", \"127.0.0.2\"]"));
            ReloadReport report = reload(lns);
            assertThat(report.changes())
                    .contains(
                            "opened listener 127.0.0.1:" + port,
                            "opened listener 127.0.0.2:" + port,
                            "closed listener 127.0.0.1:" + former + ", which tunnels keep that use it");
            assertThat(lns.listening()).isEqualTo("127.0.0.1:" + port + " 127.0.0.2:" + port);
            ping(lac, session);
            write("lac", lac("", "").replace("peer_udp_port = " + former, "peer_udp_port = " + port));
            assertThat(reload(lac).changes()).contains("reopened tunnel \"up\", since peer_udp_port changed");
            Eventually.equal(() -> up(lac).tunnelId() != session.tunnelId(), true);
            ping(lac, up(lac));
            assertThat(lns.control().showSystem().tunnelsEstablished()).isEqualTo(1);
        }
    }

    @Test
    void aListenerForAllAddressesComesBesideTheOneThatItCovers() throws Exception {
        try (Daemon lns = start("lns", lns("", USERS));
                Daemon lac = start("lac", lac("", ""))) {
            Views.Session session = up(lac);
            write("lns", lns("", USERS).replace("[\"127.0.0.1\"]", "[\"0.0.0.0\"]"));
            reload(lns);
            ping(lac, session);
            write("lac", lac("rx_window_size = 9", ""));
            reload(lac);
            Eventually.equal(() -> up(lac).tunnelId() != session.tunnelId(), true);
            ping(lac, up(lac));
            write("lns", lns("", USERS));
            reload(lns);
            ping(lac, up(lac));
            assertThat(lns.listening()).isEqualTo("127.0.0.1:" + port);
        }
    }

    @Test
    void aPortThatOthersHaveTakesEverythingBack() throws Exception {
        try (Daemon lns = start("lns", lns("", USERS));
                DatagramSocket other = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            int former = port;
            port = other.getLocalPort();
            write("lns", lns("max_sessions = 9", USERS));
            assertThatThrownBy(() -> lns.control().reload(false, "test"))
                    .hasMessageStartingWith("nothing was changed")
                    .hasMessageContaining("UDP port " + port + " of 127.0.0.1 is in use");
            assertThat(lns.listening()).isEqualTo("127.0.0.1:" + former);
            assertThat(lns.control().system().limits().sessions()).isNotEqualTo(9);
            assertThat(lns.control().configuration().isChanged()).isFalse();
        }
    }

    @Test
    void facesAreStartedStoppedAndBegunAnewAlone() throws Exception {
        int http;
        try (ServerSocket free = new ServerSocket(0)) {
            http = free.getLocalPort();
        }
        String web = "[http]\nenabled = true\nport = " + http + "\n";
        try (Daemon lns = start("lns", lns("", USERS));
                Daemon lac = start("lac", lac("", ""))) {
            Views.Session session = up(lac);
            write("lns", lns("", USERS + web));
            assertThat(reload(lns).changes()).containsExactly("added http", "opened [http]");
            new Socket("127.0.0.1", http).close();
            write("lns", lns("", USERS + web + "console = false\n"));
            assertThat(reload(lns).changes()).contains("restarted [http]");
            new Socket("127.0.0.1", http).close();
            try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
                write("lns", lns("", USERS + web.replace("" + http, "" + taken.getLocalPort())));
                assertThatThrownBy(() -> lns.control().reload(false, "test"))
                        .hasMessageStartingWith("nothing was changed")
                        .hasMessageNotContaining("and then");
            }
            new Socket("127.0.0.1", http).close();
            write("lns", lns("", USERS));
            assertThat(reload(lns).changes()).contains("closed [http]");
            ping(lac, session);
        }
    }

    @Test
    void aHundredReloadsUnderAHundredSessionsLeaveNothingBehind() throws Exception {
        try (Daemon lns = start("lns", lns("", MANY));
                Daemon lac = start("lac", lac("", ""))) {
            up(lac);
            for (int i = 1; i < 100; i++) {
                lac.control()
                        .createSession(UP, Map.of("session_name", "s" + i, "user_name", "alice", "user_password", "a"));
            }
            Eventually.equal(() -> sessionsUp(lac), 100L);
            int first = port;
            int second = freePort();
            storm(lns, first, second, 4);
            long descriptors = descriptors();
            int threads = Thread.activeCount();
            storm(lns, first, second, 100);
            for (Views.Session session :
                    lac.control().listSessions(0, 0, 0, 500).sessions()) {
                ping(lac, session);
            }
            assertThat(sessionsUp(lac)).isEqualTo(100);
            assertThat(lns.control().listPools())
                    .allSatisfy(pool -> assertThat(pool.ipv4Used()).isEqualTo(100));
            assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 4);
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 4);
        }
    }

    private static long sessionsUp(Daemon lac) throws Exception {
        return lac.control().listSessions(0, 0, 0, 500).sessions().stream()
                .filter(session -> !session.localIpv4().isEmpty())
                .count();
    }

    private static final String MANY = USERS.replace("10.9.0.12", "10.9.0.200");

    private void storm(Daemon lns, int first, int second, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            port = i % 2 == 0 ? second : first;
            write("lns", lns("max_sessions = " + (500 + i % 2), MANY.replace("0.200", "0.20" + (1 + i % 2))));
            assertThat(lns.control().reload(false, "test").failed()).isEmpty();
        }
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
