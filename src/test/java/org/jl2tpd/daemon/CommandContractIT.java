package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.MessageCodec;
import org.jl2tpd.wire.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What scripts and service managers rely on, tried on the programs of target/dist. */
@Timeout(90)
class CommandContractIT {
    @TempDir
    Path directory;

    @Test
    void printsOneReadyLineAndStopsOrderlyOnSigterm() throws Exception {
        try (Program daemon =
                Program.start(directory, "jl2tpd", "--config", minimal().toString())) {
            daemon.awaitOutput("ready");
            assertThat(daemon.out().lines()).hasSize(1);
            long startedNs = System.nanoTime();
            daemon.terminate();
            assertThat(daemon.await()).isZero();
            assertThat(System.nanoTime() - startedNs).isLessThan(5_000_000_000L);
            assertThat(daemon.out().lines()).hasSize(1);
            assertThat(daemon.err().lines()).allMatch(line -> line.startsWith("ts="));
            assertThat(directory.resolve("control.sock")).doesNotExist();
        }
    }

    @Test
    void endsInTimeAlthoughAPeerNoLongerAnswers() throws Exception {
        try (DatagramChannel deaf = deafPeer();
                Program daemon = Program.start(
                        directory, "jl2tpd", "--config", dialling(deaf).toString())) {
            daemon.awaitOutput("ready");
            answerTheFirstRequest(deaf);
            long startedNs = System.nanoTime();
            daemon.terminate();
            assertThat(daemon.await()).isZero();
            assertThat(System.nanoTime() - startedNs).isLessThan(5_500_000_000L);
        }
    }

    @Test
    void endsAtOnceOnASecondSignal() throws Exception {
        try (DatagramChannel deaf = deafPeer();
                Program daemon = Program.start(
                        directory, "jl2tpd", "--config", dialling(deaf).toString())) {
            daemon.awaitOutput("ready");
            answerTheFirstRequest(deaf);
            daemon.terminate();
            awaitStopCcn(deaf);
            daemon.terminate();
            assertThat(daemon.await()).isEqualTo(1);
            assertThat(daemon.err()).endsWith("jl2tpd: stopped at once by a second signal\n");
        }
    }

    @Test
    void saysWhatIsWrongWithAConfigurationAndWhere() throws Exception {
        Path bad = write("bad.toml", "[system]\nudp_port = 70000\nhost_nmae = \"x\"\n[[user]]\nname = 3\n");
        try (Program check = Program.start(directory, "jl2tpd", "--config", bad.toString(), "--check")) {
            assertThat(check.await()).isEqualTo(2);
            assertThat(check.out()).isEmpty();
            assertThat(check.err().replace(bad.toString(), "FILE"))
                    .isEqualTo(Files.readString(Path.of("src/test/resources/org/jl2tpd/daemon/check.txt")));
        }
        try (Program start = Program.start(directory, "jl2tpd", "--config", bad.toString())) {
            assertThat(start.await()).isEqualTo(2);
            assertThat(start.out()).isEmpty();
        }
    }

    @Test
    void saysThatAFileIsMissing() throws Exception {
        try (Program check = Program.start(directory, "jl2tpd", "--config", "/nowhere/x.toml", "--check")) {
            assertThat(check.await()).isEqualTo(2);
            assertThat(check.err()).isEqualTo("/nowhere/x.toml:1:1: can't read the file: no such file\n");
        }
    }

    static Stream<Path> packagedConfigurations() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("etc"))) {
            return files.filter(file -> file.toString().endsWith(".toml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("packagedConfigurations")
    void acceptsEveryConfigurationOfTheDistribution(Path file) throws Exception {
        Path packaged = Program.DIST.resolve(file);
        try (Program check = Program.start(directory, "jl2tpd", "--config", packaged.toString(), "--check")) {
            assertThat(check.await()).as(check.err()).isZero();
        }
    }

    @Test
    void returnsOneAndWordsWhenItCanNotStart() throws Exception {
        Path config = minimal();
        Files.writeString(directory.resolve("control.sock"), "not a socket");
        try (Program daemon = Program.start(directory, "jl2tpd", "--config", config.toString())) {
            assertThat(daemon.await()).isEqualTo(1);
            assertThat(daemon.out()).isEmpty();
            assertThat(daemon.err()).contains("jl2tpd: ").contains("not a socket");
        }
    }

    @Test
    void helpsAndTellsItsVersion() throws Exception {
        for (String name : new String[] {"jl2tpd", "jl2tpctl"}) {
            try (Program help = Program.start(directory, name, "--help");
                    Program version = Program.start(directory, name, "--version")) {
                assertThat(help.await()).isZero();
                assertThat(help.out()).contains("Usage: " + name).contains("Exit codes:");
                assertThat(version.await()).isZero();
                assertThat(version.out()).startsWith(name + " 0.");
            }
        }
    }

    @Test
    void controlsARunningDaemon() throws Exception {
        String socket = directory.resolve("control.sock").toString();
        try (Program daemon =
                Program.start(directory, "jl2tpd", "--config", minimal().toString())) {
            daemon.awaitOutput("ready");
            try (Program status = Program.start(directory, "jl2tpctl", "--socket", socket, "status")) {
                assertThat(status.await()).isZero();
                assertThat(status.out()).contains("tunnels   0 established of 0");
            }
            try (Program refused = Program.start(directory, "jl2tpctl", "--socket", socket, "show", "tunnel", "9")) {
                assertThat(refused.await()).isEqualTo(1);
            }
        }
    }

    @Test
    void writesItsStatusToTheLogOnSigusr1() throws Exception {
        try (Program daemon =
                Program.start(directory, "jl2tpd", "--config", minimal().toString())) {
            daemon.awaitOutput("ready");
            daemon.signal("USR1");
            Eventually.equal(() -> daemon.err().contains(" event=status tunnels=0 "), true);
            assertThat(daemon.isAlive()).isTrue();
        }
    }

    @Test
    void refusesAnOldJavaWithWords() throws Exception {
        Path home = directory.resolve("old");
        Files.createDirectories(home.resolve("bin"));
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nexit 99\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.20\"\n");
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().put("JAVA_HOME", home.toString());
        try (Program daemon = Program.start(builder, directory, "jl2tpd", "--version")) {
            assertThat(daemon.await()).isEqualTo(1);
            assertThat(daemon.err()).contains("needs Java 17 or newer").contains("version 11");
        }
    }

    @Test
    void runsOnTheNewestJavaToo() throws Exception {
        Path newest = newestJava();
        assumeTrue(newest != null, "no Java of version 25 or newer below /usr/lib/jvm");
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().put("JAVA_HOME", newest.toString());
        try (Program quickstart = Program.start(builder, directory, "jl2tpd", "quickstart", "--once")) {
            assertThat(quickstart.await()).as(quickstart.err()).isZero();
            assertThat(quickstart.err()).isEmpty();
        }
    }

    private static Path newestJava() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return null;
        }
        try (Stream<Path> homes = Files.list(all)) {
            return homes.filter(home -> home.getFileName().toString().contains("25"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A peer that lets a tunnel come up and is deaf from then on. */
    private static DatagramChannel deafPeer() throws IOException {
        DatagramChannel peer = DatagramChannel.open();
        peer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return peer;
    }

    /** From then on the daemon waits for the acknowledgement. */
    private static void awaitStopCcn(DatagramChannel peer) throws IOException {
        MessageType type = null;
        while (type != MessageType.STOPCCN) {
            ByteBuffer received = ByteBuffer.allocate(1500);
            peer.receive(received);
            L2tpHeader header = new L2tpHeader();
            assertThat(header.decode(received.flip())).isNull();
            boolean isEmpty = header.payloadStart == header.payloadEnd;
            var message = isEmpty
                    ? null
                    : (ControlMessage) MessageCodec.decode(received, header.payloadStart, header.payloadEnd, null);
            type = message == null ? null : message.type();
        }
    }

    /** Answers an SCCRQ with an SCCRP, and waits for the SCCCN. */
    private static void answerTheFirstRequest(DatagramChannel peer) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(1500);
        SocketAddress from = peer.receive(request);
        L2tpHeader header = new L2tpHeader();
        assertThat(header.decode(request.flip())).isNull();
        var sccrq = (ControlMessage) MessageCodec.decode(request, header.payloadStart, header.payloadEnd, null);
        ControlMessage sccrp = ControlMessage.of(MessageType.SCCRP)
                .u16(AvpType.PROTOCOL_VERSION, 0x0100)
                .u32(AvpType.FRAMING_CAPABILITIES, 3)
                .text(AvpType.HOST_NAME, "deaf")
                .u16(AvpType.ASSIGNED_TUNNEL_ID, 7)
                .build();
        ByteBuffer answer = ByteBuffer.allocate(1500).position(L2tpHeader.CONTROL_LENGTH);
        MessageCodec.encode(sccrp, null, new SeededRandom(1), answer);
        answer.flip();
        int tunnelId = sccrq.u16(AvpType.ASSIGNED_TUNNEL_ID, 0);
        L2tpHeader.encodeControl(answer, 0, answer.limit(), tunnelId, 0, 0, 1);
        peer.send(answer, from);
        peer.receive(request.clear());
    }

    /** A configuration that dials the peer at start. */
    private Path dialling(DatagramChannel peer) throws IOException {
        int port = ((InetSocketAddress) peer.getLocalAddress()).getPort();
        String tunnel = "[[tunnel]]\ntunnel_name = \"t\"\ndest_ipaddr = \"127.0.0.1\"\npeer_udp_port = " + port + "\n";
        return Files.writeString(minimal(), tunnel, StandardOpenOption.APPEND);
    }

    private Path minimal() throws IOException {
        return write(
                "minimal.toml",
                "[system]\nlisten_addresses = [\"127.0.0.1\"]\nudp_port = " + freePort()
                        + "\ndatapath = \"memory\"\nsocket_path = \"" + directory.resolve("control.sock") + "\"\n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static int freePort() throws IOException {
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        }
    }
}
