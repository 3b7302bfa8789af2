package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jl2tpd.linux.ProcessMark;

/**
 * pppds of a daemon that was killed. Such a daemon's tunnels are gone with its sockets, but its pppds notice that only when their echo requests stay
 * unanswered. Each carries in its environment which daemon started it, so that those of a daemon that lives are left alone, as are those
 * of other process namespaces, where numbers mean other processes.
 */
final class PppdOrphans {
    /** How long they may take to end in order before they are killed. */
    private static final long PATIENCE_MS = 1000;

    private static final long STEP_MS = 20;
    private final Path proc;

    PppdOrphans(Path proc) {
        this.proc = proc;
    }

    /** What marks pppds of this daemon. */
    static String self() {
        long pid = ProcessHandle.current().pid();
        return pid + ":" + ProcessMark.startOf(Path.of("/proc/" + pid));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** The number of a process's process namespace (pid_namespaces(7)); {@code 0} when it is not known. */
    static String namespaceOf(Path process) {
        return ProcessMark.namespace(process.resolve("ns/pid"));
    }

    /** The process ids of pppds whose daemon is gone. */
    List<Long> find() {
        String namespace = namespaceOf(proc.resolve("self"));
        try (Stream<Path> processes = Files.list(proc)) {
            return processes
                    .filter(p -> p.getFileName().toString().matches("[0-9]+"))
                    .filter(p -> read(p.resolve("comm")).equals("pppd\n"))
                    .filter(p -> namespaceOf(p).equals(namespace))
                    .filter(this::isOrphan)
                    .map(p -> Long.valueOf(p.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private boolean isOrphan(Path process) {
        String prefix = PppdCommand.OWNER + "=";
        return Arrays.stream(read(process.resolve("environ")).split("\0"))
                .filter(entry -> entry.startsWith(prefix))
                .map(entry -> entry.substring(prefix.length()).split(":"))
                .anyMatch(owner -> owner.length == 2 && owner[0].matches("[0-9]+") && !isAlive(owner[0], owner[1]));
    }

    private boolean isAlive(String pid, String start) {
        return ProcessMark.startOf(proc.resolve(pid)).equals(start);
    }

    /** Ends them: in order, and by force what takes too long. Returns how many there were. */
    int end() {
        List<ProcessHandle> all =
                find().stream().map(ProcessHandle::of).flatMap(Optional::stream).toList();
        all.forEach(ProcessHandle::destroy);
        for (long waited = 0; waited < PATIENCE_MS && anyAlive(all); waited += STEP_MS) {
            sleep();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        return all.size();
    }

    private static boolean anyAlive(List<ProcessHandle> all) {
        return all.stream().anyMatch(ProcessHandle::isAlive);
    }

    private static void sleep() {
        try {
            Thread.sleep(STEP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
