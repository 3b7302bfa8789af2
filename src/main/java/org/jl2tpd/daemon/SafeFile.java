package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.profile.Configuration;

/** Whether a file that somebody else named says what root or the daemon's user meant. */
final class SafeFile {
    /** Bits of a mode by which others than the owner may write. */
    private static final int WRITABLE = 022;

    private static final int ROOT = 0;

    private SafeFile() {}

    /** @throws ControlException REFUSED when somebody else than root and the daemon's user owns it or may write it */
    static void refuseUnsafe(Path file) throws ControlException {
        try {
            Map<String, Object> found = Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            int owner = (Integer) found.get("uid");
            if (owner != ROOT && owner != (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")) {
                throw refused(file + " belongs neither to root nor to the daemon's user");
            }
            if (((Integer) found.get("mode") & WRITABLE) != 0) {
                throw refused("others than its owner may write " + file + "; run: chmod go-w " + file);
            }
        } catch (NoSuchFileException e) {
            throw refused("can't read " + file + ": no such file");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw refused("can't tell who may write " + file);
        }
    }

    /** @throws ControlException REFUSED when a secret was read from elsewhere */
    static void refuseSecretsOutside(Path folder, Configuration configuration) throws ControlException {
        for (Map.Entry<String, String> secret : configuration.secretFiles().entrySet()) {
            if (!isWithin(folder, Path.of(secret.getValue()))) {
                throw refused("only root and the daemon's user may restore a file whose [secret." + secret.getKey()
                        + "] is outside " + folder);
            }
        }
    }

    private static boolean isWithin(Path folder, Path file) {
        try {
            return file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static ControlException refused(String message) {
        return new ControlException(Kind.REFUSED, message);
    }
}
