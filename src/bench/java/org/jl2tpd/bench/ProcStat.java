package org.jl2tpd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of a process (proc(5)). */
final class ProcStat {
    /** {@code sysconf(_SC_CLK_TCK)} on Linux. */
    private static final long TICK_US = 10_000;

    private ProcStat() {}

    /** User and system time in microseconds, to 10 ms; 0 for pid 0. */
    static long cpuUs(long pid) {
        if (pid == 0) {
            return 0;
        }
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_US;
    }

    /** As {@link #cpuUs} of the threads whose name begins so. */
    static long threadCpuUs(long pid, String name) {
        long sum = 0;
        try (var tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                String stat = read(task.resolve("stat"));
                int end = stat.lastIndexOf(')');
                String[] fields = stat.substring(end + 2).split(" ");
                if (stat.substring(stat.indexOf('(') + 1, end).startsWith(name)) {
                    sum += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_US;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the process is gone: " + pid, e);
        }
        return sum;
    }

    /** Resident set in KiB. */
    static long residentKiB(long pid) {
        for (String line : read(Path.of("/proc", Long.toString(pid), "status")).split("\n")) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new IllegalStateException("the process is gone: " + path, e);
        }
    }
}
