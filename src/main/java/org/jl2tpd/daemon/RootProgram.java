package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether root alone decides what a program is. */
final class RootProgram {
    /** sys/stat.h S_IWGRP, S_IWOTH, S_ISVTX. */
    private static final int OTHERS_WRITE = 0022;

    private static final int STICKY = 01000;

    private RootProgram() {}

    /** Why it is not for root to run, in words for an operator; null when it is. Links are followed. */
    static String problem(Path program) {
        try {
            for (Path path = program.toRealPath(); path != null; path = path.getParent()) {
                Map<String, Object> is = Files.readAttributes(path, "unix:uid,mode");
                int mode = (Integer) is.get("mode");
                boolean sticky = Files.isDirectory(path) && (mode & STICKY) != 0;
                if (!is.get("uid").equals(0) || (mode & OTHERS_WRITE) != 0 && !sticky) {
                    return program + " is not run as root: others than root may change " + path;
                }
            }
            return null;
        } catch (IOException e) {
            return program + ": " + e.getMessage();
        }
    }

    /** The same for a folder that root unpacks programs to. */
    static boolean isSafeFolder(Path folder) {
        return problem(folder) == null;
    }
}
