package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A tracefs instance of our own, with the l2tp events that were enabled in it. For one thread. */
public final class TraceInstance implements AutoCloseable {
    /** KiB of the kernel's buffer for each processor. */
    static final int BUFFER_KIB = 64;

    private static final int READ_OCTETS = 8192;

    private final Tracefs.Folders folders;
    private final Path base;
    private final int pipe;
    private final NativeMemory memory = new NativeMemory(READ_OCTETS);
    private final StringBuilder line = new StringBuilder();
    private long lost;
    private boolean closed;

    private TraceInstance(Tracefs.Folders folders, Path base, int pipe) {
        this.folders = folders;
        this.base = base;
        this.pipe = pipe;
    }

    /** Makes the folder, which is the instance; none is left when this fails. */
    static TraceInstance open(Tracefs.Folders folders, Path base) throws IOException {
        Linux.require();
        folders.make(base);
        try {
            write(base.resolve("buffer_size_kb"), Integer.toString(BUFFER_KIB));
            int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC;
            int pipe = Linux.check(
                    "open trace_pipe", Linux.open(base.resolve("trace_pipe").toString(), flags));
            return new TraceInstance(folders, base, pipe);
        } catch (IOException e) {
            folders.remove(base);
            throw e;
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    public String name() {
        return base.getFileName().toString();
    }

    /**
     * Enables or disables an event of the l2tp driver.
     *
     * @return null, or why not
     */
    public String enable(String event, boolean on) {
        try {
            write(base.resolve("events/l2tp").resolve(event).resolve("enable"), on ? "1" : "0");
            return null;
        } catch (IOException e) {
            return event + ": " + Tracefs.words(e);
        }
    }

    /**
     * Has the kernel keep lines of these tunnels and sessions alone.
     *
     * @param names as {@link #tunnelName} and {@link #sessionName} give them; none for all lines
     */
    public void keepOnly(Collection<String> names) {
        String expression =
                names.stream().map(name -> "name == \"" + name + "\"").collect(Collectors.joining(" || "));
        try {
            write(base.resolve("events/l2tp/filter"), expression.isEmpty() ? "0" : expression);
        } catch (IOException tooLong) {
            // All lines come then, and the reader chooses.
        }
    }

    /** What the driver calls a tunnel. */
    public static String tunnelName(int localId) {
        return "tunl " + localId;
    }

    /** What the driver calls a session. */
    public static String sessionName(int localTunnelId, int localId) {
        return "sess " + localTunnelId + "/" + localId;
    }

    /**
     * Reads what is there, without waiting.
     *
     * @param budget reads at most, each of a few dozen lines
     * @param out gets the lines of l2tp events; others are dropped
     */
    public void read(int budget, Consumer<TraceLine> out) {
        for (int i = 0; i < budget && !closed; i++) {
            int octets = Linux.read(pipe, memory.address, READ_OCTETS);
            if (octets <= 0) {
                return;
            }
            for (int at = 0; at < octets; at++) {
                take((char) (memory.buffer.get(at) & 0xff), out);
            }
        }
    }

    private void take(char c, Consumer<TraceLine> out) {
        if (c != '\n') {
            if (line.length() < TraceLine.MAX_CHARACTERS) {
                line.append(c);
            }
            return;
        }
        String whole = line.toString();
        line.setLength(0);
        TraceLine parsed = TraceLine.parse(whole);
        if (parsed != null) {
            out.accept(parsed);
        } else {
            lost += TraceLine.lost(whole);
        }
    }

    /** Events that the kernel had no room for since the last call. */
    public long takeLost() {
        long count = lost;
        lost = 0;
        return count;
    }

    /** Removes the instance, and with it what was enabled. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Linux.close(pipe);
            folders.remove(base);
        }
    }
}
