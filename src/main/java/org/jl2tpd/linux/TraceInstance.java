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
    /** Reads that throw away what a killed process had not read: more than the buffers of many processors hold. */
    private static final int STALE_READS = 1024;

    private final Tracefs.Folders folders;
    private final Path base;
    private final int pipe;
    private final NativeMemory memory = new NativeMemory(READ_OCTETS);
    private final StringBuilder line = new StringBuilder();
    /** Whether root made it beforehand: it stays then, with nothing on. */
    private final boolean prepared;

    private long lost;
    private boolean closed;

    private TraceInstance(Tracefs.Folders folders, Path base, int pipe, boolean prepared) {
        this.folders = folders;
        this.base = base;
        this.pipe = pipe;
        this.prepared = prepared;
    }

    /** Makes the folder, which is the instance; none is left when this fails. */
    static TraceInstance open(Tracefs.Folders folders, Path base) throws IOException {
        Linux.require();
        folders.make(base);
        try {
            write(base.resolve("buffer_size_kb"), Integer.toString(BUFFER_KIB));
            return new TraceInstance(folders, base, openPipe(base), false);
        } catch (IOException e) {
            folders.remove(base);
            throw e;
        }
    }

    /**
     * Opens one that root made for this process's user ({@link TracePreparation}); what a killed process left on in it is off then.
     *
     * @throws IOException also when a living process has it open
     */
    static TraceInstance openPrepared(Path base) throws IOException {
        Linux.require();
        int pipe = openPipe(base);
        var instance = new TraceInstance(null, base, pipe, true);
        if (Linux.lock(pipe) < 0) {
            Linux.close(pipe);
            throw new IOException("another daemon has the tracefs instance " + instance.name()
                    + "; give each a runtime_directory of its own");
        }
        instance.allOff();
        instance.read(STALE_READS, line -> {});
        instance.lost = 0;
        return instance;
    }

    private static int openPipe(Path base) throws SystemCallException {
        String pipe = base.resolve("trace_pipe").toString();
        return Linux.check("open trace_pipe", Linux.open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    }

    private void allOff() {
        try {
            write(base.resolve(TracePreparation.ALL_EVENTS), "0");
            write(base.resolve(TracePreparation.FILTER), "0");
        } catch (IOException e) {
            // Enabling says why it can't be done.
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
            write(base.resolve(TracePreparation.FILTER), expression.isEmpty() ? "0" : expression);
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

    /** Removes the instance, and with it what was enabled; one that root had made is left with nothing on. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (prepared) {
                allOff();
            }
            Linux.close(pipe);
            if (!prepared) {
                folders.remove(base);
            }
        }
    }
}
