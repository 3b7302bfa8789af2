package org.jl2tpd.management.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** The socket's place in the file system: made with narrow permissions, taken away only while it is ours. */
final class SocketFile {
    /** Mode of a directory that we make. */
    private static final String DIRECTORY_MODE = "rwxr-x---";

    /** Mode of the socket. */
    private static final String SOCKET_MODE = "rw-rw----";

    private final Path path;
    private Object identity;

    SocketFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    ServerSocketChannel bind(String group) throws IOException {
        makeDirectory(group);
        removeStale();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(SOCKET_MODE));
            giveTo(group, path);
            identity = identity();
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw new IOException("can't open the control socket " + path + ": " + e.getMessage(), e);
        }
    }

    /** Deletes the socket unless somebody else has put another there since. */
    void delete() throws IOException {
        if (identity != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS) && identity.equals(identity())) {
            Files.deleteIfExists(path);
        }
    }

    private Object identity() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private void makeDirectory(String group) throws IOException {
        Path directory = path.getParent();
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            var mode = PosixFilePermissions.fromString(DIRECTORY_MODE);
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(mode));
            giveTo(group, directory);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "can't make the directory " + directory + " for the control socket: permission denied;"
                            + " start as root, or set socket_path to a path that you may write",
                    e);
        }
    }

    private static void giveTo(String group, Path target) throws IOException {
        if (group.isEmpty()) {
            return;
        }
        try {
            GroupPrincipal principal =
                    target.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            Files.getFileAttributeView(target, PosixFileAttributeView.class).setGroup(principal);
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException("there is no group " + group, e);
        }
    }

    /** Removes a socket on which nobody answers; anything else in the way is left and refused. */
    private void removeStale() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isOther()) {
            throw new IOException("can't open the control socket " + path + ": there is a file that is not a socket");
        }
        if (answers()) {
            throw new IOException("another daemon answers on the control socket " + path
                    + "; stop it first, or set socket_path to another path");
        }
        Files.deleteIfExists(path);
    }

    private boolean answers() {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return e instanceof AccessDeniedException;
        }
    }
}
