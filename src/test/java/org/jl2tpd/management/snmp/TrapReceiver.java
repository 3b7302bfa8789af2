package org.jl2tpd.management.snmp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** net-snmp's snmptrapd in the foreground, with a configuration of its own; a test that needs it skips visibly where it is not installed. */
public final class TrapReceiver implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    public final int port;
    private final Path out;
    private final Process process;

    private TrapReceiver(Path folder, int port, List<String> configuration) throws IOException {
        this.port = port;
        SnmpClient.needs("snmptrapd");
        Path file = folder.resolve("snmptrapd.conf");
        Files.write(
                file,
                Stream.concat(configuration.stream(), Stream.of("disableAuthorization no"))
                        .toList());
        out = folder.resolve("traps");
        var builder = new ProcessBuilder(
                        "snmptrapd", "-f", "-Lo", "-On", "-C", "-c", file.toString(), "udp:127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment()
                .put("SNMP_PERSISTENT_DIR", folder.resolve("persistent").toString());
        builder.environment().put("MIBS", "");
        process = builder.start();
        await(text -> text.contains("NET-SNMP version"));
    }

    /**
     * @param folder of its own, for its files
     * @param configuration lines of snmptrapd.conf
     */
    public static TrapReceiver start(Path folder, String... configuration) throws IOException {
        return start(folder, TrialDaemon.freePort(), configuration);
    }

    /** One on a port that another had before. */
    public static TrapReceiver start(Path folder, int port, String... configuration) throws IOException {
        return new TrapReceiver(folder, port, List.of(configuration));
    }

    /** What it printed, as soon as that is as wanted. */
    public String await(Predicate<String> wanted) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String text = "";
        while (System.nanoTime() < end && process.isAlive()) {
            text = Files.readString(out, StandardCharsets.UTF_8);
            if (wanted.test(text)) {
                return text;
            }
            pause();
        }
        throw new AssertionError("snmptrapd printed only: " + text);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
