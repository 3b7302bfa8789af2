package org.jl2tpd.management.snmp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The system's host name, without asking a name server. */
public final class HostName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** Empty when it can't be read. */
    public static String read() {
        try {
            return Files.readString(KERNEL, StandardCharsets.UTF_8).trim();
        } catch (IOException e) {
            return "";
        }
    }
}
