package org.jl2tpd.management.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jl2tpd.management.FileReach;

/**
 * Who may speak on the control socket, beyond what the file's mode says: root, the user that the daemon runs as, and members
 * of the socket's group when the group may write to it. The kernel vouches for the peer (SO_PEERCRED).
 */
final class PeerCheck {
    private static final Path GROUPS = Path.of("/etc/group");

    private final PosixFileAttributes socket;

    /** @param path the bound socket, with its final owner and mode */
    PeerCheck(Path path) throws IOException {
        socket = Files.readAttributes(path, PosixFileAttributes.class);
    }

    /** The user at the other end, for the log; {@code unknown} where the kernel does not tell. */
    static String userOf(SocketChannel client) {
        try {
            return client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }

    boolean allows(SocketChannel client) throws IOException {
        if (!client.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        return allows(client.getOption(ExtendedSocketOptions.SO_PEERCRED));
    }

    boolean allows(UnixDomainPrincipal peer) throws IOException {
        return reach(peer) == FileReach.ANYWHERE || peer.group().equals(socket.group()) || isMember(peer.user());
    }

    /** Members of the socket's group control the daemon, and are not the daemon: files beyond its configuration's folder are not theirs to name. */
    FileReach reach(SocketChannel client) throws IOException {
        return client.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                ? reach(client.getOption(ExtendedSocketOptions.SO_PEERCRED))
                : FileReach.OWN_FOLDER;
    }

    FileReach reach(UnixDomainPrincipal peer) {
        boolean itself =
                peer.user().equals(socket.owner()) || peer.user().getName().equals("root");
        return itself ? FileReach.ANYWHERE : FileReach.OWN_FOLDER;
    }

    /** Whether /etc/group lists the user in the socket's group. */
    private boolean isMember(UserPrincipal user) throws IOException {
        String prefix = socket.group().getName() + ":";
        for (String line : Files.readAllLines(GROUPS, StandardCharsets.UTF_8)) {
            if (line.startsWith(prefix)) {
                String members = line.substring(line.lastIndexOf(':') + 1);
                return List.of(members.split(",")).contains(user.getName());
            }
        }
        return false;
    }
}
