package org.jl2tpd.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Looks at who may read a file. */
final class Guard {
    private Guard() {}

    /** Whether everyone may read it; false where the file system knows no permissions. */
    static boolean isReadableByEveryone(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (UnsupportedOperationException noPosixPermissions) {
            return false;
        }
    }

    /**
     * Why something that exists can't be read as a file; null when it can. A pipe or a device is not opened at all: that could wait
     * for ever.
     */
    static String unfit(Path file) {
        if (Files.isRegularFile(file) || !Files.exists(file)) {
            return null;
        }
        return Files.isDirectory(file) ? "is a directory" : "is not a regular file";
    }

    /** The command that closes it. */
    static String remedy(String file) {
        boolean plain = file.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-".indexOf(c) >= 0);
        return "run: chmod o-rwx " + (plain ? file : "'" + file.replace("'", "'\\''") + "'");
    }
}
