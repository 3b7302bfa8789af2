package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Daemons that run as a user who is nobody, and what the kernel says of each of their threads. */
public final class Unprivileged {
    /** Every system has it; nothing belongs to it. */
    public static final String USER = "nobody";

    private static final String GROUP = "$(id -g " + USER + ")";
    /** linux/capability.h */
    public static final long NET_BIND_SERVICE = 1L << 10;

    public static final long NET_ADMIN = 1L << 12;
    public static final long NET_RAW = 1L << 13;

    /** The configuration file, {@code $2}, and the socket's folder become the user's to read and write. */
    private static final String FILES = "chgrp " + GROUP + " \"$2\" && chmod 640 \"$2\"" + " && chown " + USER
            + " \"$(sed -n 's/^socket_path = \"\\(.*\\)\\/[^\\/]*\"$/\\1/p' \"$2\")\" && ";

    private Unprivileged() {}

    /**
     * Started as root, it becomes the user.
     *
     * @param before shell commands in the same namespaces, that end with {@code &&}, or empty
     */
    public static List<String> dropping(String before) {
        return shell(before + FILES + "exec \"$0\" \"$@\" --user " + USER);
    }

    /**
     * As a service manager does it: prepared by root, started as the user with capabilities.
     *
     * @param capabilities as setpriv has them, {@code net_admin,net_raw}
     */
    public static List<String> asService(String before, String capabilities) {
        String all = "+" + capabilities.replace(",", ",+");
        return shell(
                before + FILES + "\"$0\" prepare --config \"$2\" --user " + USER + " && exec setpriv --reuid " + USER
                        + " --regid " + GROUP + " --clear-groups --inh-caps=-all," + all + " --ambient-caps=-all," + all
                        + " --bounding-set=-all," + all + " --no-new-privs \"$0\" \"$@\"");
    }

    private static List<String> shell(String script) {
        return List.of("sh", "-c", script);
    }

    /** Fields of /proc/PID/task/TID/status for each thread. */
    public static List<Map<String, String>> threads(long pid) {
        List<Map<String, String>> all = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks) {
                all.add(fields(Files.readString(task.resolve("status"))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Map<String, String> fields(String status) {
        Map<String, String> fields = new TreeMap<>();
        status.lines().forEach(line -> {
            String[] parts = line.split(":", 2);
            fields.put(parts[0], parts[1].strip().replaceAll("\\s+", " "));
        });
        return fields;
    }

    private static long mask(Map<String, String> thread, String field) {
        return Long.parseUnsignedLong(thread.get(field), 16);
    }

    /** Has the user's ids alone, and no way back. */
    public static void assertIsTheUsers(long pid) {
        String uid = id("-u");
        String gid = id("-g");
        assertThat(threads(pid)).isNotEmpty().allSatisfy(thread -> {
            assertThat(thread.get("Uid")).isEqualTo(String.join(" ", uid, uid, uid, uid));
            assertThat(thread.get("Gid")).isEqualTo(String.join(" ", gid, gid, gid, gid));
            assertThat(thread.get("Groups")).isIn("", gid);
            assertThat(thread.get("NoNewPrivs")).isEqualTo("1");
        });
    }

    /**
     * After a drop: a thread either has exactly these capabilities, and can get no others, or it was there before, and has none. No program that they start
     * inherits any.
     */
    public static void assertCapabilities(long pid, long kept) {
        List<Map<String, String>> threads = threads(pid);
        assertThat(threads).allSatisfy(thread -> {
            assertThat(mask(thread, "CapEff")).as("%s", thread).isIn(0L, kept);
            assertThat(mask(thread, "CapPrm")).isEqualTo(mask(thread, "CapEff"));
            assertThat(mask(thread, "CapInh")).isZero();
            assertThat(mask(thread, "CapAmb")).isZero();
        });
        assertThat(threads)
                .filteredOn(thread -> kept == 0 || mask(thread, "CapEff") == kept)
                .as("threads with the capabilities")
                .filteredOn(thread -> thread.get("Name").equals("reactor"))
                .hasSize(1)
                .allSatisfy(thread -> assertThat(mask(thread, "CapBnd")).isEqualTo(kept));
    }

    private static String id(String option) {
        try {
            Process id = new ProcessBuilder("id", option, USER).start();
            return new String(id.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
