package org.jl2tpd.daemon.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/**
 * Makes files that belong to whom the configuration file belongs to.
 *
 * @param permissions of the configuration file
 */
record Owned(UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> permissions) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    static Owned like(Path file) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        return new Owned(attributes.owner(), attributes.group(), attributes.permissions());
    }

    /** A folder for secrets; one that is there stays as it is. */
    void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Set<PosixFilePermission> wanted = EnumSet.copyOf(FOLDER);
            if (permissions.contains(PosixFilePermission.GROUP_READ)) {
                wanted.add(PosixFilePermission.GROUP_EXECUTE);
                wanted.add(PosixFilePermission.GROUP_READ);
            }
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            give(folder, wanted);
        }
    }

    /** A secret, which the configuration's group may read where it may read the configuration; one that is there is replaced. */
    void shared(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        create(file, text);
        share(file);
    }

    /** Has a file that is there belong and be readable as {@link #shared} makes it. */
    void share(Path file) throws IOException {
        Set<PosixFilePermission> wanted = EnumSet.copyOf(OWNER_ONLY);
        if (permissions.contains(PosixFilePermission.GROUP_READ)) {
            wanted.add(PosixFilePermission.GROUP_READ);
        }
        give(file, wanted);
    }

    /** A file just like the configuration file, which must not be there yet. */
    void copy(Path file, String text) throws IOException {
        create(file, text);
        give(file, permissions);
    }

    private static void create(Path file, String text) throws IOException {
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer octets = StandardCharsets.UTF_8.encode(text);
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }

    /** Owner and group need privilege only where they are others than ours. */
    private void give(Path file, Set<PosixFilePermission> wanted) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes now = view.readAttributes();
        if (!now.group().equals(group)) {
            view.setGroup(group);
        }
        if (!now.owner().equals(owner)) {
            view.setOwner(owner);
        }
        view.setPermissions(wanted);
    }
}
