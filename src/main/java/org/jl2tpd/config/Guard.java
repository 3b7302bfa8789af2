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

    /** The command that closes it. */
    static String remedy(String file) {
        boolean plain = file.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-".indexOf(c) >= 0);
        return "run: chmod o-rwx " + (plain ? file : "'" + file.replace("'", "'\\''") + "'");
    }
}
