package org.jl2tpd.migration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The files that were given, and those that they name. A file's own folder goes before the path that is written: what was copied together belongs together. */
final class Sources {
    /** Longest file, in octets. */
    static final int MAX_OCTETS = 4 << 20;

    /** Most files. */
    static final int MAX_FILES = 256;

    private final List<Source> given = new ArrayList<>();
    private final Set<Path> followed = new LinkedHashSet<>();
    private final Set<Source> used = new LinkedHashSet<>();

    void give(Source source) {
        given.add(source);
    }

    List<Source> given() {
        return List.copyOf(given);
    }

    /** Whether another file named that one. */
    boolean isUsed(Source source) {
        return used.contains(source);
    }

    /** @throws IOException when it can't be read, is too long or no UTF-8 */
    static Source read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException(Files.exists(path) ? "it is no file" : "no such file");
        }
        byte[] octets;
        try (var in = Files.newInputStream(path)) {
            octets = in.readNBytes(MAX_OCTETS + 1);
        }
        if (octets.length > MAX_OCTETS) {
            throw new IOException("it is longer than " + MAX_OCTETS + " octets");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            return new Source(path.toString(), path, text);
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8 text");
        }
    }

    /** The file that another one names: one that was given and is called so, or the named one itself, or one beside the other; null for none. */
    Source follow(Source from, String name) {
        try {
            Path path = Path.of(name);
            String last = String.valueOf(path.getFileName());
            for (Source source : given) {
                if (source.fileName().equals(last) && source != from) {
                    used.add(source);
                    return source;
                }
            }
            if (from.path() == null || followed.size() >= MAX_FILES) {
                return null;
            }
            Path beside = from.path().resolveSibling(last);
            boolean itself = !Files.isRegularFile(beside) && path.isAbsolute();
            Path found = itself ? path : beside;
            if (!Files.isRegularFile(found)) {
                return null;
            }
            followed.add(found);
            return read(found);
        } catch (InvalidPathException | IOException e) {
            return null;
        }
    }
}
