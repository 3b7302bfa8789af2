package org.jl2tpd.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What this daemon has made in the system that does not end with its process: a line each in a file of its own, written before the thing is
 * made and struck out after it is taken away. So the next daemon knows what a killed one left behind ({@link #cleanUp}). The file is there as
 * long as there are lines. Thread-safe.
 */
public final class Ledger {
    /** Octets of a file that is read: thousands of lines. */
    static final int FILE_LIMIT = 1 << 20;

    private static final String FIRST_WORDS = "jl2tpd-ledger-1 ";
    private static final String SUFFIX = ".ledger";
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final Path folder;
    private final Path proc;
    private final ProcessMark self;
    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private String problem;

    /** What became of something that a killed daemon had made. */
    public enum Removal {
        REMOVED,
        /** It is not there any more, or is not as we made it: it stays as it is. */
        NOT_OURS,
        /** The next start tries again. */
        FAILED
    }

    /** Takes away one thing, only if it is what the words say. */
    @FunctionalInterface
    public interface Remover {
        Removal remove(String words);
    }

    /**
     * Something that was looked at.
     *
     * @param line as it was entered
     * @param pid the number of the process that had made it
     */
    public record Result(String line, long pid, Removal removal) {}

    Ledger(Path folder, Path proc, ProcessMark self) {
        this.folder = folder;
        this.proc = proc;
        this.self = self;
        this.file = folder == null
                ? null
                : folder.resolve(self.pid() + "-" + self.start() + "-" + INSTANCES.incrementAndGet() + SUFFIX);
    }

    /** Of this process, in the network namespace of the calling thread. Nothing is made before the first entry. */
    public static Ledger in(Path folder) {
        return new Ledger(folder, Path.of("/proc"), ProcessMark.self());
    }

    /** One that is kept nowhere. */
    public static Ledger none() {
        return new Ledger(null, null, null);
    }

    /** Why what this daemon makes is not written down, in words for an operator; null when it is. */
    public synchronized String problem() {
        return problem;
    }

    /** Before a thing is made: of this kind (one word), described by these words. The same may be entered several times. */
    public synchronized void enter(String kind, String words) {
        lines.add(kind + " " + words);
        write();
    }

    /** After the thing was taken away, or could not be made. */
    public synchronized void strike(String kind, String words) {
        if (lines.remove(kind + " " + words)) {
            write();
        }
    }

    /** Whether it is entered more than once: here, or by another daemon that lives. */
    public synchronized boolean isShared(String kind, String words) {
        String line = kind + " " + words;
        return lines.indexOf(line) != lines.lastIndexOf(line) || isOfAnother(line);
    }

    private boolean isOfAnother(String line) {
        for (Path other : files()) {
            Page page = other.equals(file) ? null : read(other);
            if (page != null && !page.mark.isOfEarlierBoot(self) && !isOver(page) && page.lines.contains(line)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOver(Page page) {
        return page.mark.hasEndedHere(proc, self);
    }

    private void write() {
        if (file == null) {
            return;
        }
        try {
            if (lines.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                prepareFolder();
                OwnFile.write(file, FIRST_WORDS + self.line() + "\n" + String.join("\n", lines) + "\n");
            }
            problem = null;
        } catch (IOException e) {
            problem = "can't write " + file + ": " + Tracefs.words(e);
        }
    }

    private void prepareFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            var mode = PosixFilePermissions.fromString("rwxr-x---");
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mode));
        }
        if (!isTrusted()) {
            throw new IOException("anybody may write to " + folder);
        }
    }

    /** What anybody could have written is no proof of anything. */
    private boolean isTrusted() {
        try {
            return Files.isDirectory(folder)
                    && !Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            return false;
        }
    }

    /** What a file says. */
    private record Page(ProcessMark mark, List<String> lines) {}

    private List<Path> files() {
        List<Path> found = new ArrayList<>();
        if (folder == null || !isTrusted()) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*-*-*" + SUFFIX + "*")) {
            entries.forEach(found::add);
        } catch (IOException | DirectoryIteratorException notThere) {
            return found;
        }
        return found;
    }

    /** Of a daemon of any user: what it says keeps things from being removed, at most. Returns null for a file that is none of ours. */
    private static Page read(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > FILE_LIMIT) {
                return null;
            }
            return page(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return null;
        }
    }

    /** Of a daemon of this process's user; null for any other file. */
    private static Page readOwn(Path file) {
        try {
            return page(OwnFile.lines(file, FILE_LIMIT));
        } catch (IOException e) {
            return null;
        }
    }

    private static Page page(List<String> all) {
        String first = all.isEmpty() ? "" : all.get(0);
        ProcessMark mark =
                first.startsWith(FIRST_WORDS) ? ProcessMark.parse(first.substring(FIRST_WORDS.length())) : null;
        return mark == null ? null : new Page(mark, all.subList(1, all.size()));
    }

    /**
     * Takes away what daemons left behind in this network namespace whose process has ended, in the reverse order of its making. What another
     * daemon that lives has entered as well stays, and so does all of processes that could be alive out of our sight. Only what daemons of this process's
     * user have written counts: root would otherwise remove what that user could not.
     *
     * @param removers by kind; things of other kinds stay for a daemon that knows them
     */
    public synchronized List<Result> cleanUp(Map<String, Remover> removers) {
        List<Result> results = new ArrayList<>();
        for (Path left : files()) {
            Page page = readOwn(left);
            if (page != null && page.mark.isOfEarlierBoot(self)) {
                left.toFile().delete();
            } else if (page != null && isOver(page) && cleanUp(page, removers, results)) {
                left.toFile().delete();
            }
        }
        return results;
    }

    /** Returns whether nothing is left to do for it. */
    private boolean cleanUp(Page page, Map<String, Remover> removers, List<Result> results) {
        boolean done = true;
        for (int i = page.lines.size() - 1; i >= 0; i--) {
            String line = page.lines.get(i);
            int space = line.indexOf(' ');
            Remover remover = space < 0 ? null : removers.get(line.substring(0, space));
            if (remover == null) {
                done = false;
            } else if (!isOfAnother(line)) {
                Removal removal = remover.remove(line.substring(space + 1));
                results.add(new Result(line, page.mark.pid(), removal));
                done &= removal != Removal.FAILED;
            }
        }
        return done;
    }
}
