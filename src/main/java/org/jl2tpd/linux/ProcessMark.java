package org.jl2tpd.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which process something is of, so that nobody mistakes another one that has its number later for it (proc(5), pid_namespaces(7)).
 *
 * @param pid its number in its process namespace
 * @param start when it started, in ticks since boot; empty for not known
 * @param boot the kernel's random name of the boot, empty for not known
 * @param pidNamespace number of the process namespace, {@code 0} for not known
 * @param netNamespace number of the network namespace, {@code 0} for not known
 */
public record ProcessMark(long pid, String start, String boot, String pidNamespace, String netNamespace) {
    /** proc(5): starttime is the 22nd field of stat, the 20th behind the program's name. */
    private static final int START_FIELD = 19;

    private static final Path BOOT_ID = Path.of("sys/kernel/random/boot_id");

    /** This process, with the network namespace of the calling thread. */
    public static ProcessMark self() {
        return self(Path.of("/proc"), ProcessHandle.current().pid());
    }

    static ProcessMark self(Path proc, long pid) {
        return new ProcessMark(
                pid,
                startOf(proc.resolve(Long.toString(pid))),
                read(proc.resolve(BOOT_ID)).strip(),
                namespace(proc.resolve("self/ns/pid")),
                namespace(proc.resolve("thread-self/ns/net")));
    }

    /** When a process started, in ticks since boot; empty when there is no such process. */
    public static String startOf(Path process) {
        String stat = read(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length > START_FIELD ? fields[START_FIELD] : "";
    }

    /** The number of a namespace by its link in {@code /proc/PID/ns}; {@code 0} when it is not known. */
    public static String namespace(Path link) {
        try {
            return Files.readSymbolicLink(link).toString().replaceAll("\\D", "");
        } catch (IOException e) {
            return "0";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether it was a process of an earlier boot: nothing of it is in the kernel any more. */
    public boolean isOfEarlierBoot(ProcessMark now) {
        return !boot.isEmpty() && !now.boot.isEmpty() && !boot.equals(now.boot);
    }

    /** Whether it is known to have ended, and what it made would be in the network namespace that {@code now} is in. */
    boolean hasEndedHere(Path proc, ProcessMark now) {
        boolean known = !start.isEmpty() && !pidNamespace.equals("0") && !netNamespace.equals("0");
        return known
                && pidNamespace.equals(now.pidNamespace)
                && netNamespace.equals(now.netNamespace)
                && !startOf(proc.resolve(Long.toString(pid))).equals(start);
    }

    /** As one line of words. */
    String line() {
        return "pid=" + pid + " start=" + start + " boot=" + boot + " pidns=" + pidNamespace + " netns=" + netNamespace;
    }

    /** The mark that {@link #line} wrote; null for any other line. */
    static ProcessMark parse(String line) {
        String[] names = {"pid=", "start=", "boot=", "pidns=", "netns="};
        String[] words = line.split(" ", -1);
        if (words.length != names.length) {
            return null;
        }
        for (int i = 0; i < names.length; i++) {
            if (!words[i].startsWith(names[i])) {
                return null;
            }
            words[i] = words[i].substring(names[i].length());
        }
        return words[0].matches("[0-9]{1,10}")
                ? new ProcessMark(Long.parseLong(words[0]), words[1], words[2], words[3], words[4])
                : null;
    }
}
