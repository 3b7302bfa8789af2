package org.jl2tpd.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Makes, as root, a tracefs instance that a user may use: to read it, and to switch and filter the events of the l2tp driver in it, and nothing else. The
 * instance's other events, its size and everything outside of it stay root's; of the folders above it the user's group may see that they are there.
 */
public final class TracePreparation {
    /** In an instance: the switch of all the driver's events, and what it is told to look at. */
    static final String ALL_EVENTS = "events/l2tp/enable";

    static final String FILTER = "events/l2tp/filter";

    private static final String DRIVER = "events/l2tp";
    /** Bits of a mode. */
    private static final int PERMISSIONS = 0777;

    private static final int GROUP_SEARCH = 0010;
    private static final int OWNER_READ_WRITE = 0600;
    private static final int OWNER_READ = 0400;
    private static final int ROOT = 0;

    private final Identity user;

    private TracePreparation(Identity user) {
        this.user = user;
    }

    /** The instance's name, by what tells a daemon from others. */
    static String name(Path runtime) {
        var sum = new CRC32();
        sum.update(runtime.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        return String.format("jl2tpd-prepared-%08x", sum.getValue());
    }

    /**
     * Makes it, or gives one that is there to this user.
     *
     * @param runtime the directory that tells the daemon from others
     * @return words for an operator
     */
    public static String make(Path runtime, Identity user) {
        return make(Tracefs.PLACES, runtime, user);
    }

    static String make(List<Path> places, Path runtime, Identity user) {
        for (Path place : places) {
            if (Files.isDirectory(place.resolve(Tracefs.INSTANCES)) && Files.isDirectory(place.resolve(DRIVER))) {
                try {
                    Path instance = new TracePreparation(user).makeIn(place, name(runtime));
                    return instance + " is for " + user.name() + ": the driver's tracepoints";
                } catch (IOException e) {
                    return "no tracefs instance is made: " + Tracefs.words(e);
                }
            }
        }
        return "no tracefs instance is made: tracefs is not mounted, or has no tracepoints of the l2tp driver";
    }

    /** Takes it away, unless a process reads it. */
    public static void remove(Path runtime) throws IOException {
        for (Path place : Tracefs.PLACES) {
            Files.deleteIfExists(place.resolve(Tracefs.INSTANCES).resolve(name(runtime)));
        }
    }

    private Path makeIn(Path place, String name) throws IOException {
        Path instances = place.resolve(Tracefs.INSTANCES);
        letPass(place);
        letPass(instances);
        Path base = instances.resolve(name);
        if (!Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(base);
            Files.writeString(base.resolve("buffer_size_kb"), "" + TraceInstance.BUFFER_KIB, StandardOpenOption.WRITE);
        }
        open(base);
        return base;
    }

    private void open(Path base) throws IOException {
        Path driver = base.resolve(DRIVER);
        for (Path folder : List.of(base, base.resolve("events"), driver)) {
            giveFolder(folder);
        }
        giveFile(base.resolve("trace_pipe"), OWNER_READ);
        giveFile(base.resolve(FILTER), OWNER_READ_WRITE);
        giveFile(base.resolve(ALL_EVENTS), OWNER_READ_WRITE);
        for (Path event : folders(driver)) {
            giveFolder(event);
            giveFile(event.resolve("enable"), OWNER_READ_WRITE);
        }
    }

    private static List<Path> folders(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, Files::isDirectory)) {
            all.forEach(found::add);
        }
        return found;
    }

    private static int attribute(Path path, String name) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
    }

    /** A folder that others use too: its group is changed only where it is root's. */
    private void letPass(Path folder) throws IOException {
        int gid = attribute(folder, "gid");
        if (!user.isIn(gid) && gid != ROOT) {
            throw new IOException(folder + " is for group " + gid + "; add the user " + user.name() + " to it");
        }
        if (gid == ROOT) {
            giveFolder(folder);
        } else {
            addMode(folder, GROUP_SEARCH);
        }
    }

    private void giveFolder(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:gid", user.gid(), LinkOption.NOFOLLOW_LINKS);
        addMode(folder, GROUP_SEARCH);
    }

    private void giveFile(Path file, int mode) throws IOException {
        Files.setAttribute(file, "unix:uid", user.uid(), LinkOption.NOFOLLOW_LINKS);
        addMode(file, mode);
    }

    private static void addMode(Path path, int more) throws IOException {
        int mode = attribute(path, "mode") & PERMISSIONS;
        if ((mode | more) != mode) {
            Files.setAttribute(path, "unix:mode", mode | more, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
