package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.cli.Jl2tpctl;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.profile.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tunnel is captured while it and its session come up; tshark reads the file. */
@Timeout(60)
class CaptureTest {
    private static final String PASSWORD = "password-of-u";

    private static final String SERVER = """
            [peer_profile.default]
            allow_tunnels = true
            [secret.u]
            value = "password-of-u"
            [pool.p]
            ipv4 = ["192.0.2.10-192.0.2.20"]
            [ppp_profile.default]
            local_ipaddr = "192.0.2.1"
            ip_pool_name = "p"
            auth_order = ["pap"]
            auth_chap = false
            auth_mschapv2 = false
            [[user]]
            name = "u"
            secret_name = "u"
            """;

    @TempDir
    Path directory;

    @Test
    void writesWhatTsharkDecodesWithoutThePassword() throws Exception {
        int port = freePort();
        Path file = directory.resolve("office.pcap");
        Files.writeString(file, "of before, for everyone to read");
        try (Daemon lac =
                Daemon.start(configuration(0, "lac.sock", "[secret.u]\nvalue = \"" + PASSWORD + "\"\n"), "lac")) {
            lac.control()
                    .createTunnel(Map.of(
                            "tunnel_name", "t", "dest_ipaddr", "127.0.0.1", "peer_udp_port", Integer.toString(port)));
            // The first SCCRQ found nobody; it is sent again, and both captures see it.
            CompletableFuture<String> whole = capture("tunnel", "t", "-w", file.toString(), "--duration", "5");
            CompletableFuture<String> two = capture("tunnel", "t", "-w", directory + "/two.pcap", "--count", "2");
            Eventually.equal(() -> Files.exists(file) && Files.size(file) == 24, true);
            try (Daemon lns = Daemon.start(configuration(port, "lns.sock", SERVER), "lns")) {
                Eventually.equal(() -> lns.control().showSystem().tunnelsEstablished(), 1);
                lac.control()
                        .createSession(
                                new TunnelKey(0, "t"),
                                Map.of("session_name", "s", "user_name", "u", "secret_name", "u"));
                Eventually.equal(() -> lns.control().showSystem().sessionsEstablished(), 1);
                assertThat(two.get(10, TimeUnit.SECONDS)).isEqualTo("2 packets written\n");
                assertThat(whole.get(20, TimeUnit.SECONDS)).endsWith(" packets written\n");
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD);
        String decoded = tshark(file, port);
        assertThat(decoded)
                .contains("Control Message - SCCRQ")
                .contains("Control Message - SCCRP")
                .contains("Control Message - ICRQ")
                .contains("LCP")
                .contains("PAP")
                .contains("Peer-ID='u'")
                .contains("IPCP")
                .doesNotContain("incorrect");
    }

    @Test
    void saysThatThereIsNoSuchTunnel() throws Exception {
        try (Daemon lac = Daemon.start(configuration(0, "lac.sock", ""), "lac")) {
            Path file = directory.resolve("none.pcap");
            assertThat(capture("tunnel", "nobody", "-w", file.toString()).get(10, TimeUnit.SECONDS))
                    .contains("no such tunnel");
            assertThat(file).doesNotExist();
            assertThat(lac.control().showSystem().tunnels()).isZero();
        }
    }

    /** Runs {@code jl2tpctl capture}; what it says on standard error. */
    private CompletableFuture<String> capture(String... words) {
        String[] line = new String[words.length + 3];
        line[0] = "capture";
        System.arraycopy(words, 0, line, 1, words.length);
        line[words.length + 1] = "--socket";
        line[words.length + 2] = directory.resolve("lac.sock").toString();
        return CompletableFuture.supplyAsync(
                () -> {
                    StringWriter err = new StringWriter();
                    Jl2tpctl.run(new PrintWriter(new StringWriter()), new PrintWriter(err), line);
                    return err.toString();
                },
                CaptureTest::startThread);
    }

    /** Captures run side by side, however few threads the common pool has. */
    private static void startThread(Runnable work) {
        new Thread(work, "capture").start();
    }

    private static String tshark(Path file, int port) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(
                            "tshark",
                            "-r",
                            file.toString(),
                            "-d",
                            "udp.port==" + port + ",l2tp",
                            "-o",
                            "udp.check_checksum:TRUE",
                            "-o",
                            "ip.check_checksum:TRUE")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "no tshark");
            return "";
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

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
}
