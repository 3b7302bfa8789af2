package org.jl2tpd.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Named pipes (mkfifo(3)). */
public final class Fifo {
    /** sys/stat.h. */
    private static final int S_IFMT = 0xf000;

    private static final int S_IFIFO = 0x1000;
    private static final int OWNER_ALONE = 0600;

    private Fifo() {}

    /** Whether a named pipe is there, and no link to one. */
    public static boolean isThere(Path path) throws IOException {
        try {
            int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (mode & S_IFMT) == S_IFIFO;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Makes a named pipe for its owner alone, in the place of one that is there.
     *
     * @throws IOException when something else is there, or it cannot be made
     */
    public static void make(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!isThere(path)) {
                throw new IOException(path + " is there and is no named pipe; remove it or name another one");
            }
            Files.delete(path);
        }
        try {
            Linux.require();
            Linux.check("mkfifo " + path, Linux.mkfifo(path.toString(), OWNER_ALONE));
        } catch (SystemCallException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
