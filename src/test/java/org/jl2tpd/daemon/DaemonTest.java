package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.SystemAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole daemons in this process, over loopback. */
@Timeout(30)
class DaemonTest {
    @TempDir
    Path directory;

    @Test
    void tellsItsPeerWhenItCloses() throws Exception {
        int port = freePort();
        try (Daemon lns = Daemon.start(configuration(port, "lns.sock", ALLOW), "lns")) {
            Daemon lac = Daemon.start(configuration(0, "lac.sock", ""), "lac");
            lac.control()
                    .createTunnel(Map.of(
                            "tunnel_name", "t", "dest_ipaddr", "127.0.0.1", "peer_udp_port", Integer.toString(port)));
            Eventually.equal(() -> lns.control().showSystem().tunnelsEstablished(), 1);
            assertThat(lac.control().showTunnel(new TunnelKey(0, "t")).state()).isEqualTo("ESTABLISHED");
            lac.close();
            lac.close();
            assertThat(lac.ended()).isCompleted();
            Eventually.equal(() -> lns.control().showSystem().tunnelsEstablished(), 0);
            assertThatThrownBy(() -> lac.control().showSystem()).isInstanceOf(ControlException.class);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void leavesNothingBehindWhenTheControlSocketCanNotBeHad() throws Exception {
        int port = freePort();
        Files.writeString(directory.resolve("lns.sock"), "no socket");
        assertThatThrownBy(() -> Daemon.start(configuration(port, "lns.sock", ""), ""))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("not a socket");
        assertPortIsFree(port);
    }

    private static void assertNoThreadOf(String daemon) throws Exception {
        Eventually.equal(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.endsWith("-" + daemon))
                        .toList(),
                List.of());
    }

    @Test
    void leavesNoThreadWhenItsPortIsTaken() throws Exception {
        try (DatagramChannel other = DatagramChannel.open()) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) other.getLocalAddress()).getPort();
            assertThatThrownBy(() -> Daemon.start(configuration(port, "lns.sock", ""), "taken"))
                    .isInstanceOf(StartFailure.class);
        }
        assertNoThreadOf("taken");
    }

    @Test
    void aFaceThatBreaksEndsTheStartWithWordsAndLeavesNothing() throws Exception {
        int port = freePort();
        Configuration sound = configuration(port, "lns.sock", "");
        Configuration broken = sound.withSystem(sound.system().with(SystemAttributes.CONTROL_PIPE, "no\0path"));
        assertThatThrownBy(() -> Daemon.start(broken, "broken"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("can't start")
                .hasMessageContaining("Nul character");
        assertNoThreadOf("broken");
        assertPortIsFree(port);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void itsManagersHearOfItsTunnelsEndWhenItCloses() throws Exception {
        int port = freePort();
        var heard = new CopyOnWriteArrayList<String>();
        try (Daemon lns = Daemon.start(configuration(port, "lns.sock", ALLOW), "lns")) {
            Daemon lac = Daemon.start(configuration(0, "lac.sock", ""), "hearing");
            lac.control()
                    .createTunnel(Map.of(
                            "tunnel_name", "t", "dest_ipaddr", "127.0.0.1", "peer_udp_port", Integer.toString(port)));
            Eventually.equal(() -> lns.control().showSystem().tunnelsEstablished(), 1);
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            ObjectName bean = beans.queryNames(new ObjectName("*:type=Daemon,instance=hearing,*"), null)
                    .iterator()
                    .next();
            beans.addNotificationListener(
                    bean, (notification, nothing) -> heard.add(notification.getMessage()), null, null);
            lac.close();
        }
        Eventually.equal(
                () -> heard.stream()
                        .anyMatch(words -> words.toLowerCase(Locale.ROOT).startsWith("tunnel_down")),
                true);
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (DatagramChannel other = DatagramChannel.open()) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) other.getLocalAddress()).getPort();
            assertThatThrownBy(() -> Daemon.start(configuration(port, "lns.sock", ""), ""))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("UDP port " + port + " of 127.0.0.1 is in use")
                    .hasMessageNotContaining("EADDRINUSE")
                    .hasMessageContaining("another daemon may run")
                    .hasMessageContaining("udp_port");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void laysItsOwnCountersOverTheEngines() throws Exception {
        try (Daemon daemon = Daemon.start(configuration(freePort(), "lns.sock", ""), "")) {
            assertThat(daemon.control().counters().values())
                    .containsKeys("datagrams_received", "reactor_turns", "datagrams_in", "log_lines_dropped")
                    .containsKeys(
                            "radius_accepts", "radius_refusals", "radius_unanswered", "radius_ignored_attributes");
        }
    }

    @Test
    void showsTheDnsServersOfASession() throws Exception {
        int port = freePort();
        String server = ALLOW + """
                [secret.u]
                value = "password-of-u"
                [pool.p]
                ipv4 = ["192.0.2.10-192.0.2.20"]
                [ppp_profile.default]
                local_ipaddr = "192.0.2.1"
                ip_pool_name = "p"
                dns_ipaddr_pri = "192.0.2.53"
                dns_ipaddr_sec = "192.0.2.54"
                [[user]]
                name = "u"
                secret_name = "u"
                """;
        String client = """
                [secret.u]
                value = "password-of-u"
                [[tunnel]]
                tunnel_name = "t"
                dest_ipaddr = "127.0.0.1"
                peer_udp_port = %d
                [[tunnel.session]]
                session_name = "s"
                user_name = "u"
                secret_name = "u"
                """.formatted(port);
        try (LogLines lines = new LogLines();
                Daemon lns = Daemon.start(configuration(port, "lns.sock", server), "lns");
                Daemon lac = Daemon.start(configuration(0, "lac.sock", client), "lac")) {
            Eventually.equal(() -> lines.of("session_up").size(), 2);
            assertThat(lines.of("session_up")).anyMatch(line -> line.contains("dns 192.0.2.53,192.0.2.54"));
            for (Daemon daemon : List.of(lac, lns)) {
                assertThat(daemon.control().listSessions(0, 0, 0, 10).sessions())
                        .singleElement()
                        .extracting(Views.Session::dns)
                        .isEqualTo("192.0.2.53,192.0.2.54");
            }
        }
    }

    private static final String ALLOW = "[peer_profile.default]\nallow_tunnels = true\n";

    /** @param port 0 for a daemon that listens nowhere */
    private Configuration configuration(int port, String socket, String rest) {
        String listen = port == 0 ? "listen_addresses = []" : "listen_addresses = [\"127.0.0.1\"]\nudp_port = " + port;
        String text = "[system]\n" + listen + "\ndatapath = \"memory\"\nsocket_path = \"" + directory.resolve(socket)
                + "\"\n" + rest;
        ConfigResult result = ConfigLoader.parse("test", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    private static int freePort() throws Exception {
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        }
    }

    private static void assertPortIsFree(int port) throws Exception {
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
