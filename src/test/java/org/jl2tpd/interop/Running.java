package org.jl2tpd.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process that a test started, with its output in files. */
public final class Running implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int SHOWN_LINES = 60;

    private final String name;
    private final Process process;
    private final Path out;
    private final Path err;

    private Running(String name, Process process, Path out, Path err) {
        this.name = name;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a command whose output goes to {@code NAME.out} and {@code NAME.err} in the folder. */
    public static Running start(Path folder, String name, List<String> command) {
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            return new Running(name, process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Everything written so far, standard output first. */
    public String output() {
        return read(out) + read(err);
    }

    /** Standard error so far. */
    public String errors() {
        return read(err);
    }

    public boolean hasLine(String regex) {
        return Pattern.compile(regex).matcher(output()).find();
    }

    /** Waits until a line matches; fails at once when the process ends before. */
    public Running awaitLine(String regex, Duration limit) {
        Wait.until("line /" + regex + "/ of " + name, limit, () -> hasLine(regex) || !isAlive(), this::lastLines);
        if (!hasLine(regex)) {
            throw new AssertionError(name + " ended before a line matched /" + regex + "/\n" + lastLines());
        }
        return this;
    }

    /** Waits for its end by itself. */
    public int awaitExit(Duration limit) {
        Wait.until("end of " + name, limit, () -> !isAlive(), this::lastLines);
        return process.exitValue();
    }

    /** SIGTERM, then waits. */
    public int terminate(Duration limit) {
        process.destroy();
        return awaitExit(limit);
    }

    /** SIGKILL: no goodbye to anyone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(STOP_LIMIT);
    }

    /** The end of both outputs, for messages of failures. */
    public String lastLines() {
        List<String> lines = output().lines().toList();
        return "--- " + name + "\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
