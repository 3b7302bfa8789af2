package org.jl2tpd.management.snmp.l2tp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.daemon.Daemon;
import org.jl2tpd.management.snmp.SnmpClient;
import org.jl2tpd.management.snmp.TrialDaemon;
import org.jl2tpd.profile.Configuration;

/** An LNS and a LAC in this process with a tunnel and two sessions between them; both have an agent. */
final class LivePair implements AutoCloseable {
    private static final long LIMIT_NS = 15_000_000_000L;

    private static final String SNMP = """
            [snmp]
            enabled = true
            port = %d
            [secret.snmp]
            value = "correct horse"
            [[snmp_user]]
            name = "operator"
            auth_secret_name = "snmp"
            priv_secret_name = "snmp"
            access = "write"
            """;

    private static final String LNS = """
            [system]
            listen_addresses = ["127.0.0.1"]
            udp_port = %d
            datapath = "memory"
            socket_path = "%s"
            state_directory = "%s"
            [peer_profile.default]
            allow_tunnels = true
            [peer_profile."lac.example"]
            allow_tunnels = true
            tunnel_profile_name = "lac"
            [peer_profile."stranger.example"]
            allow_tunnels = true
            secret_name = "u"
            [tunnel_profile.lac]
            hello_timeout = 50
            [secret.u]
            value = "password-of-u"
            [pool.p]
            ipv4 = ["192.0.2.10-192.0.2.20"]
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
            socket_path = "%s"
            [secret.u]
            value = "password-of-u"
            [secret.other]
            value = "secret of somebody else"
            [[tunnel]]
            tunnel_name = "office"
            dest_ipaddr = "127.0.0.1"
            peer_udp_port = %d
            host_name = "lac.example"
            [[tunnel.session]]
            session_name = "one"
            user_name = "u"
            secret_name = "u"
            [[tunnel.session]]
            session_name = "two"
            user_name = "u"
            secret_name = "u"
            """;

    private final Path directory;
    final Configuration lnsConfiguration;
    /** UDP port of the LNS. */
    final int port;

    final Daemon lns;
    final Daemon lac;
    final SnmpClient lnsAgent;
    final SnmpClient lacAgent;

    LivePair(Path directory) throws Exception {
        this(directory, "");
    }

    /** @param more of the LNS's configuration */
    LivePair(Path directory, String more) throws Exception {
        this.directory = directory;
        port = TrialDaemon.freePort();
        int lnsSnmp = TrialDaemon.freePort();
        int lacSnmp = TrialDaemon.freePort();
        String lnsText = LNS.formatted(port, directory.resolve("lns.sock"), directory.resolve("state"))
                + SNMP.formatted(lnsSnmp);
        String lacText = LAC.formatted(directory.resolve("lac.sock"), port) + SNMP.formatted(lacSnmp);
        lnsConfiguration = configuration(lnsText + more);
        lns = Daemon.start(lnsConfiguration, "lns");
        try {
            lac = Daemon.start(configuration(lacText), "lac");
        } catch (Exception e) {
            lns.close();
            throw e;
        }
        lnsAgent = SnmpClient.operator(lnsSnmp);
        lacAgent = SnmpClient.operator(lacSnmp);
        eventually(() -> lns.control().showSystem().sessionsEstablished(), 2);
        eventually(() -> lac.control().showSystem().sessionsEstablished(), 2);
    }

    static Configuration configuration(String text) {
        ConfigResult result = ConfigLoader.parse("test", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    /** With the MIBs loaded; skips the test where a text is not there. */
    SnmpClient withMibs(SnmpClient agent) throws IOException {
        return agent.with("-M", MibText.path(directory, "L2TP-MIB", "IF-MIB", "TUNNEL-MIB"), "-m", "ALL");
    }

    static <T> void eventually(Callable<T> question, T wanted) throws Exception {
        long endNs = System.nanoTime() + LIMIT_NS;
        while (!wanted.equals(question.call()) && System.nanoTime() - endNs < 0) {
            Thread.sleep(20);
        }
        assertThat(question.call()).isEqualTo(wanted);
    }

    @Override
    public void close() {
        lac.close();
        lns.close();
    }
}
