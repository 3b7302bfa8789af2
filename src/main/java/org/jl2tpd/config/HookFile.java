package org.jl2tpd.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Whether a program may be started by the daemon: nobody but root, the daemon's user and whom it runs as may have had a hand in it. */
public final class HookFile {
    /** stat(2) S_IWGRP, S_IWOTH, S_ISVTX. */
    private static final int WRITABLE_BY_GROUP = 020;

    private static final int WRITABLE_BY_OTHERS = 02;
    private static final int STICKY = 01000;

    /** Runs whatever nobody else would: what belongs to it belongs to anybody. */
    private static final String NOBODY = "nobody";

    private HookFile() {}

    /**
     * Why it may not be started; null when it may. Blocks for the file system.
     *
     * @param program absolute path
     * @param user whom it runs as, where the daemon is root
     */
    public static String problem(String program, String user) {
        try {
            Path file = Path.of(program).toRealPath();
            if (!Files.isRegularFile(file)) {
                return program + " is not a regular file";
            }
            if (!Files.isExecutable(file)) {
                return program + " is not executable; run: chmod 755 " + program;
            }
            for (Path part = file; part != null; part = part.getParent()) {
                String problem = problemOf(part, user, part.equals(file));
                if (problem != null) {
                    return problem;
                }
            }
            return null;
        } catch (java.nio.file.NoSuchFileException e) {
            return program + " is not there";
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            return "can't look at " + program + ": " + e.getMessage();
        }
    }

    private static String problemOf(Path part, String user, boolean isProgram) throws IOException {
        Map<String, Object> known = Files.readAttributes(part, "unix:mode,uid,owner");
        int uid = (Integer) known.get("uid");
        int mode = (Integer) known.get("mode");
        String owner = known.get("owner").toString();
        boolean isTrusted = uid == 0 || uid == ownUser() || owner.equals(user) && !user.equals(NOBODY);
        if (!isTrusted) {
            return part + " belongs to " + owner + ", which is neither root nor the daemon's user";
        }
        int writable = mode & (WRITABLE_BY_GROUP | WRITABLE_BY_OTHERS);
        boolean isShared = !isProgram && (mode & STICKY) != 0;
        return writable == 0 || isShared
                ? null
                : "others than its owner may write " + part + "; run: chmod go-w " + part;
    }

    /** Whom this process runs as now (proc(5), Uid: real, effective, ...); -1 for unknown. */
    private static int ownUser() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("Uid:")) {
                return (int) Long.parseLong(line.split("\\s+")[2]);
            }
        }
        return -1;
    }
}
