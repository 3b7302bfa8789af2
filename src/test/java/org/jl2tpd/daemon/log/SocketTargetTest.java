package org.jl2tpd.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.daemon.log.LogLineEvents.line;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jl2tpd.linux.CredentialSocket;
import org.jl2tpd.linux.DatagramTarget;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.profile.Choices.LogTarget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Lines to a socket of the test's own, and to a real daemon of syslog that reads it. */
@Timeout(60)
class SocketTargetTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream instead = new ByteArrayOutputStream();
    private final AtomicLong dropped = new AtomicLong();

    @BeforeEach
    void systemCalls() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
    }

    @AfterEach
    void backToStandardError() throws IOException {
        Logging.configure("info", "");
    }

    private SocketAppender appender(Path socket) throws IOException {
        var appender = new SocketAppender(
                new JournalFormat(3, 42),
                new DatagramTarget(socket.toString()),
                new PrintStream(instead, true, StandardCharsets.UTF_8),
                dropped);
        appender.start();
        return appender;
    }

    private static String receive(CredentialSocket socket) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(70_000);
        int octets = socket.receive(buffer);
        return octets < 0
                ? ""
                : StandardCharsets.UTF_8.decode(buffer.limit(octets)).toString();
    }

    @Test
    void goesOnWhenTheOtherProgramWasStartedAnew() throws Exception {
        Path path = folder.resolve("log");
        SocketAppender appender = appender(path);
        try (CredentialSocket first = CredentialSocket.bind(path.toString())) {
            appender.doAppend(line(Level.INFO, "one"));
            assertThat(receive(first)).contains("JL2TPD_EVENT=one\n");
        }
        Files.delete(path);
        try (CredentialSocket second = CredentialSocket.bind(path.toString())) {
            appender.doAppend(line(Level.INFO, "two"));
            assertThat(receive(second)).contains("JL2TPD_EVENT=two\n");
        }
        assertThat(instead.toString(StandardCharsets.UTF_8)).isEmpty();
        appender.stop();
    }

    @Test
    void whileNobodyIsThereLinesGoToStandardError() throws Exception {
        Path path = folder.resolve("log");
        SocketAppender appender = appender(path);
        appender.doAppend(line(Level.INFO, "one"));
        appender.doAppend(line(Level.INFO, "two"));
        assertThat(instead.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .element(0)
                .asString()
                .contains("can't log to " + path + ": ENOENT");
        try (CredentialSocket socket = CredentialSocket.bind(path.toString())) {
            Thread.sleep(TimeUnit.NANOSECONDS.toMillis(SocketAppender.RETRY_NS) + 50);
            appender.doAppend(line(Level.INFO, "three"));
            assertThat(receive(socket)).contains("JL2TPD_EVENT=three\n");
        }
        assertThat(instead.toString(StandardCharsets.UTF_8)).doesNotContain("three");
        appender.stop();
    }

    @Test
    void aProgramThatReadsNothingHoldsNobodyForLong() throws Exception {
        Path path = folder.resolve("log");
        try (CredentialSocket socket = CredentialSocket.bind(path.toString())) {
            Logging.configure(new LogSettings("info", LogTarget.JOURNAL, "", 3, path.toString()));
            var log = LoggerFactory.getLogger("test");
            long beforeNs = System.nanoTime();
            for (int i = 0; i < 5_000; i++) {
                log.atInfo().addKeyValue("i", i).log("flood");
            }
            assertThat(System.nanoTime() - beforeNs).isLessThan(TimeUnit.SECONDS.toNanos(5));
            assertThat(receive(socket)).contains("JL2TPD_I=0\n");
        }
    }

    @Test
    void aRealDaemonOfSyslogUnderstandsIt() throws Exception {
        Path program = Path.of("/usr/sbin/rsyslogd");
        assumeTrue(Files.isExecutable(program), "no rsyslogd here");
        Path socket = folder.resolve("devlog");
        Path out = folder.resolve("messages");
        Files.writeString(folder.resolve("conf"), """
                global(workDirectory="%1$s")
                module(load="imuxsock" SysSock.Use="off")
                input(type="imuxsock" Socket="%1$s/devlog" UseSysTimeStamp="off" ParseTrusted="off")
                template(name="t" type="string" string="%%syslogfacility-text%%|%%syslogseverity-text%%|%%programname%%|%%procid%%|%%msg%%\\n")
                action(type="omfile" file="%1$s/messages" template="t" fileCreateMode="0644")
                """.formatted(folder));
        Process syslog = new ProcessBuilder(
                        program.toString(),
                        "-n",
                        "-iNONE",
                        "-f",
                        folder.resolve("conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("rsyslogd.out").toFile())
                .start();
        try {
            await(() -> Files.exists(socket));
            Logging.configure(new LogSettings("info", LogTarget.SYSLOG, "", 16, socket.toString()));
            var log = LoggerFactory.getLogger("test");
            log.atWarn().addKeyValue("user", "a\nb \u00e4").log("session_refused");
            log.atInfo().log("second");
            await(() -> Files.exists(out) && Files.readString(out).contains("second"));
        } finally {
            Logging.configure("info", "");
            syslog.destroy();
            syslog.waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(Files.readString(out).replace("#303#244", "\u00e4").lines())
                .contains(
                        "local0|warning|jl2tpd|" + ProcessHandle.current().pid()
                                + "| event=session_refused user=\"a\\nb \u00e4\"",
                        "local0|info|jl2tpd|" + ProcessHandle.current().pid() + "| event=second");
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        for (int i = 0; i < 1_000 && !condition.holds(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.holds()).isTrue();
    }
}
