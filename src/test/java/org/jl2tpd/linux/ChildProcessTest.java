package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real children: what they inherit, how they end, that nothing of them stays. */
class ChildProcessTest {
    private static final List<String> PATH = List.of("PATH=/usr/bin:/bin");

    @BeforeEach
    void systemCalls() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
    }

    private static ChildProcess shell(String script, byte[] input, int given) throws SystemCallException {
        return ChildProcess.start(
                new ChildProcess.Program("/bin/sh", List.of("sh", "-c", script), PATH, input, given, true));
    }

    /** All that the child writes until it closes its output. */
    private static String outputOf(ChildProcess child) throws Exception {
        var text = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
        while (true) {
            int octets = child.read(buffer.clear());
            if (octets == -Errno.EAGAIN) {
                Thread.sleep(2);
            } else if (octets <= 0) {
                return text.toString();
            } else {
                text.append(StandardCharsets.UTF_8.decode(buffer.limit(octets)));
            }
        }
    }

    private static List<String> ownDescriptors() throws IOException {
        try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private static long zombies() throws IOException {
        long self = ProcessHandle.current().pid();
        try (Stream<Path> list = Files.list(Path.of("/proc"))) {
            return list.filter(p -> p.getFileName().toString().matches("\\d+"))
                    .map(ChildProcessTest::stat)
                    .filter(s -> s.contains(") Z " + self + " "))
                    .count();
        }
    }

    private static String stat(Path process) {
        try {
            return Files.readString(process.resolve("stat"));
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void givesOneDescriptorAsThreeAndNoOther() throws Exception {
        try (var pipe = new Pipe()) {
            ProcessCalls.pipe2(new NativeMemory(8).address, 0);
            try (ChildProcess child = shell("ls /proc/$$/fd; readlink /proc/$$/fd/3", null, pipe.readEnd())) {
                String link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + pipe.readEnd()))
                        .toString();
                assertThat(outputOf(child)).isEqualTo("0\n1\n2\n3\n" + link + "\n");
                assertThat(child.await()).isEqualTo(new ChildProcess.Exit(0, 0));
            }
        }
    }

    @Test
    void givesNothingBeyondTheStandardDescriptorsUnlessTold() throws Exception {
        try (ChildProcess child = shell("ls /proc/$$/fd; readlink /proc/$$/fd/0", null, -1)) {
            assertThat(outputOf(child)).isEqualTo("0\n1\n2\n/dev/null\n");
        }
    }

    @Test
    void givesTheEnvironmentThatIsNamedAndNoOther() throws Exception {
        try (ChildProcess child = ChildProcess.start(new ChildProcess.Program(
                "/usr/bin/env", List.of("env"), List.of("A=1", "B=two words"), null, -1, true))) {
            assertThat(outputOf(child)).isEqualTo("A=1\nB=two words\n");
        }
    }

    @Test
    void hasNoSignalBlockedOrIgnoredAndASessionOfItsOwn() throws Exception {
        String script =
                "grep -E 'Sig(Blk|Ign)' /proc/self/status | sed 's,[01]80000000$,000000000,'; cut -d' ' -f6 /proc/$$/stat; pwd; echo $$";
        try (ChildProcess child = shell(script, null, -1)) {
            assertThat(outputOf(child).lines())
                    .containsExactly(
                            "SigBlk:\t0000000000000000",
                            "SigIgn:\t0000000000000000",
                            "" + child.pid(),
                            "/",
                            "" + child.pid());
        }
    }

    @Test
    void readsItsInputFromAPipeThatEnds() throws Exception {
        byte[] text = "password\n".getBytes(StandardCharsets.UTF_8);
        try (ChildProcess child = shell("cat /dev/stdin; cat", text, -1)) {
            assertThat(outputOf(child)).isEqualTo("password\n");
        }
        try (ChildProcess child = shell("wc -c", new byte[ChildProcess.INPUT_LIMIT], -1)) {
            assertThat(outputOf(child).strip()).isEqualTo("65536");
        }
    }

    @Test
    void tellsHowTheChildEnded() throws Exception {
        try (ChildProcess child = shell("exit 19", null, -1)) {
            assertThat(child.await()).isEqualTo(new ChildProcess.Exit(19, 0));
            assertThat(child.poll()).isEqualTo(new ChildProcess.Exit(19, 0));
            assertThat(child.signal(ChildProcess.SIGTERM)).isEqualTo(-Errno.ESRCH);
        }
        try (ChildProcess child = shell("exec sleep 60", null, -1)) {
            assertThat(child.poll()).isNull();
            assertThat(child.signal(ChildProcess.SIGTERM)).isZero();
            assertThat(child.await()).isEqualTo(new ChildProcess.Exit(-1, ChildProcess.SIGTERM));
        }
    }

    @Test
    void theDescriptorOfTheProcessTellsTheEnd() throws Exception {
        try (var poller = new Poller(4);
                ChildProcess child = shell("read line", new byte[] {'\n'}, -1)) {
            poller.add(child.pidfd(), 7);
            assertThat(poller.await(10_000)).isEqualTo(1);
            assertThat(poller.token(0)).isEqualTo(7);
            assertThat(child.poll()).isEqualTo(new ChildProcess.Exit(0, 0));
        }
    }

    @Test
    void closingKillsAndReapsAndLeavesNoDescriptor() throws Exception {
        shell("exit 0", null, -1).close();
        List<String> before = ownDescriptors();
        ChildProcess child = shell("exec sleep 60", "x".getBytes(StandardCharsets.UTF_8), -1);
        int pid = child.pid();
        child.close();
        child.close();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(ownDescriptors()).isEqualTo(before);
        assertThat(zombies()).isZero();
    }

    @Test
    void aFailedStartSaysWhyAndLeavesNothing() throws Exception {
        shell("exit 0", null, -1).close();
        List<String> before = ownDescriptors();
        var missing = new ChildProcess.Program("/nonexistent/pppd", List.of("pppd"), PATH, new byte[3], -1, true);
        assertThatThrownBy(() -> ChildProcess.start(missing))
                .isInstanceOf(SystemCallException.class)
                .hasMessage("/nonexistent/pppd: ENOENT, no such file");
        assertThatThrownBy(() -> shell("exit 0", null, 2)).hasMessageContaining("EBADF");
        assertThatThrownBy(() -> shell("exit 0", new byte[ChildProcess.INPUT_LIMIT + 1], -1))
                .hasMessageContaining("EMSGSIZE");
        assertThatThrownBy(() -> shell("exit 0", null, 9999)).hasMessageContaining("EBADF");
        assertThat(ownDescriptors()).isEqualTo(before);
        assertThat(zombies()).isZero();
    }

    @Test
    void sayNothingOfArgumentsAndInput() {
        var program = new ChildProcess.Program("/bin/x", List.of("x", "secret"), PATH, new byte[] {42}, -1, false);
        assertThat(program).hasToString("/bin/x");
    }
}
