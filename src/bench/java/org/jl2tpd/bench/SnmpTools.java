package org.jl2tpd.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** net-snmp's programs, with one user for both agents: SNMPv3, authPriv, SHA-256, AES-128. */
final class SnmpTools {
    static final String USER = "bench";
    static final String PASSWORD = "only-in-this-namespace";
    static final String HOST = "127.0.0.1";
    static final int OUR_PORT = 1161;
    static final int THEIR_PORT = 1162;

    /** Varbinds that a GETBULK asks for. */
    static final int REPETITIONS = 50;

    private final Path folder;
    private final int core;

    /** One walk. */
    record Walk(long varbinds, double seconds) {}

    /** @param core that the programs have, negative for any */
    SnmpTools(Path work, int core) throws IOException {
        this.folder = Files.createDirectories(work.resolve("snmp"));
        this.core = core;
        writeSecret("snmp.conf", """
                defVersion 3
                defSecurityLevel authPriv
                defSecurityName %s
                defAuthType SHA-256
                defAuthMasterKey 0x%s
                defPrivType AES
                defPrivMasterKey 0x%s
                """.formatted(USER, masterKey(), masterKey()));
    }

    /** Of the password (RFC 3414 A.2, with SHA-256), so that a walk doesn't begin with hashing a mebibyte for each of its two keys. */
    private static String masterKey() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] password = PASSWORD.getBytes(StandardCharsets.US_ASCII);
            var stretched = new byte[1 << 20];
            for (int i = 0; i < stretched.length; i++) {
                stretched[i] = password[i % password.length];
            }
            return HexFormat.of().formatHex(sha.digest(stretched));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a file that its owner alone may read. */
    Path writeSecret(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** What keeps the programs from the system's own configuration and MIB texts. */
    Map<String, String> environment() {
        return Map.of(
                "SNMPCONFPATH",
                folder.toString(),
                "SNMP_PERSISTENT_DIR",
                folder.resolve("persistent").toString(),
                "MIBS",
                "",
                "LC_ALL",
                "C");
    }

    /** Starts a walk whose output goes to a file. */
    Process startWalk(int niceness, int port, String oid, Path output) throws IOException {
        return start(
                output,
                "nice",
                "-n",
                Integer.toString(niceness),
                "snmpbulkwalk",
                "-On",
                "-t",
                "10",
                "-r",
                "0",
                "-Cr" + REPETITIONS,
                HOST + ":" + port,
                oid);
    }

    private Process start(Path output, String... command) throws IOException {
        var all = new ArrayList<String>();
        if (core >= 0) {
            all.addAll(List.of("taskset", "-c", Integer.toString(core)));
        }
        all.addAll(List.of(command));
        var builder = new ProcessBuilder(all)
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("tools.err").toFile());
        builder.environment().putAll(environment());
        return builder.start();
    }

    /** Walks subtrees one after another. */
    Walk walk(int port, List<String> subtrees) throws IOException, InterruptedException {
        Path output = folder.resolve("walk.out");
        long varbinds = 0;
        double seconds = 0;
        for (String oid : subtrees) {
            long startNs = System.nanoTime();
            Process process = startWalk(0, port, oid, output);
            int code = process.waitFor();
            seconds += (System.nanoTime() - startNs) / 1e9;
            if (code != 0) {
                throw new IOException("snmpbulkwalk of " + oid + " at port " + port + " ends with " + code + ": "
                        + Files.readString(folder.resolve("tools.err")).strip());
            }
            varbinds += count(output, "." + oid + ".");
        }
        return new Walk(varbinds, seconds);
    }

    private static long count(Path output, String prefix) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(output, StandardCharsets.ISO_8859_1)) {
            return lines.lines().filter(line -> line.startsWith(prefix)).count();
        }
    }

    /** The names of the instances of a subtree. */
    List<String> names(int port, String oid) throws IOException, InterruptedException {
        Path output = folder.resolve("names.out");
        startWalk(0, port, oid, output).waitFor();
        try (Stream<String> lines = Files.lines(output)) {
            return lines.map(line -> line.split(" ")[0]).toList();
        }
    }

    /** Sets an integer. */
    void set(int port, String oid, int value) throws IOException, InterruptedException {
        Path output = folder.resolve("set.out");
        Process process = start(output, "snmpset", HOST + ":" + port, oid, "i", Integer.toString(value));
        if (process.waitFor() != 0) {
            throw new IOException("snmpset of " + oid + ": "
                    + Files.readString(folder.resolve("tools.err")).strip());
        }
    }
}
