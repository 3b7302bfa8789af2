package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Clamps with nftables: a table of this process, {@code inet jl2tpd-PID-N}, whose forward chain sets the MSS of SYNs through devices of
 * the group to what the routes both ways carry. Connections of this host itself need none: the kernel takes the device's MTU.
 */
final class NftMssClamp implements MssClamp {
    private static final AtomicInteger INSTANCES = new AtomicInteger();
    private static final Pattern TABLE = Pattern.compile("table inet (jl2tpd-(\\d+)-\\d+)");
    private static final long LIMIT_S = 5;

    private final String table = "jl2tpd-" + ProcessHandle.current().pid() + "-" + INSTANCES.incrementAndGet();
    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private Thread thread;

    @Override
    public CompletableFuture<String> outcome() {
        return outcome;
    }

    @Override
    public void start() {
        thread = new Thread(() -> outcome.complete(make()), "mss-clamp");
        thread.setDaemon(true);
        thread.start();
    }

    private String make() {
        try {
            removeStale();
            run(rules(table), "-f", "-");
            return null;
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** The table as {@code nft -f} takes it. */
    static String rules(String table) {
        String clamp = "%sifgroup " + GROUP + " tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu\n";
        return "table inet " + table
                + " {\n chain forward {\n  type filter hook forward priority -150; policy accept;\n  "
                + String.format(clamp, "i") + "  " + String.format(clamp, "o") + " }\n}\n";
    }

    /** Tables of processes that ended without removing theirs. */
    private static void removeStale() throws IOException, InterruptedException {
        for (String line : run("", "list", "tables").split("\n")) {
            var matcher = TABLE.matcher(line.strip());
            if (matcher.matches() && !Files.exists(Path.of("/proc", matcher.group(2)))) {
                run("", "delete", "table", "inet", matcher.group(1));
            }
        }
    }

    private static String nft() {
        return Stream.of("/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("nft");
    }

    /** Runs nft and returns what it printed; fails with that when it fails. */
    private static String run(String input, String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<String>(List.of(nft()));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException("no program nft is installed, which clamps the MSS of forwarded connections", e);
        }
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading: its exit status tells why.
        }
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("nft does not end");
        }
        if (process.exitValue() != 0) {
            throw new IOException("nft: " + words.strip().lines().findFirst().orElse("failed"));
        }
        return words;
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LIMIT_S));
            if (outcome.getNow("") == null) {
                run("", "delete", "table", "inet", table);
            }
        } catch (IOException e) {
            // It may have been flushed by an operator; the next start removes what is left.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
