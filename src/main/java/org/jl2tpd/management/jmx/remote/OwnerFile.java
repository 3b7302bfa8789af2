package org.jl2tpd.management.jmx.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A file of lines {@code NAME VALUE} that its owner and group alone may read, and its owner alone write. Empty lines and those that begin with # count for nothing. */
final class OwnerFile {
    /** Octets that it may have. */
    static final int FILE_LIMIT = 1 << 20;

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private OwnerFile() {}

    /**
     * @param attribute that names it, for messages
     * @throws IOException with words for an operator, when others may use it too, or it is none
     */
    static void check(String attribute, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("[jmx] " + attribute + " " + file + " is not there");
        }
        Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
        given.retainAll(OTHERS);
        if (!given.isEmpty()) {
            throw new IOException("[jmx] " + attribute + ": others than its owner and group may use " + file
                    + ", or its group write it; run: chmod g-wx,o-rwx " + file);
        }
    }

    /** @throws IOException with words for an operator, without any value */
    static Map<String, String> read(String attribute, Path file) throws IOException {
        check(attribute, file);
        if (Files.size(file) > FILE_LIMIT) {
            throw new IOException("[jmx] " + attribute + " " + file + " is longer than " + FILE_LIMIT + " octets");
        }
        Map<String, String> all = new LinkedHashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                String[] words = text.split("\\s+");
                if (words.length != 2 || all.put(words[0], words[1]) != null) {
                    String wrong = words.length == 2 ? "has a name a second time" : "is not of two words";
                    throw new IOException("[jmx] " + attribute + " " + file + ": line " + number + " " + wrong);
                }
            }
        }
        return all;
    }
}
