package org.jl2tpd.linux;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's tracefs (Documentation/trace/ftrace.rst of the kernel): instances for the tracepoints of the l2tp driver, each with a
 * buffer of its own, so that what others trace is not disturbed.
 */
public final class Tracefs {
    /** Where tracefs is mounted, and where debugfs shows it; in this order. */
    static final List<Path> PLACES = List.of(Path.of("/sys/kernel/tracing"), Path.of("/sys/kernel/debug/tracing"));

    static final String INSTANCES = "instances";

    /** Instances that one process has at most. */
    static final int INSTANCES_PER_PROCESS = 16;

    private static final Pattern NAME = Pattern.compile("jl2tpd-(\\d{1,10})(?:-\\d{1,2})?");

    private final List<Path> places;
    private final Folders folders;
    private final BiPredicate<Long, Path> alive;
    /** Name of the instance that root made for this process's user, if it did; null where none is used. */
    private final String prepared;

    /** How an instance is made and removed. */
    interface Folders {
        void make(Path folder) throws IOException;

        /** Does nothing where it can't be. */
        void remove(Path folder);
    }

    /** In tracefs a new folder is filled by the kernel, and removed with what is in it. */
    private static final class KernelFolders implements Folders {
        @Override
        public void make(Path folder) throws IOException {
            Files.createDirectory(folder);
        }

        @Override
        public void remove(Path folder) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException inUse) {
                // Its process lives, or the next start removes it.
            }
        }
    }

    Tracefs(List<Path> places, Folders folders, BiPredicate<Long, Path> alive) {
        this(places, folders, alive, null);
    }

    Tracefs(List<Path> places, Folders folders, BiPredicate<Long, Path> alive, String prepared) {
        this.places = places;
        this.folders = folders;
        this.alive = alive;
        this.prepared = prepared;
    }

    /** This system's. */
    public static Tracefs system() {
        return new Tracefs(PLACES, new KernelFolders(), Tracefs::isAlive);
    }

    /**
     * The same for a daemon that may have an instance made by root beforehand ({@link TracePreparation}), since its user can make none. Root takes
     * one of its own.
     *
     * @param runtime the directory that tells the daemon from others
     */
    public static Tracefs system(Path runtime) {
        String prepared = Identity.isRoot() ? null : TracePreparation.name(runtime);
        return new Tracefs(PLACES, new KernelFolders(), Tracefs::isAlive, prepared);
    }

    /** A process that began after the folder was made only has the number of the one that made it. */
    static boolean isAlive(long pid, Path folder) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isYounger(pid, folder);
    }

    private static boolean isYounger(long pid, Path folder) {
        try {
            var made = Files.getLastModifiedTime(folder).toInstant();
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .filter(start -> start.minusSeconds(2).isAfter(made))
                    .isPresent();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Why the driver's tracepoints cannot be had here, in words for an operator; null when they can. */
    public String problem() {
        if (usable() != null || preparedPlace() != null) {
            return null;
        }
        if (prepared != null) {
            return "no tracefs instance is made for this user: \"jl2tpd prepare\", as root, makes it, or a start as root with --user";
        }
        for (Path place : places) {
            if (Files.isDirectory(place.resolve(INSTANCES))) {
                return "no tracepoints of the l2tp driver (Linux has them since 5.10, once l2tp_core is loaded)";
            }
        }
        return "tracefs is not there or not permitted (root: mount -t tracefs tracefs " + places.get(0) + ")";
    }

    private Path usable() {
        for (Path place : places) {
            if (Files.isDirectory(place.resolve(INSTANCES)) && Files.isDirectory(place.resolve("events/l2tp"))) {
                return place;
            }
        }
        return null;
    }

    private Path preparedPlace() {
        for (Path place : places) {
            Path base = prepared == null ? place : place.resolve(INSTANCES).resolve(prepared);
            if (prepared != null
                    && Files.isReadable(base.resolve("trace_pipe"))
                    && Files.isWritable(base.resolve(TracePreparation.ALL_EVENTS))) {
                return base;
            }
        }
        return null;
    }

    /**
     * Makes an instance named after this process, or takes the one that was made for its user.
     *
     * @throws IOException with words for an operator; nothing is left then
     */
    public TraceInstance open(long pid) throws IOException {
        Path made = preparedPlace();
        if (made != null) {
            return TraceInstance.openPrepared(made);
        }
        Path place = usable();
        if (place == null) {
            throw new IOException(problem());
        }
        Path instances = place.resolve(INSTANCES);
        for (int i = 1; i <= INSTANCES_PER_PROCESS; i++) {
            Path folder = instances.resolve("jl2tpd-" + pid + (i == 1 ? "" : "-" + i));
            if (!Files.exists(folder)) {
                return openAt(folder);
            }
        }
        throw new IOException("this process has " + INSTANCES_PER_PROCESS + " tracefs instances");
    }

    private TraceInstance openAt(Path folder) throws IOException {
        try {
            return TraceInstance.open(folders, folder);
        } catch (FileSystemException e) {
            throw new IOException("can't make a tracefs instance: " + words(e), e);
        }
    }

    /**
     * Removes the instances that processes left which no longer live. The kernel keeps those that a living one reads, also one that
     * we can't see.
     *
     * @return how many
     */
    public int removeStale() {
        int removed = 0;
        for (Path place : places) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(place.resolve(INSTANCES), "jl2tpd-*")) {
                for (Path folder : found) {
                    removed += isStale(folder) && remove(folder) ? 1 : 0;
                }
            } catch (IOException | DirectoryIteratorException notThere) {
                continue;
            }
        }
        return removed;
    }

    private boolean isStale(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() && !alive.test(Long.parseLong(name.group(1)), folder);
    }

    private boolean remove(Path folder) {
        folders.remove(folder);
        return !Files.exists(folder);
    }

    /** What a file operation failed of. */
    static String words(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "this kernel does not have it";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        boolean explained = e instanceof FileSystemException f && f.getReason() != null;
        return explained ? ((FileSystemException) e).getReason() : String.valueOf(e.getMessage());
    }
}
