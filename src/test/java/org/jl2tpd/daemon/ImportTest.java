package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.engine.Views;
import org.jl2tpd.profile.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jl2tpd import} as people use it, and daemons that run with what it wrote. */
@Timeout(60)
class ImportTest {
    private static final String OPENL2TP =
            "tunnel create tunnel_name=office dest_ipaddr=192.0.2.1 secret=example-tunnel persist=yes\n";

    @TempDir
    Path directory;

    private String out;
    private String err;

    private int run(Object... words) {
        var arguments = new ArrayList<String>(List.of("import"));
        List.of(words).forEach(word -> arguments.add(word.toString()));
        var outWriter = new StringWriter();
        var errWriter = new StringWriter();
        int code = Main.run(new PrintWriter(outWriter), new PrintWriter(errWriter), arguments.toArray(String[]::new));
        out = outWriter.toString();
        err = errWriter.toString();
        return code;
    }

    private Path file(String name, String text) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void writesAFileThatIsValidWithItsSecretsBesideIt() throws Exception {
        Path target = directory.resolve("new.toml");
        assertThat(run(file("openl2tpd.conf", OPENL2TP), "--output", target))
                .as(err)
                .isZero();
        assertThat(ConfigLoader.load(target).errors()).isEmpty();
        assertThat(mode(target)).isEqualTo("rw-------");
        Path secret = directory.resolve("secrets/office");
        assertThat(secret).hasContent("example-tunnel\n");
        assertThat(mode(secret)).isEqualTo("rw-------");
        assertThat(Files.readString(target)).doesNotContain("example-tunnel").startsWith("# Imported by");
        assertThat(out + err).doesNotContain("example-tunnel");
        assertThat(err).contains("openl2tpd.conf:1: carried over: dest_ipaddr").contains("1 lines: ");
    }

    @Test
    void replacesNothingUnlessForced() throws Exception {
        Path source = file("openl2tpd.conf", OPENL2TP);
        Path target = file("jl2tpd.toml", "old");
        assertThat(run(source, "--output", directory)).isEqualTo(1);
        assertThat(err).contains("--force");
        assertThat(target).hasContent("old");
        assertThat(directory.resolve("secrets")).doesNotExist();
        assertThat(run(source, "--output", directory, "--force")).as(err).isZero();
        assertThat(ConfigLoader.load(target).errors()).isEmpty();
    }

    @Test
    void saysByItsExitCodeThatLinesAreLost() throws Exception {
        assertThat(run(file(
                        "openl2tpd.conf",
                        "system modify max_tunnels=7\nppp profile create profile_name=a use_radius=yes\n")))
                .isEqualTo(4);
        assertThat(out).contains("max_tunnels = 7");
        assertThat(err).contains("openl2tpd.conf:2: not carried over: use_radius");
    }

    @Test
    void namesThePlaceOfWhatIsWrongAndWritesNothing() throws Exception {
        Path target = directory.resolve("new.toml");
        assertThat(run(file("xl2tpd.conf", "[global]\nport\n"), "--output", target))
                .isEqualTo(2);
        assertThat(err).contains("xl2tpd.conf:2:1: ");
        assertThat(target).doesNotExist();
        assertThat(run(directory.resolve("absent"))).isEqualTo(2);
        assertThat(run(target, "--format", "no")).isEqualTo(2);
    }

    @Test
    void givesTheReportAsJson() throws Exception {
        assertThat(run(file("openl2tpd.conf", "system modify max_tunnels=7\n"), "--json"))
                .isZero();
        var report = JsonParser.parseString(err).getAsJsonObject();
        assertThat(report.getAsJsonArray("lines")).hasSize(1);
        assertThat(report.getAsJsonObject("counts").get("carried").getAsInt()).isEqualTo(1);
    }

    @Test
    void doesNotWriteSecretsWhereEveryoneMayRead() throws Exception {
        int code = run(file("chap-secrets", "alice * example-secret\n"));
        boolean isPrivate = Files.isRegularFile(Path.of("/proc/self/fd/1"));
        if (!isPrivate) {
            assertThat(code).isEqualTo(1);
            assertThat(out).isEmpty();
            assertThat(err).contains("--output");
        }
        assertThat(err).doesNotContain("example-secret");
    }

    private Configuration imported(String name, int port, Path... files) throws Exception {
        Path folder = Files.createDirectory(directory.resolve(name));
        var words = new ArrayList<Object>(List.of(files));
        words.addAll(List.of("--output", folder));
        assertThat(run(words.toArray())).as(err).isZero();
        Path target = folder.resolve("jl2tpd.toml");
        String text = Files.readString(target);
        String system = "[system]\ndatapath = \"memory\"\nsocket_path = \"" + folder.resolve("s") + "\"\n"
                + (port == 0 ? "listen_addresses = []\n" : "");
        Files.writeString(target, text.contains("[system]\n") ? text.replace("[system]\n", system) : system + text);
        ConfigResult result = ConfigLoader.load(target);
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    @Test
    void daemonsWithImportedFilesOfXl2tpdComeTogetherWithTheirSecrets() throws Exception {
        int port = freePort();
        Configuration server = imported(
                "server",
                port,
                file("s/xl2tpd.conf", """
                        [global]
                        listen-addr = 127.0.0.1
                        port = %d
                        auth file = /nowhere/etc/l2tp-secrets
                        [lns default]
                        challenge = yes
                        hidden bit = yes
                        hostname = lns.example
                        ip range = 10.71.0.10-10.71.0.20
                        local ip = 10.71.0.1
                        require chap = yes
                        require authentication = yes
                        name = lns.example
                        pppoptfile = options.lns
                        """.formatted(port)),
                file("s/l2tp-secrets", "lns.example * shared-of-the-tunnel\n"),
                file("s/options.lns", "mtu 1400\nmru 1400\nlcp-echo-interval 20\n"),
                file("s/chap-secrets", "alice lns.example \"wonder land\" 10.71.0.15\n"));
        Configuration client = imported(
                "client",
                0,
                file("c/xl2tpd.conf", """
                        [global]
                        auth file = l2tp-secrets
                        [lac vpn]
                        lns = 127.0.0.1:%d
                        challenge = yes
                        redial = yes
                        autodial = yes
                        pppoptfile = options.vpn
                        """.formatted(port)),
                file("c/l2tp-secrets", "* * shared-of-the-tunnel\n"),
                file("c/options.vpn", "noauth\nname alice\npassword \"wonder land\"\nmtu 1400\n"));
        try (Daemon lns = Daemon.start(server, "imported-lns");
                Daemon lac = Daemon.start(client, "imported-lac")) {
            Eventually.equal(() -> established(lns), List.of("alice 10.71.0.15"));
            assertThat(lac.control().showSystem().tunnelsEstablished()).isEqualTo(1);
        }
    }

    private static List<String> established(Daemon daemon) throws Exception {
        return daemon.control().listSessions(0, 0, 0, 10).sessions().stream()
                .filter(session -> session.state().equals("ESTABLISHED"))
                .map(ImportTest::who)
                .toList();
    }

    private static String who(Views.Session session) {
        return session.user() + " " + session.peerIpv4();
    }

    private static int freePort() throws Exception {
        try (var socket = new java.net.DatagramSocket(0, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
