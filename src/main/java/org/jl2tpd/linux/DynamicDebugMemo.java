package org.jl2tpd.linux;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers in a file which messages of the kernel this process had printed, so that they can be taken back after its sudden death too.
 */
public final class DynamicDebugMemo {
    private static final Pattern NAME = Pattern.compile("jl2tpd-(\\d{1,10})\\.dynamic_debug");
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\d{1,9}) (\\S+)");

    /** Octets of a memo: a line for each of {@link DynamicDebug#MAX_PLACES}. */
    private static final int FILE_LIMIT = 1 << 16;

    private final Path folder;
    private final BiPredicate<Long, Path> alive;
    private final Path file;

    DynamicDebugMemo(Path folder, long pid, BiPredicate<Long, Path> alive) {
        this.folder = folder;
        this.alive = alive;
        this.file = folder.resolve("jl2tpd-" + pid + ".dynamic_debug");
    }

    /** A process's, in a folder that is emptied when the system starts and that others can't write to. */
    public static DynamicDebugMemo in(Path folder, long pid) {
        return new DynamicDebugMemo(folder, pid, Tracefs::isAlive);
    }

    /** Remembers these instead of what was; none removes the file. */
    public void save(List<DynamicDebug.Place> places) throws IOException {
        if (places.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        List<String> lines = new ArrayList<>();
        places.forEach(place -> lines.add(place.file() + " " + place.line() + " " + place.module()));
        if (!Files.isDirectory(folder)) {
            var mode = PosixFilePermissions.fromString("rwxr-x---");
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mode));
        }
        OwnFile.write(file, String.join("\n", lines) + "\n");
    }

    /**
     * Takes back what processes of this user left switched on that no longer live.
     *
     * @return how many messages
     */
    public int restoreStale(DynamicDebug debug) {
        int restored = 0;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "jl2tpd-*.dynamic_debug")) {
            for (Path memo : found) {
                Matcher name = NAME.matcher(memo.getFileName().toString());
                if (name.matches() && !alive.test(Long.parseLong(name.group(1)), memo)) {
                    restored += restore(memo, debug);
                }
            }
        } catch (IOException | DirectoryIteratorException notThere) {
            return restored;
        }
        return restored;
    }

    /** One of another user stays: that user's daemon takes back what it names. */
    private static int restore(Path memo, DynamicDebug debug) throws IOException {
        List<String> lines;
        try {
            lines = OwnFile.lines(memo, FILE_LIMIT);
        } catch (IOException notOurs) {
            return 0;
        }
        int restored = 0;
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                int number = Integer.parseInt(parts.group(2));
                debug.print(new DynamicDebug.Place(parts.group(1), number, parts.group(3), true, ""), false);
                restored++;
            }
        }
        Files.delete(memo);
        return restored;
    }
}
