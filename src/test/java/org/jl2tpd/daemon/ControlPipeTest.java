package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.linux.Fifo;
import org.jl2tpd.management.FakeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ControlPipeTest {
    @TempDir
    Path directory;

    private final FakeEngine engine = new FakeEngine();
    private final LogLines lines = new LogLines();
    private Path path;
    private ControlPipe pipe;

    @BeforeEach
    void start() throws IOException {
        engine.tunnels.add(FakeEngine.tunnel(7, "office", "lns.example.net"));
        engine.sessions.add(FakeEngine.session(7, 12, "alice"));
        path = directory.resolve("l2tp-control");
        pipe = ControlPipe.start(path, engine.control());
    }

    @AfterEach
    void stop() throws IOException {
        pipe.close();
        lines.close();
    }

    @Test
    void takesTheOldWords() throws Exception {
        say("t lns.example.org\nc 7\nc office bob hunter2\nh 12\nd 7\nd office\n");
        Eventually.equal(() -> lines.of("control_pipe").size(), 6);
        assertThat(engine.asked)
                .anyMatch(c -> c instanceof Command.CreateTunnel made
                        && made.definition().name().equals("lns.example.org"))
                .anyMatch(c ->
                        c instanceof Command.CreateSession made && made.tunnel().equals(new TunnelKey(7, "")))
                .anyMatch(c -> c instanceof Command.CreateSession made
                        && made.definition().userName().equals("bob"))
                .contains(
                        new Command.CloseSession(new TunnelKey(7, ""), new SessionKey(12, ""), ""),
                        new Command.CloseTunnel(new TunnelKey(7, ""), ""),
                        new Command.CloseTunnel(new TunnelKey(0, "office"), ""));
        assertThat(lines.of("control_pipe").toString()).doesNotContain("hunter2");
    }

    @Test
    void makesEntriesAsXl2tpdDoes() throws Exception {
        say("a home lns=192.0.2.9;name=carol;password=hunter2\nc home\nr home\nc home\n");
        Eventually.equal(() -> lines.of("control_pipe_refused").size(), 1);
        assertThat(lines.of("control_pipe_refused").get(0)).contains("there is no entry");
        assertThat(engine.asked)
                .anyMatch(c -> c instanceof Command.CreateTunnel made
                        && made.definition().destinations().equals(java.util.List.of("192.0.2.9")));
    }

    @Test
    void refusesWhatItDoesNotKnowAndSaysWhatToDo() throws Exception {
        String tooLong = "t " + "x".repeat(ControlPipe.LINE_LIMIT) + "\n";
        say("z\nt\nh 99\nd 70000\nc nobody\n\n" + tooLong + "s\n");
        Eventually.equal(() -> lines.of("control_pipe").size(), 1);
        assertThat(lines.of("control_pipe_refused")).hasSize(5);
        assertThat(lines.of("control_pipe_refused").get(0)).contains("jl2tpctl");
        assertThat(lines.of("control_pipe_line_too_long")).hasSize(1);
        assertThat(engine.asked).noneMatch(Command.CreateTunnel.class::isInstance);
    }

    @Test
    void writesAnAnswerToAPipeBesideItAlone() throws Exception {
        Path result = directory.resolve("result");
        Fifo.make(result);
        try (FileChannel answers = FileChannel.open(result, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            say("@" + result + " s office\n");
            assertThat(read(answers)).startsWith("00 tunnel=7 state=ESTABLISHED");
            say("@" + result + " d nobody x\n@" + result + " h 99\n");
            assertThat(read(answers)).contains("\n01 there is no call 99");
        }
        Path file = Files.writeString(directory.resolve("file"), "kept");
        say("@" + file + " s\n@/etc/passwd s\n");
        Eventually.equal(() -> lines.of("control_pipe_result_not_written").size(), 2);
        assertThat(file).hasContent("kept");
    }

    @Test
    void refusesAPathThatIsSomethingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "kept");
        assertThatThrownBy(() -> ControlPipe.start(file, engine.control())).hasMessageContaining("no named pipe");
        pipe.close();
        assertThat(path).doesNotExist();
    }

    private void say(String words) throws IOException {
        Files.writeString(path, words, StandardOpenOption.WRITE);
    }

    private static String read(FileChannel answers) throws Exception {
        ByteBuffer octets = ByteBuffer.allocate(1000);
        StringBuilder text = new StringBuilder();
        do {
            answers.read(octets.clear());
            text.append(StandardCharsets.UTF_8.decode(octets.flip()));
        } while (text.indexOf("call 99") < 0 && text.indexOf("sessions=") < 0);
        return text.toString();
    }
}
