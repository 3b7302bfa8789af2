package org.jl2tpd.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Settings of the kernel in {@code /proc/sys} (proc(5)). They are read at once, since the kernel has the digits of a number for the first read of an
 * opened file alone; {@code Files.readString} asks for one octet first, because the file's size is 0, and returns the first digit.
 */
public final class KernelSetting {
    /** Octets of a setting, most. */
    private static final int LIMIT = 1024;

    private KernelSetting() {}

    /** Its text without white space around it; empty when it can't be read. */
    public static String text(Path setting) {
        byte[] octets = new byte[LIMIT];
        try (InputStream in = Files.newInputStream(setting)) {
            int count = Math.max(0, in.read(octets));
            return new String(octets, 0, count, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Its number; {@code otherwise} when it can't be read, is none, or is outside of the limits, which are allowed themselves. */
    public static int number(Path setting, int least, int most, int otherwise) {
        try {
            int value = Integer.parseInt(text(setting));
            return value >= least && value <= most ? value : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
