package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.http.Chromium;
import org.jl2tpd.profile.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The console of a daemon that has a tunnel and a session with another one, in a real browser. */
@Timeout(90)
class ConsoleLiveTest {
    private static final Path PICTURES = Path.of("target", "console");

    private static final String LNS = """
            [system]
            listen_addresses = ["127.0.0.1"]
            udp_port = %d
            datapath = "memory"
            socket_path = ""
            [http]
            enabled = true
            port = %d
            [[http_user]]
            name = "operator"
            password = "password-of-operator"
            access = "write"
            [secret.u]
            value = "password-of-u"
            [pool.p]
            ipv4 = ["192.0.2.10-192.0.2.20"]
            [peer_profile.default]
            allow_tunnels = true
            [ppp_profile.default]
            local_ipaddr = "192.0.2.1"
            ip_pool_name = "p"
            [[user]]
            name = "u"
            secret_name = "u"
            """;

    private static final String LAC = """
            [system]
            listen_addresses = []
            datapath = "memory"
            socket_path = ""
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
            """;

    @Test
    void showsATunnelAndItsSessionSwitchesADebugBitAndClosesTheSession() throws Exception {
        assumeTrue(Chromium.program() != null, "chromium is not installed");
        int udp = freeUdpPort();
        int http = freeTcpPort();
        try (Daemon lns = Daemon.start(configuration(LNS.formatted(udp, http)), "lns");
                Daemon lac = Daemon.start(configuration(LAC.formatted(udp)), "lac");
                Chromium page = new Chromium()) {
            Eventually.equal(() -> lns.control().showSystem().sessionsEstablished(), 1);
            Views.Session session =
                    lns.control().listSessions(0, 0, 0, 1).sessions().get(0);
            page.look(1440, 900, "dark");
            page.open("http://127.0.0.1:" + http + "/#/tunnels");
            page.click("main tbody button.link", Integer.toString(session.tunnelId()));
            page.until("document.querySelector('dialog.drawer')?.innerText.includes('established')");
            page.screenshot(PICTURES.resolve("live-tunnel-dark-1440.png"));
            page.key("Escape");
            page.eval("location.hash = '#/sessions'");
            page.until("document.querySelector('main tbody')?.innerText.includes('192.0.2.10')");
            switchOn(page, "D");
            Eventually.equal(() -> mask(lns, session), 8);
            close(page, "maintenance");
            Eventually.equal(() -> lns.control().closed().sessions().size(), 1);
            page.eval("location.hash = '#/closed'");
            page.until("document.querySelector('main')?.innerText.includes('maintenance')");
            page.eval("location.hash = '#/events'");
            page.until("document.querySelector('main tbody')?.innerText.includes('session down')");
            page.screenshot(PICTURES.resolve("live-events-dark-1440.png"));
            assertThat(page.errors).isEmpty();
            assertThat(lac.control().showSystem().tunnels()).isEqualTo(1);
        }
    }

    private static void switchOn(Chromium page, String letter) throws Exception {
        page.click("main .mask button", letter);
        page.fill("dialog input[name=user]", "operator");
        page.fill("dialog input[name=password]", "password-of-operator");
        page.click("dialog button[type=submit]", "Sign in");
        page.until("document.querySelector('main .mask button[aria-pressed=true]')");
        page.until("document.querySelector('.toast.good')");
        page.screenshot(PICTURES.resolve("live-debug-dark-1440.png"));
    }

    private static void close(Chromium page, String reason) throws Exception {
        page.click("main td.do button", "Close");
        page.fill("dialog.ask input[name=reason]", reason);
        page.click("dialog.ask button[type=submit]", "Close session");
        page.until("[...document.querySelectorAll('.toast.good')].some(t => t.innerText.includes('is closed'))");
    }

    private static int mask(Daemon daemon, Views.Session session) throws Exception {
        return daemon.control()
                .debugMask(new TunnelKey(session.tunnelId(), ""), new SessionKey(session.id(), ""))
                .mask();
    }

    private static Configuration configuration(String text) {
        ConfigResult result = ConfigLoader.parse("test", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    private static int freeUdpPort() throws Exception {
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        }
    }

    private static int freeTcpPort() throws Exception {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
