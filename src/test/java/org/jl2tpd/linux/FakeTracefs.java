package org.jl2tpd.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Tracefs, dynamic debug and its memo as plain files: what the kernel does with new folders is done here. */
public final class FakeTracefs {
    public static final List<String> EVENTS = List.of(
            "register_tunnel",
            "delete_tunnel",
            "free_tunnel",
            "register_session",
            "delete_session",
            "free_session",
            "session_seqnum_lns_enable",
            "session_seqnum_lns_disable",
            "session_seqnum_update",
            "session_seqnum_reset",
            "session_pkt_expired",
            "session_pkt_outside_rx_window",
            "session_pkt_oos");

    public final Path tracing;
    public final Path control;
    public final Path run;
    /** Instances that a living process reads: the kernel does not remove them. */
    public final List<String> inUse = new ArrayList<>();

    public FakeTracefs(Path folder) throws IOException {
        tracing = folder.resolve("tracing");
        control = folder.resolve("control");
        run = Files.createDirectories(folder.resolve("run"));
        Files.createDirectories(tracing.resolve("instances"));
        Files.createDirectories(tracing.resolve("events/l2tp"));
    }

    /** Only this process is alive. */
    public Tracefs tracefs(long living) {
        return new Tracefs(List.of(tracing.resolve("nowhere"), tracing), new FakeFolders(), (pid, f) -> pid == living);
    }

    public DynamicDebug dynamicDebug() {
        return new DynamicDebug(List.of(control));
    }

    public DynamicDebugMemo memo(long pid) {
        return new DynamicDebugMemo(run, pid, (other, f) -> other == pid);
    }

    public Path instance(String name) {
        return tracing.resolve("instances").resolve(name);
    }

    /** Which events are on in an instance. */
    public List<String> on(String instance) {
        return EVENTS.stream()
                .filter(event -> text(enable(instance(instance), event)).equals("1"))
                .toList();
    }

    /** A line of the kernel. */
    public void emit(String instance, String line) throws IOException {
        Files.writeString(instance(instance).resolve("trace_pipe"), line + "\n", StandardOpenOption.APPEND);
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An instance as the kernel makes it. */
    public void make(String name) throws IOException {
        new FakeFolders().make(instance(name));
    }

    private static Path enable(Path instance, String event) {
        return instance.resolve("events/l2tp").resolve(event).resolve("enable");
    }

    private final class FakeFolders implements Tracefs.Folders {
        @Override
        public void make(Path folder) throws IOException {
            Files.createDirectory(folder);
            Files.writeString(folder.resolve("buffer_size_kb"), "1410");
            Files.writeString(folder.resolve("trace_pipe"), "");
            Files.createDirectories(folder.resolve("events/l2tp"));
            Files.writeString(folder.resolve("events/l2tp/filter"), "");
            for (String event : EVENTS) {
                Files.createDirectories(enable(folder, event).getParent());
                Files.writeString(enable(folder, event), "0");
            }
        }

        @Override
        public void remove(Path folder) {
            if (inUse.contains(folder.getFileName().toString())) {
                return;
            }
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
