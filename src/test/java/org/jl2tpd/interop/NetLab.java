package org.jl2tpd.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Network namespaces of one test, the wires between them, and the processes in them. Closing ends the processes and removes
 * the namespaces with all that is in them; a hook does so too when the JVM is stopped.
 */
public final class NetLab implements AutoCloseable {
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(30);

    private final String prefix;
    private final Path folder;
    private final Path sockets;
    private final Deque<Running> processes = new ArrayDeque<>();
    private final List<String> namespaces = new ArrayList<>();
    private final Thread hook = new Thread(this::tearDown);
    private int wires;

    /** @param name of the test; logs and captures go to {@code target/interop/NAME} */
    public NetLab(String name) {
        this.prefix = "jl2tpd-" + ProcessHandle.current().pid() + "-" + Integer.toHexString(name.hashCode() & 0xffff);
        this.folder = Requirements.ROOT.resolve("target/interop").resolve(name);
        try {
            Files.createDirectories(folder);
            this.sockets = Files.createTempDirectory("jl2tpd");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public Path folder() {
        return folder;
    }

    /** Folder for control sockets, whose paths must be short. */
    public Path sockets() {
        return sockets;
    }

    /** A new namespace with its loopback device up. */
    public Namespace namespace(String name) {
        String full = prefix + "-" + name;
        host("ip", "netns", "add", full);
        namespaces.add(full);
        Namespace made = new Namespace(this, name, full);
        made.run("ip", "link", "set", "lo", "up");
        return made;
    }

    /** A wire between two namespaces; addresses with prefix length, a comma between several. */
    public void wire(Namespace a, String addressesOfA, Namespace b, String addressesOfB) {
        String nameA = "w" + wires + "a";
        String nameB = "w" + wires + "b";
        wires++;
        host("ip", "link", "add", nameA, "netns", a.fullName(), "type", "veth", "peer", nameB, "netns", b.fullName());
        a.configure(nameA, addressesOfA);
        b.configure(nameB, addressesOfB);
    }

    /** Runs a command of the host to its end; fails unless it exits 0. */
    public String host(String... command) {
        return run(List.of(command)).require();
    }

    public Output run(List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "run", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            Wait.until("end of " + command, COMMAND_LIMIT, () -> !process.isAlive());
            String text = Files.readString(out);
            Files.delete(out);
            return new Output(command, process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Running start(String name, List<String> command) {
        Running running = Running.start(folder, name, command);
        processes.push(running);
        return running;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        tearDown();
    }

    private synchronized void tearDown() {
        while (!processes.isEmpty()) {
            processes.pop().close();
        }
        namespaces.forEach(name -> run(List.of("ip", "netns", "del", name)));
        namespaces.clear();
        removeSockets();
    }

    /** Also what killed daemons left. */
    private void removeSockets() {
        try (Stream<Path> files = Files.walk(sockets)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command said, both outputs together. */
    public record Output(List<String> command, int exit, String text) {
        public String require() {
            if (exit != 0) {
                throw new AssertionError(String.join(" ", command) + " exited " + exit + "\n" + text);
            }
            return text;
        }
    }
}
