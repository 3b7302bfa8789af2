package org.jl2tpd.management.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values that outlive a restart, by name: one line {@code NAME=VALUE} each in a file that only its owner may read. A value is on the disk
 * when {@link #put} returns. Thread-safe.
 */
public final class StateStore {
    /** Octets that the file may have. */
    static final int FILE_LIMIT = 1 << 20;

    private static final String FILE = "state";

    private final Path file;
    private final DirectoryForce force;
    private final Map<String, String> values = new TreeMap<>();

    private StateStore(Path file, DirectoryForce force) {
        this.file = file;
        this.force = force;
    }

    /** Has a directory's entries on the disk when it returns. */
    @FunctionalInterface
    interface DirectoryForce {
        void force(Path directory) throws IOException;
    }

    private static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Values that last as long as the process. */
    public static StateStore inMemory() {
        return new StateStore(null, directory -> {});
    }

    /** @throws IOException when the directory can't be made or the file not be read, with words for an operator */
    public static StateStore open(Path directory) throws IOException {
        return open(directory, StateStore::forceDirectory);
    }

    static StateStore open(Path directory, DirectoryForce force) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        var store = new StateStore(directory.resolve(FILE), force);
        store.read();
        return store;
    }

    private void read() throws IOException {
        try {
            if (Files.size(file) > FILE_LIMIT) {
                throw new IOException(file + " is longer than " + FILE_LIMIT + " octets");
            }
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                int sign = line.indexOf('=');
                if (sign > 0) {
                    values.put(line.substring(0, sign), line.substring(sign + 1));
                }
            }
        } catch (NoSuchFileException e) {
            // The first start.
        }
    }

    /** The value of that name, or what is given where there is none. */
    public synchronized String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /**
     * Keeps a value; null forgets it.
     *
     * @throws IOException when it could not be written, then the old value holds; or when it was written and may not outlive a loss of power
     */
    public synchronized void put(String name, String value) throws IOException {
        if (name.indexOf('=') >= 0 || name.indexOf('\n') >= 0 || value != null && value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a name or value of several lines");
        }
        var next = new TreeMap<>(values);
        if (value == null) {
            next.remove(name);
        } else {
            next.put(name, value);
        }
        boolean isNews = file != null && !next.equals(values);
        if (isNews) {
            write(next);
        }
        values.clear();
        values.putAll(next);
        if (isNews) {
            force.force(file.toAbsolutePath().getParent());
        }
    }

    /** A new file takes the old one's place only when it is on the disk; that it has taken it is on the disk with the directory. */
    private void write(Map<String, String> next) throws IOException {
        var text = new StringBuilder();
        next.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(fresh);
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(fresh, options, owner)) {
                ByteBuffer octets = StandardCharsets.UTF_8.encode(text.toString());
                while (octets.hasRemaining()) {
                    channel.write(octets);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
