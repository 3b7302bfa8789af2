package org.jl2tpd.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that a comparison started: pinned to a core, its output read line by line, never outliving its owner. */
final class Child implements AutoCloseable {
    /** Stands in the queue for the end of the output. */
    private static final String END = "\0";

    /** Of all that are started from now on (nice(1)): a shared machine disturbs both LNS less at -10. */
    static int niceness;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Child(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read);
        reader.setDaemon(true);
        reader.start();
    }

    /** @param core to pin it to, negative for none */
    static Child start(int core, Map<String, String> environment, Path errors, List<String> command)
            throws IOException {
        List<String> all = new ArrayList<>();
        if (core >= 0) {
            all.addAll(List.of("taskset", "-c", Integer.toString(core)));
        }
        if (niceness != 0) {
            all.addAll(List.of("nice", "-n", Integer.toString(niceness)));
        }
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new Child(builder.start());
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("reading failed: " + e.getMessage());
        }
        lines.add(END);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The next line that contains the text; null when the output ends or the time passes without one. */
    String await(String text, long limitMs) throws InterruptedException {
        long endNs = System.nanoTime() + limitMs * 1_000_000;
        while (true) {
            String line = lines.poll(Math.max(0, endNs - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(END)) {
                return null;
            }
            if (line.contains(text)) {
                return line;
            }
        }
    }

    /** Writes a line to its standard input. */
    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Ends its standard input. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Asks it to stop, and after three seconds makes it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(3, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
