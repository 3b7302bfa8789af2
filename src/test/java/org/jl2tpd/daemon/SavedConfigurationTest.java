package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.RestoreReport;
import org.jl2tpd.management.SaveReport;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.TunnelAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators made of a running daemon is saved, checked, and there again after the next start. */
@Timeout(60)
class SavedConfigurationTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writesAFile() throws Exception {
        file = directory.resolve("jl2tpd.toml");
        Path secret = Files.writeString(directory.resolve("office"), "hunter2\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, """
                # By hand.
                [system]
                listen_addresses = []
                datapath = "memory"   # for trials
                socket_path = "%s"
                [secret.office]
                file = "office"
                [tunnel_profile.slow]
                hello_timeout = 600
                """.formatted(directory.resolve("s.sock")));
    }

    @Test
    void bringsBackWhatOperatorsMade() throws Exception {
        try (Daemon daemon = start()) {
            Control control = daemon.control();
            assertThat(control.compareConfiguration()).isEmpty();
            make(control);
            assertThat(control.compareConfiguration())
                    .containsExactlyInAnyOrder(
                            "changed system: max_tunnels (not set) -> 77",
                            "added ppp profile \"quick\"",
                            "added tunnel \"up\"");
            assertThat(control.configurationText())
                    .contains("[[tunnel.session]]")
                    .doesNotContain("hunter");
            SaveReport report = control.saveConfiguration("saved.toml", false);
            assertThat(report.file()).isEqualTo(directory.resolve("saved.toml").toString());
            assertThat(control.configuration().isChanged()).isTrue();
        }
        Path saved = directory.resolve("saved.toml");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)))
                .isEqualTo("rw-------");
        assertThat(check(saved)).isEmpty();
        assertThat(Files.readString(saved))
                .contains("file = \"office\"")
                .contains("user_password = \"hunter3\"")
                .doesNotContain("hunter2")
                .doesNotContain("host_name");
        file = saved;
        try (Daemon daemon = start()) {
            assertThat(daemon.control().showTunnel(new TunnelKey(0, "up")).persist())
                    .isTrue();
            assertThat(daemon.control().compareConfiguration()).isEmpty();
            assertThat(daemon.control()
                            .profiles()
                            .show(ProfileKind.PPP, "quick")
                            .fromFile())
                    .isTrue();
        }
    }

    @Test
    void whatWasToBeTriedOnceAndFailedIsNotSaved() throws Exception {
        try (Daemon daemon = start()) {
            Control control = daemon.control();
            make(control);
            // No host has that address: the attempt fails as soon as the name is known.
            control.createTunnel(Map.of("tunnel_name", "once", "dest_ipaddr", "localhost", "src_ipaddr", "192.0.2.77"));
            Eventually.equal(() -> control.showTunnel(new TunnelKey(0, "once")).state(), "FAILED");
            assertThat(control.compareConfiguration()).noneMatch(line -> line.contains("once"));
            SaveReport report = control.saveConfiguration("", true);
            assertThat(report.changes())
                    .contains("added tunnel \"up\"")
                    .anyMatch(line -> line.startsWith("not saved: tunnel \"once\""));
            assertThat(report.contents()).isEqualTo("2 profiles, 1 tunnel, 1 session, 0 users, 1 secret");
            assertThat(Files.readString(file)).doesNotContain("once");
            assertThat(control.configuration().isChanged()).isFalse();
            assertThat(control.saveConfiguration("", false).contents()).endsWith("nothing differed");
        }
    }

    private static void make(Control control) throws ControlException {
        control.profiles().create(ProfileKind.PPP, "quick", Map.of("lcp_echo_interval", "5"));
        control.profiles().modify(ProfileKind.SYSTEM, "system", Map.of("max_tunnels", "77"));
        control.createTunnel(Map.of(
                "tunnel_name", "up",
                "dest_ipaddr", "127.0.0.1",
                "peer_udp_port", "9",
                "profile_name", "slow",
                "secret_name", "office",
                "persist", "yes"));
        control.createSession(
                new TunnelKey(0, "up"),
                Map.of("session_name", "s", "ppp_profile_name", "quick", "user_name", "u", "user_password", "hunter3"));
    }

    @Test
    void destroysNoCommentWithoutBeingTold() throws Exception {
        String before = Files.readString(file);
        try (Daemon daemon = start()) {
            Control control = daemon.control();
            control.profiles().create(ProfileKind.PPP, "quick", Map.of());
            assertThatThrownBy(() -> control.saveConfiguration("", false))
                    .hasMessageContaining("2 lines with comments would be lost")
                    .hasMessageContaining("written by hand")
                    .hasMessageContaining("added ppp profile \"quick\"");
            assertThat(Files.readString(file)).isEqualTo(before);
            SaveReport report = control.saveConfiguration("", true);
            assertThat(report.commentLinesDropped()).isEqualTo(2);
            assertThat(report.changes()).containsExactly("added ppp profile \"quick\"");
            assertThat(control.configuration().isChanged()).isFalse();
            control.profiles().delete(ProfileKind.PPP, "quick");
            assertThat(control.saveConfiguration("", false).changes()).containsExactly("dropped ppp profile \"quick\"");
            Files.writeString(file, Files.readString(file) + "[ppp_profile.edited]\n");
            assertThatThrownBy(() -> control.saveConfiguration("", false))
                    .hasMessageContaining("changed since the daemon read it")
                    .hasMessageContaining("added ppp profile \"edited\"");
            Files.writeString(file, Files.readString(file) + "[ppp_profile.edited\n");
            assertThatThrownBy(() -> control.saveConfiguration("", false)).hasMessageContaining("not valid");
            assertThat(control.saveConfiguration("", true).changes()).containsExactly("replaced what was not valid");
        }
        assertThat(check(file)).isEmpty();
    }

    @Test
    void writesNoFilesButConfigurations() throws Exception {
        try (Daemon daemon = start()) {
            Control control = daemon.control();
            assertThatThrownBy(() -> control.saveConfiguration("/etc/passwd", true))
                    .hasMessageContaining("ends with .toml");
            assertThatThrownBy(() -> control.saveConfiguration("none/x.toml", true))
                    .hasMessageContaining("no such folder");
            assertThatThrownBy(() -> control.restoreConfiguration("absent.toml"))
                    .hasMessageContaining("no such file");
        }
        Configuration configuration = ConfigLoader.load(file).configuration();
        try (Daemon daemon = Daemon.start(configuration, "")) {
            assertThatThrownBy(() -> daemon.control().saveConfiguration("", true))
                    .hasMessageContaining("without a configuration file");
            Path named = directory.resolve("named.toml");
            daemon.control().saveConfiguration(named.toString(), false);
            assertThat(check(named)).isEmpty();
        }
    }

    @Test
    void laysAFileOverWhatRuns() throws Exception {
        Path other = directory.resolve("other.toml");
        try (Daemon daemon = start()) {
            make(daemon.control());
            daemon.control().saveConfiguration("other.toml", false);
        }
        Files.writeString(
                other,
                Files.readString(other).replace("hello_timeout = 600", "hello_timeout = 60\nmax_retries = 9")
                        + "[[tunnel]]\ntunnel_name = \"two\"\ndest_ipaddr = \"127.0.0.1\"\npeer_udp_port = 9\n");
        try (Daemon daemon = start()) {
            Control control = daemon.control();
            control.profiles().create(ProfileKind.PPP, "mine", Map.of());
            control.createTunnel(Map.of("tunnel_name", "two", "dest_ipaddr", "127.0.0.1", "persist", "yes"));
            RestoreReport report = control.restoreConfiguration("other.toml");
            assertThat(report.failed()).isEmpty();
            assertThat(report.done())
                    .contains(
                            "added ppp profile \"quick\"",
                            "changed tunnel profile \"slow\": hello_timeout 600 -> 60, max_retries (not set) -> 9",
                            "opened tunnel \"up\"")
                    .anyMatch(line -> line.startsWith("changed tunnel \"two\": ") && line.contains("not touched"));
            assertThat(report.left())
                    .containsExactlyInAnyOrder(
                            "changed system: max_tunnels 77 -> (not set)", "added ppp profile \"mine\"");
            assertThat(control.showTunnel(new TunnelKey(0, "up")).name()).isEqualTo("up");
            assertThat(control.configuration()
                            .get()
                            .profile(ProfileKind.TUNNEL, "slow")
                            .get(TunnelAttributes.MAX_RETRIES))
                    .isEqualTo(9);
            assertThat(control.restoreConfiguration("other.toml").done()).isEmpty();
        }
    }

    private Daemon start() throws Exception {
        ConfigResult result = ConfigLoader.load(file);
        assertThat(result.errors()).isEmpty();
        return Daemon.start(result.configuration(), file, "");
    }

    /** What {@code jl2tpd --check} says of errors. */
    private static List<String> check(Path file) {
        var out = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(out), "--config", file.toString(), "--check");
        return code == Main.DONE ? List.of() : out.toString().lines().toList();
    }
}
