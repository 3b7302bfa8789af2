package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of target/dist, run as a process of its own with its output in files. */
final class Program implements AutoCloseable {
    static final Path DIST = Path.of("target/dist").toAbsolutePath();
    private static final long LIMIT_S = 30;

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code bin/NAME} of the distribution, or a program on the path when the name has no such file. */
    static Program start(Path directory, String... words) throws IOException {
        return start(new ProcessBuilder(), directory, words);
    }

    static Program start(ProcessBuilder builder, Path directory, String... words) throws IOException {
        assumeTrue(Files.exists(DIST.resolve("bin/jl2tpd")), "target/dist is missing: mvn package makes it");
        List<String> command = new ArrayList<>(List.of(words));
        Path packaged = DIST.resolve("bin").resolve(words[0]);
        if (Files.exists(packaged)) {
            command.set(0, packaged.toString());
        }
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        Process process = builder.command(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        return new Program(process, out, err);
    }

    /** Waits for its end; its exit code. */
    int await() throws InterruptedException {
        assertThat(process.waitFor(LIMIT_S, TimeUnit.SECONDS)).as("ends").isTrue();
        return process.exitValue();
    }

    Program awaitOutput(String words) throws Exception {
        Eventually.equal(() -> !process.isAlive() || out().contains(words), true);
        assertThat(out()).as("standard error: %s", err()).contains(words);
        return this;
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends any signal, by its name without SIG. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
