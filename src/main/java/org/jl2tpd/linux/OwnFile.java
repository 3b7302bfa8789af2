package org.jl2tpd.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files that a process keeps in a folder where others may be able to put something in its way: root's daemon in a folder of the user that another daemon
 * runs as. It writes through no link and into no file that is there, and reads what its own user has written alone.
 */
final class OwnFile {
    /** sys/stat.h. */
    private static final int S_IFMT = 0170000;

    private static final int S_IFREG = 0100000;

    private OwnFile() {}

    /**
     * Replaces the file, in one step, by one for its owner alone.
     *
     * @throws IOException and nothing new is there then
     */
    static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Set<StandardOpenOption> anew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(fresh, anew, owner)) {
                ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
                while (octets.hasRemaining()) {
                    channel.write(octets);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            fresh.toFile().delete();
            throw e;
        }
    }

    /**
     * The lines of a file that this process's user owns. Whose it is is asked of the opened file, so that nobody can put another one in its place meanwhile.
     *
     * @param limit octets that it may have
     * @throws IOException also when it is another's, longer, or no regular file
     */
    static List<String> lines(Path file, int limit) throws IOException {
        // Opening a device may do something.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is no regular file");
        }
        Linux.require();
        int flags = SocketConstants.O_RDONLY | SocketConstants.O_NONBLOCK | SocketConstants.O_CLOEXEC;
        int fd = Linux.check("open " + file, Linux.open(file.toString(), flags));
        try {
            Path opened = Path.of("/proc/self/fd/" + fd);
            Map<String, Object> is = Files.readAttributes(opened, "unix:uid,mode,size");
            boolean regular = ((Integer) is.get("mode") & S_IFMT) == S_IFREG;
            if (!regular || (Long) is.get("size") > limit || !is.get("uid").equals(Identity.effectiveUid())) {
                throw new IOException(file + " is not this user's");
            }
            return Files.readAllLines(opened, StandardCharsets.ISO_8859_1);
        } finally {
            Linux.close(fd);
        }
    }
}
