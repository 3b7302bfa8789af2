package org.jl2tpd.migration;

import java.nio.file.Path;
import java.util.List;

/**
 * The text of a file.
 *
 * @param name as it was named, for messages
 * @param path of the file; null for a text without one
 */
record Source(String name, Path path, String text) {
    /** Its lines, without their ends. */
    List<String> lines() {
        return text.lines().toList();
    }

    String fileName() {
        return path == null ? name : String.valueOf(path.getFileName());
    }
}
