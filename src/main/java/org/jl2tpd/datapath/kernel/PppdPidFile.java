package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file with its process id that a pppd leaves when it is killed; it lies outside of what a pppd has for itself alone. */
final class PppdPidFile {
    private final Path folder;

    /** @param folder {@code /run} but for tests */
    PppdPidFile(Path folder) {
        this.folder = folder;
    }

    /**
     * Removes the file of a process that is gone; that of another process stays.
     *
     * @param unit the first name of its device, empty when it had none
     */
    void remove(String unit, int pid) {
        if (!unit.isEmpty()) {
            remove(folder.resolve(unit + ".pid"), pid);
        }
    }

    /** The same where the name of its device is not known. */
    void removeOf(int pid) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "ppp*.pid")) {
            for (Path file : files) {
                remove(file, pid);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // As below.
        }
    }

    private static void remove(Path file, int pid) {
        try {
            if (Files.readString(file, StandardCharsets.ISO_8859_1).strip().equals("" + pid)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // It is gone, or nobody's loss.
        }
    }
}
