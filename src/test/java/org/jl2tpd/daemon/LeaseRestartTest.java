package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.snmp.TrialDaemon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon that was killed leaves in its state directory is the next one's. */
@Timeout(60)
class LeaseRestartTest {
    @TempDir
    Path folder;

    private static Daemon daemon(String name, String system, String rest) throws Exception {
        String text = "[system]\ndatapath = \"memory\"\nsocket_path = \"\"\n" + system + "\n" + rest;
        ConfigResult result = ConfigLoader.parse("test", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return Daemon.start(result.configuration(), name);
    }

    private static Daemon lns(int port, Path state) throws Exception {
        return daemon(
                "lns",
                "listen_addresses = [\"127.0.0.1\"]\nudp_port = " + port + "\nstate_directory = \"" + state + "\"",
                """
                [peer_profile.default]
                allow_tunnels = true
                [pool.p]
                ipv4 = ["10.66.0.2-10.66.0.9"]
                [ppp_profile.default]
                local_ipaddr = "10.66.0.1"
                ip_pool_name = "p"
                [[user]]
                name = "alice"
                password = "password-of-alice"
                [[user]]
                name = "bob"
                password = "password-of-bob"
                """);
    }

    private static Daemon lac(String user, int port) throws Exception {
        return daemon("lac", "listen_addresses = []", """
                [secret.own]
                value = "password-of-%s"
                [[tunnel]]
                tunnel_name = "t"
                dest_ipaddr = "127.0.0.1"
                peer_udp_port = %d
                persist = true
                [[tunnel.session]]
                session_name = "s"
                user_name = "%s"
                secret_name = "own"
                """.formatted(user, port, user));
    }

    private static void awaitAddress(Daemon lns, String user, String address) throws Exception {
        Eventually.equal(
                () -> lns.control().listSessions(0, 0, 0, 10).sessions().stream()
                        .filter(session -> session.user().equals(user))
                        .map(Views.Session::peerIpv4)
                        .findFirst()
                        .orElse(""),
                address);
    }

    @Test
    void nobodyElseGetsWhatASessionHadWhenTheDaemonWasKilled() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));
        Path copy = Files.createDirectory(folder.resolve("copy"));
        int port = TrialDaemon.freePort();
        try (Daemon lns = lns(port, state);
                Daemon lac = lac("alice", port)) {
            assertThat(lac.listening()).isEqualTo("none");
            awaitAddress(lns, "alice", "10.66.0.2");
            Eventually.equal(() -> Files.readString(state.resolve("leases")).contains("10.66.0.2"), true);
            // What a sudden death leaves is what is in the file at that moment.
            Files.copy(state.resolve("leases"), copy.resolve("leases"));
        }
        assertThat(Files.readString(copy.resolve("leases"))).doesNotContain("password");
        int next = TrialDaemon.freePort();
        try (Daemon lns = lns(next, copy)) {
            assertThat(lns.control().listPools().get(0).ipv4Used()).isOne();
            try (Daemon bob = lac("bob", next)) {
                awaitAddress(lns, "bob", "10.66.0.3");
                try (Daemon alice = lac("alice", next)) {
                    awaitAddress(lns, "alice", "10.66.0.2");
                    assertThat(alice.listening()).isEqualTo(bob.listening());
                }
            }
        }
    }
}
