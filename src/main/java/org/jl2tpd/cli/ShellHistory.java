package org.jl2tpd.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;

/** Lines that were entered, in a file that its owner alone may read. A line that holds a secret is kept nowhere. */
final class ShellHistory extends DefaultHistory {
    /** Lines that the file keeps. */
    static final int LIMIT = 1_000;

    /** Attributes whose value is a secret; a {@code secret_name} is none. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(password|secret|passphrase|community|proxy_auth_response|proxy_auth_challenge)\\w*\\s*=");

    private static final Pattern NAME = Pattern.compile("(?i)\\b\\w*secret_name\\s*=\\S*");

    /** Begins to keep the lines of a reader; without a home they are forgotten at the end. */
    void open(LineReader reader) {
        attach(reader);
        reader.setVariable(LineReader.HISTORY_SIZE, LIMIT);
        reader.setVariable(LineReader.HISTORY_FILE_SIZE, LIMIT);
        try {
            reader.setVariable(LineReader.HISTORY_FILE, prepare(file()));
            load();
        } catch (IOException | RuntimeException e) {
            reader.setVariable(LineReader.HISTORY_FILE, null);
        }
    }

    private static Path file() {
        String state = System.getenv().getOrDefault("XDG_STATE_HOME", "");
        String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
        Path base = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
        return base.resolve("jl2tpd").resolve("history");
    }

    /** Makes the file, so that it has its mode before its first line. */
    static Path prepare(Path file) throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var owner = PosixFilePermissions.fromString("rw-------");
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(file, owner);
        }
        return file;
    }

    @Override
    public void add(Instant time, String line) {
        if (!isSecret(line)) {
            super.add(time, line);
        }
    }

    static boolean isSecret(String line) {
        return SECRET.matcher(NAME.matcher(line).replaceAll("")).find();
    }
}
