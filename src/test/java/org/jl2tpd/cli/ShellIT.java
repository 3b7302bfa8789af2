package org.jl2tpd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.socket.ControlSocketServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The interactive shell of target/dist on a terminal, by expect. */
@Timeout(90)
class ShellIT {
    private static final Path PROGRAM = Path.of("target/dist/bin/jl2tpctl").toAbsolutePath();

    private static final String SCRIPT = """
            set timeout 20
            set stty_init "rows 40 cols 150"
            proc need {words} {
                expect {
                    -ex $words {}
                    timeout { puts "\\nMISSING: $words"; exit 7 }
                    eof { puts "\\nENDED BEFORE: $words"; exit 8 }
                }
            }
            spawn $env(PROGRAM) --socket $env(SOCKET)
            need "jl2tpd> "
            send "tunnel sh\\toff\\t\\r"
            need "peer_vendor_name"
            need "jl2tpd> "
            send "show tunnel nobody\\r"
            need "there is no tunnel"
            need "jl2tpd> "
            send "session create office user_name=bob user_password=hunter2\\r"
            need "has id"
            need "jl2tpd> "
            send "watch status\\r"
            need "tunnels   1"
            send "\\003"
            need "jl2tpd> "
            send "half a line\\003"
            need "jl2tpd> "
            send "help drain\\r"
            need "Usage: jl2tpctl drain"
            need "jl2tpd> "
            send "\\004"
            expect eof
            catch wait result
            exit [lindex $result 3]
            """;

    @TempDir
    Path directory;

    @Test
    void completesRunsAndRemembers() throws Exception {
        assumeTrue(Files.exists(PROGRAM), "target/dist is missing: mvn package makes it");
        FakeEngine engine = new FakeEngine();
        engine.tunnels.add(FakeEngine.tunnel(7, "office", "lns.example.net"));
        engine.sessions.add(FakeEngine.session(7, 1, "alice"));
        Path socket = directory.resolve("control.sock");
        try (ControlSocketServer server = ControlSocketServer.start(socket, "", engine.control())) {
            String said = expect(server.path());
            assertThat(said).doesNotContain("Exception");
        }
        Path history = directory.resolve("state/jl2tpd/history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
        assertThat(history)
                .content()
                .contains("tunnel show office", "watch status")
                .doesNotContain("hunter2");
    }

    @Test
    void isNotLoadedByACommandThatRunsAlone() throws Exception {
        assumeTrue(Files.exists(PROGRAM), "target/dist is missing: mvn package makes it");
        Path classes = directory.resolve("classes");
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString(), "--socket", directory + "/none", "status");
        builder.environment().put("JL2TPD_JAVA_OPTS", "-Xlog:class+load:file=" + classes);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        assertThat(process.waitFor()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(Files.readString(classes))
                .contains("org.jl2tpd.cli.StatusCommand")
                .doesNotContain("org.jline");
    }

    private String expect(Path socket) throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("script"), SCRIPT);
        Path said = directory.resolve("said");
        ProcessBuilder builder = new ProcessBuilder("expect", script.toString());
        builder.environment().put("PROGRAM", PROGRAM.toString());
        builder.environment().put("SOCKET", socket.toString());
        builder.environment().put("TERM", "xterm");
        builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        Process process;
        try {
            process = builder.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "no expect");
            return "";
        }
        assertThat(process.waitFor(80, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
