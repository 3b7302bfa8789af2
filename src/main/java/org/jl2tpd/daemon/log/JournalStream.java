package org.jl2tpd.daemon.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether standard error is read by systemd's journal (systemd.exec(5), JOURNAL_STREAM), which takes a line's severity from {@code <N>} before it. */
final class JournalStream {
    private JournalStream() {}

    static boolean isStandardError() {
        return is(System.getenv("JOURNAL_STREAM"), Path.of("/proc/self/fd/2"));
    }

    /** @param variable {@code DEVICE:INODE}, null for unset */
    static boolean is(String variable, Path stream) {
        if (variable == null) {
            return false;
        }
        try {
            Map<String, Object> known = Files.readAttributes(stream, "unix:dev,ino");
            return variable.equals(known.get("dev") + ":" + known.get("ino"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
