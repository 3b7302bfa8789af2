package org.jl2tpd.management.snmp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs net-snmp's tools; a test that needs one skips visibly where it is not installed. */
public final class SnmpClient {
    private static final long LIMIT_S = 60;

    private final List<String> options;
    private final int port;

    private SnmpClient(int port, List<String> options) {
        this.port = port;
        this.options = options;
    }

    /** What a tool said. */
    public record Said(int status, String out, String err) {
        public List<String> lines() {
            return out.lines().toList();
        }
    }

    /** As a user with privacy. */
    public static SnmpClient v3(int port, String user, String auth, String priv, String password) {
        return new SnmpClient(
                port,
                List.of("-v3", "-l", "authPriv", "-u", user, "-a", auth, "-A", password, "-x", priv, "-X", password));
    }

    /** As a user without privacy. */
    public static SnmpClient v3(int port, String user, String auth, String password) {
        return new SnmpClient(port, List.of("-v3", "-l", "authNoPriv", "-u", user, "-a", auth, "-A", password));
    }

    /** @param version 1 or 2c */
    public static SnmpClient community(int port, String version, String community) {
        return new SnmpClient(port, List.of("-v" + version, "-c", community));
    }

    /** The operator of {@link TrialDaemon}. */
    public static SnmpClient operator(int port) {
        return v3(port, TrialDaemon.OPERATOR, "SHA-256", "AES", TrialDaemon.PASSWORD);
    }

    /** This client with more options of the tools, in front of the others. */
    public SnmpClient with(String... more) {
        return new SnmpClient(
                port, Stream.concat(Arrays.stream(more), options.stream()).toList());
    }

    /** This client with MIBs loaded: ours and the base texts; skips the test where those are not. */
    public SnmpClient withMibs() {
        return with("-M", mibPath(), "-m", "ALL");
    }

    /** Folders with MIB texts, as net-snmp's option -M wants them; skips the test where the base texts are not. */
    public static String mibPath() {
        String named = System.getenv("MIBDIRS");
        List<String> folders = Stream.of(named == null ? "" : named, "target/tools/mibs")
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Arrays.stream(folder.split(":")))
                .filter(folder -> Files.isDirectory(Path.of(folder)))
                .toList();
        assumeTrue(
                !folders.isEmpty(),
                "no MIB texts in $MIBDIRS or target/tools/mibs; src/test/interop/fetch-mibs gets them");
        return "mibs:" + folders.get(0);
    }

    /** Runs a tool against the agent on the loopback interface. */
    public Said run(String tool, String... arguments) {
        return runOn("127.0.0.1:" + port, tool, arguments);
    }

    /** Runs a tool against an agent's address as net-snmp writes it. */
    public Said runOn(String agent, String tool, String... arguments) {
        needs(tool);
        var command = new ArrayList<String>();
        command.add(tool);
        command.addAll(options);
        // Options stand before the agent's address, names behind it.
        int names = 0;
        while (names < arguments.length && arguments[names].startsWith("-")) {
            command.add(arguments[names++]);
        }
        command.add(agent);
        command.addAll(Arrays.asList(arguments).subList(names, arguments.length));
        return execute(command);
    }

    /** Skips the test where a program is not installed. */
    public static void needs(String program) {
        boolean found = Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(found, program + " is not installed");
    }

    private static Said execute(List<String> command) {
        try {
            Path out = Files.createTempFile("snmp", ".out");
            Path err = Files.createTempFile("snmp", ".err");
            try {
                var builder =
                        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
                builder.environment().put("SNMP_PERSISTENT_DIR", "/dev/null");
                builder.environment().put("SNMPCONFPATH", "/dev/null");
                if (!command.contains("-m")) {
                    builder.environment().put("MIBS", "");
                }
                Process process = builder.start();
                if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command.get(0) + " did not end");
                }
                return new Said(
                        process.exitValue(),
                        Files.readString(out, StandardCharsets.UTF_8),
                        Files.readString(err, StandardCharsets.UTF_8));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
