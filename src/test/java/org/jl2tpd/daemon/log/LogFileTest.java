package org.jl2tpd.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log in bad times: a full disk, a directory that is gone, a file that somebody moved. */
class LogFileTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int SMALL_OCTETS = 16_384;

    @TempDir
    Path directory;

    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private long nowNs;
    private LogFile log;
    private Path mounted;

    private Path open(Path folder) {
        KeyValueLayout layout = new KeyValueLayout();
        layout.setContext(context);
        layout.start();
        Path file = folder.resolve("test.log");
        log = new LogFile(context, file, layout, new PrintStream(stderr, true, StandardCharsets.UTF_8), () -> nowNs);
        log.start();
        return file;
    }

    private void say(String words) {
        var logger = context.getLogger("test");
        log.doAppend(new LoggingEvent("test", logger, Level.INFO, words, null, new Object[0]));
    }

    private List<String> stderr() {
        return stderr.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @AfterEach
    void release() throws Exception {
        log.stop();
        if (mounted != null) {
            assertThat(run("umount", mounted.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private Path smallDisk() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("small"));
        assumeTrue("root".equals(System.getProperty("user.name")), "a small disk needs root");
        String size = "size=" + SMALL_OCTETS;
        assumeTrue(run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString()), "this machine mounts no tmpfs");
        mounted = folder;
        return folder;
    }

    @Test
    void aFullDiskCostsNoLineAndLeavesNoHalfOne() throws Exception {
        Path folder = smallDisk();
        Path file = open(folder);
        Path ballast = folder.resolve("ballast");
        Files.write(ballast, new byte[SMALL_OCTETS / 2]);
        String word = "x".repeat(700);
        long before = LogFile.linesElsewhere();
        for (int i = 0; i < 40; i++) {
            say("line_" + i + "_" + word);
        }
        List<String> kept = Files.readAllLines(file);
        assertThat(kept).isNotEmpty().allMatch(line -> line.endsWith(word));
        assertThat(stderr()).hasSize(40 - kept.size() + 1);
        assertThat(stderr().get(0)).contains("event=log_file_not_written", "No space left on device");
        assertThat(stderr().get(1)).contains("line_" + kept.size() + "_");
        assertThat(LogFile.linesElsewhere() - before).isEqualTo(40 - kept.size());
        Files.delete(ballast);
        nowNs += SECOND;
        say("there_is_room");
        List<String> after = Files.readAllLines(file);
        assertThat(after.get(kept.size())).contains("log_file_written_again", "lines_on_stderr=" + (40 - kept.size()));
        assertThat(after.get(kept.size() + 1)).contains("there_is_room");
        assertThat(stderr()).hasSize(40 - kept.size() + 1);
    }

    @Test
    void aDirectoryThatIsGoneIsToldOnceAndLoggingGoesOnWhenItIsBack() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("log"));
        Path file = open(folder);
        say("one");
        Files.delete(file);
        Files.delete(folder);
        nowNs += SECOND;
        say("two");
        say("three");
        nowNs += SECOND;
        say("four");
        assertThat(stderr()).hasSize(4);
        assertThat(stderr().get(0)).contains("log_file_not_written");
        Files.createDirectory(folder);
        nowNs += SECOND;
        say("five");
        assertThat(Files.readAllLines(file)).hasSize(2).last().asString().contains("five");
        assertThat(stderr()).hasSize(4);
    }

    @Test
    void aFileThatWasMovedIsMadeAnew() throws Exception {
        Path file = open(directory);
        say("one");
        Files.move(file, directory.resolve("test.log.1"));
        say("two");
        nowNs += SECOND;
        say("three");
        assertThat(Files.readAllLines(directory.resolve("test.log.1"))).hasSize(2);
        assertThat(Files.readAllLines(file)).hasSize(1).first().asString().contains("three");
        assertThat(stderr()).isEmpty();
    }

    @Test
    void aDirectoryThatIsReadOnlyIsNoReasonToEnd() throws Exception {
        Path folder = smallDisk();
        assertThat(run("mount", "-o", "remount,ro", folder.toString())).isTrue();
        Path file = open(folder);
        say("one");
        assertThat(stderr().get(0)).contains("Read-only file system");
        assertThat(run("mount", "-o", "remount,rw", folder.toString())).isTrue();
        nowNs += SECOND;
        say("two");
        assertThat(Files.readAllLines(file)).hasSize(2);
    }
}
