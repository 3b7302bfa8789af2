package org.jl2tpd.daemon.importer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.config.ConfigSaver;
import org.jl2tpd.migration.Migration;
import org.jl2tpd.wire.Secret;

/** Puts the result on the disk: the secrets in files of their own, then the configuration, which must be valid with them. */
final class Output {
    private static final String NAME = "jl2tpd.toml";
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> GROUP = PosixFilePermissions.fromString("rw-r-----");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private final Path file;
    private final Path folder;
    private final boolean force;
    private final List<Path> made = new ArrayList<>();

    /** @param output a file, or a directory that is there */
    Output(Path output, boolean force) {
        file = (Files.isDirectory(output) ? output.resolve(NAME) : output).toAbsolutePath();
        folder = file.resolveSibling("secrets");
        this.force = force;
    }

    /** Whether it is a file that others than owner and group can't read. */
    static boolean isPrivate(Path file) {
        try {
            PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class);
            return found.isRegularFile() && found.permissions().stream().noneMatch(OTHERS::contains);
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws IOException when something is there that may not be replaced, or can't be written; what was new is gone then */
    void write(Migration migration, String header) throws IOException {
        Map<String, Secret> secrets = migration.secrets();
        refuseTaken(secrets.keySet());
        try {
            if (!secrets.isEmpty() && !Files.isDirectory(folder)) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            }
            for (Map.Entry<String, Secret> secret : secrets.entrySet()) {
                secret(folder.resolve(secret.getKey()), secret.getValue());
            }
            ConfigSaver.save(file, migration.text(header, false));
            shareLikeFolder(file);
        } catch (IOException e) {
            for (Path each : made) {
                Files.deleteIfExists(each);
            }
            throw e;
        }
    }

    private void refuseTaken(Set<String> names) throws IOException {
        if (!Files.isDirectory(file.getParent())) {
            throw new NoSuchFileException(file.getParent().toString(), null, "no such directory");
        }
        List<Path> wanted = new ArrayList<>(List.of(file));
        names.forEach(name -> wanted.add(folder.resolve(name)));
        for (Path each : wanted) {
            if (!force && Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(
                        each.toString(),
                        null,
                        "it is there already, and another configuration may use it: write to another folder, or replace it with --force");
            }
        }
    }

    private void secret(Path target, Secret secret) throws IOException {
        Path fresh = target.resolveSibling("." + target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        boolean isNew = !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        try {
            create(fresh, secret);
            shareLikeFolder(fresh);
            Files.move(
                    fresh,
                    target,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        if (isNew) {
            made.add(target);
        }
    }

    private static void create(Path target, Secret secret) throws IOException {
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(target, options, PosixFilePermissions.asFileAttribute(OWNER))) {
            byte[] octets = secret.octets();
            ByteBuffer line = ByteBuffer.allocate(octets.length + 1);
            line.put(octets).put((byte) '\n').flip();
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
    }

    /** Where the folder of secrets is shared with a group, as a package makes it for the daemon's, so is what goes there and beside it. */
    private void shareLikeFolder(Path target) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
        if (attributes.permissions().contains(PosixFilePermission.GROUP_EXECUTE)) {
            var view = Files.getFileAttributeView(target, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            view.setGroup(attributes.group());
            Files.setPosixFilePermissions(target, GROUP);
        }
    }
}
