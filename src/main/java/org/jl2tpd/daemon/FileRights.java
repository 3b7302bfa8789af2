package org.jl2tpd.daemon;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.profile.JmxAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SystemAttributes;

/** Whether the process may use its files, asked once it is its user's: what root has read, the user must be able to read again. */
final class FileRights {
    private final String user;
    private final List<String> problems = new ArrayList<>();

    private FileRights(String user) {
        this.user = user;
    }

    /** What the process may not do, each with what to do about it; empty when all is well. */
    static List<String> problems(Configuration configuration, Path file, String user) {
        var rights = new FileRights(user);
        rights.readable(files(configuration, file));
        rights.writable(configuration.system());
        rights.program(System.getProperty("java.class.path", ""));
        return rights.problems;
    }

    /** What it may not read alone. */
    static List<String> unreadable(Configuration configuration, Path file, String user) {
        var rights = new FileRights(user);
        rights.readable(files(configuration, file));
        rights.program(System.getProperty("java.class.path", ""));
        return rights.problems;
    }

    /** Files that are read at a start or reload, by what names them. */
    private static Map<String, Path> files(Configuration configuration, Path file) {
        Map<String, Path> all = new LinkedHashMap<>();
        all.put("the configuration", file.toAbsolutePath());
        configuration.secretFiles().forEach((name, path) -> all.put("[secret." + name + "] file", Path.of(path)));
        Path folder = file.toAbsolutePath().getParent();
        Profile jmx = configuration.management().jmx();
        if (jmx.get(JmxAttributes.ENABLED)) {
            for (var attribute : List.of(
                    JmxAttributes.PASSWORD_FILE,
                    JmxAttributes.ACCESS_FILE,
                    JmxAttributes.KEYSTORE_FILE,
                    JmxAttributes.TRUSTSTORE_FILE)) {
                put("[jmx] " + attribute.name(), jmx.get(attribute), folder, all);
            }
        }
        Profile http = configuration.management().http();
        if (http.get(HttpAttributes.ENABLED)) {
            put("[http] keystore_file", http.get(HttpAttributes.KEYSTORE_FILE), folder, all);
        }
        return all;
    }

    private static void put(String name, String path, Path folder, Map<String, Path> all) {
        if (!path.isEmpty()) {
            all.put(name, folder.resolve(path));
        }
    }

    private void readable(Map<String, Path> files) {
        files.forEach((name, path) -> {
            if (!Files.isReadable(path)) {
                problems.add("the user " + user + " may not read " + path + " (" + name + "); run: chgrp " + user + " "
                        + path + " && chmod g+r " + path + parents(path));
            }
        });
    }

    /** A directory on the way that can't be passed is the likelier reason. */
    private static String parents(Path path) {
        Path closed = null;
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            closed = Files.isExecutable(folder) ? closed : folder;
        }
        return closed == null
                ? ""
                : " (the directory " + closed + " is closed to it: chmod o+x, or chgrp and chmod g+x)";
    }

    private void writable(Profile system) {
        directory("socket_path", parent(system.get(SystemAttributes.SOCKET_PATH)));
        directory("control_pipe", parent(system.get(SystemAttributes.CONTROL_PIPE)));
        String log = system.get(SystemAttributes.LOG_FILE);
        if (!log.isEmpty() && Files.exists(Path.of(log))) {
            if (!Files.isWritable(Path.of(log))) {
                problems.add(
                        "the user " + user + " may not write " + log + " (log_file); run: chown " + user + " " + log);
            }
        } else {
            directory("log_file", parent(log));
        }
    }

    /** Classes are read when they are needed first. */
    private void program(String classPath) {
        for (String entry : classPath.split(File.pathSeparator)) {
            if (!entry.isEmpty() && !Files.isReadable(Path.of(entry))) {
                problems.add("the user " + user + " may not read the program's " + entry
                        + parents(Path.of(entry).toAbsolutePath()));
                return;
            }
        }
    }

    private static Path parent(String file) {
        return file.isEmpty() ? null : Path.of(file).toAbsolutePath().getParent();
    }

    private void directory(String attribute, Path folder) {
        if (folder == null) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            problems.add("there is no directory " + folder + " (" + attribute + "), or the user " + user
                    + " may not see it; run: install -d -o " + user + " -g " + user + " -m 0750 " + folder);
        } else if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
            problems.add("the user " + user + " may not write in " + folder + " (" + attribute + "); run: chown " + user
                    + " " + folder);
        }
    }
}
