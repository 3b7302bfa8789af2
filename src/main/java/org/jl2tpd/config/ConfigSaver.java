package org.jl2tpd.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** Puts a written configuration in the place of a file, whole or not at all. */
public final class ConfigSaver {
    /**
     * What a file is that would be replaced.
     *
     * @param exists whether there is one
     * @param isOurs whether {@link ConfigWriter} wrote it, whoever edited it since
     * @param commentLines lines with a comment, of people's making
     */
    public record Target(boolean exists, boolean isOurs, int commentLines) {}

    private ConfigSaver() {}

    /** @throws IOException when there is something that can't be read as a file */
    public static Target look(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Target(false, false, 0);
        }
        if (Guard.unfit(file) != null) {
            throw new IOException(file + " " + Guard.unfit(file));
        }
        if (Files.size(file) > ConfigLoader.MAX_FILE_OCTETS) {
            throw new IOException(file + " is longer than " + ConfigLoader.MAX_FILE_OCTETS + " octets");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        boolean ours = text.startsWith(ConfigWriter.MARK);
        return new Target(true, ours, TomlComments.lines(text) - (ours ? ConfigWriter.HEADER_LINES : 0));
    }

    /**
     * Its owner alone may use the file; it is on the disk when this returns, and the old one is whole until then. A symbolic link is
     * not followed.
     *
     * @throws IOException when it can't be written, or {@link ConfigLoader} would refuse it
     */
    public static void save(Path file, String text) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.isSymbolicLink(target)) {
            throw new IOException("it is a symbolic link");
        }
        Path folder = target.getParent();
        Path fresh = folder.resolve("." + target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try {
            write(fresh, text);
            refuseInvalid(fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** A daemon must be able to start with it. */
    private static void refuseInvalid(Path fresh) throws IOException {
        ConfigResult result = ConfigLoader.load(fresh);
        if (!result.isValid()) {
            throw new IOException(
                    "it would not be valid: " + result.errors().get(0).message());
        }
    }

    private static void write(Path fresh, String text) throws IOException {
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(fresh, options, owner)) {
            ByteBuffer octets = StandardCharsets.UTF_8.encode(text);
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }
}
