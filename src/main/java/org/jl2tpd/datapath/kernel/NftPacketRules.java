package org.jl2tpd.datapath.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jl2tpd.linux.Capabilities;
import org.jl2tpd.linux.Capability;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.KernelSetting;

/**
 * Rules of nftables, in a table of this process, {@code inet jl2tpd-NAMESPACE-PID-N}: a container may share its network with other
 * process namespaces. Its forward chain sets the MSS of SYNs to what the routes both
 * ways carry; connections of this host itself need none, since the kernel takes the device's MTU. Its other chain drops IPv6 packets whose source
 * no route leads back to through the device; for IPv4 the device's {@code rp_filter} does that, unless
 * the one of all devices overrules it.
 */
final class NftPacketRules implements PacketRules {
    private static final AtomicInteger INSTANCES = new AtomicInteger();
    private static final Pattern TABLE = Pattern.compile("table inet (jl2tpd-(\\d+)-(\\d+)-\\d+)");
    private static final long LIMIT_S = 5;
    /** How often it is looked whether nft has ended. */
    private static final long LOOK_MS = 5;

    private static final int READ_OCTETS = 8192;
    private static final List<String> ENVIRONMENT = List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C");

    private static final Path SELF = Path.of("/proc/self");

    private final String table = "jl2tpd-" + PppdOrphans.namespaceOf(SELF) + "-"
            + ProcessHandle.current().pid() + "-" + INSTANCES.incrementAndGet();
    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private final boolean sourceCheck;
    private volatile boolean made;
    private Thread thread;

    /** @param sourceCheck whether sources of packets are checked */
    NftPacketRules(boolean sourceCheck) {
        this.sourceCheck = sourceCheck;
    }

    @Override
    public CompletableFuture<String> outcome() {
        return outcome;
    }

    @Override
    public void start() {
        thread = new Thread(() -> outcome.complete(make()), "packet-rules");
        thread.setDaemon(true);
        thread.start();
    }

    private String make() {
        boolean overruled = sourceCheck && isOverruled(Path.of("/proc/sys/net/ipv4"));
        List<String> missing = new ArrayList<>();
        try {
            removeStale();
            attempt(clamping(table), "the MSS of forwarded TCP connections is not clamped", missing);
            if (sourceCheck) {
                String which = overruled ? "packets" : "IPv6 packets";
                attempt(checking(table, overruled), "sources of " + which + " are not checked", missing);
            }
        } catch (InterruptedException e) {
            return interrupted();
        }
        return missing.isEmpty() ? null : String.join("; ", missing);
    }

    private void attempt(String rules, String otherwise, List<String> missing) throws InterruptedException {
        try {
            run(rules, "-f", "-");
            made = true;
        } catch (IOException e) {
            missing.add(otherwise + ": " + (made ? lacking(e.getMessage()) : e.getMessage()));
        }
    }

    /** What nft says where the kernel took its other rules, with what it means: the kernel has no fib expression. */
    static String lacking(String words) {
        return words.contains("No such file or directory")
                ? "the kernel lacks nft_fib (CONFIG_NFT_FIB_INET); " + words
                : words;
    }

    /** The kernel takes the higher one of a device's {@code rp_filter} and that of all: 2 is loose and lets any known source pass. */
    static boolean isOverruled(Path ipv4) {
        return KernelSetting.text(ipv4.resolve("conf/all/rp_filter")).equals("2");
    }

    private static String interrupted() {
        Thread.currentThread().interrupt();
        return "interrupted";
    }

    /** The table with its clamping chain, as {@code nft -f} takes it. */
    static String clamping(String table) {
        String clamp = "%sifgroup { " + CLAMPED + ", " + CLAMPED_AND_CHECKED
                + " } tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu\n";
        return "table inet " + table
                + " {\n chain forward {\n  type filter hook forward priority -150; policy accept;\n  "
                + String.format(clamp, "i") + "  " + String.format(clamp, "o") + " }\n}\n";
    }

    /**
     * The table's checking chain; a kernel may have no fib expressions for it.
     *
     * @param ipv4 whether IPv4 is checked too
     */
    static String checking(String table, boolean ipv4) {
        String from = "  iifgroup { " + CHECKED + ", " + CLAMPED_AND_CHECKED + " } ";
        String check = " fib saddr . iif oif missing drop\n";
        return "table inet " + table
                + " {\n chain sources {\n  type filter hook prerouting priority -150; policy accept;\n"
                + from + "ip6 saddr != { ::, fe80::/10 }" + check
                + (ipv4 ? from + "meta nfproto ipv4" + check : "")
                + " }\n}\n";
    }

    private static void removeStale() throws InterruptedException {
        try {
            for (String stale : stale(run("", "list", "tables"), Path.of("/proc"))) {
                run("", "delete", "table", "inet", stale);
            }
        } catch (IOException e) {
            // Another daemon that starts now was quicker, or there is no nft: then the rules say so.
        }
    }

    /** Tables of processes that ended without removing theirs; none of those that we could not see. */
    static List<String> stale(String tables, Path proc) {
        String namespace = PppdOrphans.namespaceOf(proc.resolve("self"));
        return tables.lines()
                .map(line -> TABLE.matcher(line.strip()))
                .filter(table -> table.matches() && table.group(2).equals(namespace))
                .filter(table -> !Files.exists(proc.resolve(table.group(3))))
                .map(table -> table.group(1))
                .toList();
    }

    private static String nft() throws IOException {
        return Stream.of("/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft", "/usr/local/sbin/nft")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new IOException("no program nft is installed"));
    }

    /**
     * Runs nft and returns what it printed; fails with that when it fails. It is as unprivileged as its user but for what it is lent, which
     * {@code ProcessBuilder} would lend to a thread of its own too.
     */
    private static String run(String input, String... arguments) throws IOException, InterruptedException {
        String path = nft();
        var words = new ArrayList<String>(List.of("nft"));
        words.addAll(List.of(arguments));
        byte[] octets = input.getBytes(StandardCharsets.UTF_8);
        var program = new ChildProcess.Program(path, words, ENVIRONMENT, octets, -1, true);
        var output = new ByteArrayOutputStream();
        try (ChildProcess child =
                Capabilities.lend(EnumSet.of(Capability.CAP_NET_ADMIN), () -> ChildProcess.start(program))) {
            ChildProcess.Exit exit = await(child, output);
            if (exit == null) {
                throw new IOException("nft did not end within " + LIMIT_S + " s");
            }
            String text = output.toString(StandardCharsets.UTF_8);
            if (exit.code() != 0) {
                throw new IOException("nft: " + text.strip().lines().findFirst().orElse("failed"));
            }
            return text;
        }
    }

    /** Reads what it prints until it ends; null when that takes too long. */
    private static ChildProcess.Exit await(ChildProcess child, ByteArrayOutputStream output)
            throws InterruptedException {
        long startNs = System.nanoTime();
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_OCTETS);
        while (true) {
            ChildProcess.Exit exit = child.poll();
            drain(child, buffer, output);
            if (exit != null || System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(LIMIT_S)) {
                return exit;
            }
            Thread.sleep(LOOK_MS);
        }
    }

    private static void drain(ChildProcess child, ByteBuffer buffer, ByteArrayOutputStream output) {
        for (int octets = child.read(buffer.clear()); octets > 0; octets = child.read(buffer.clear())) {
            byte[] read = new byte[octets];
            buffer.get(0, read);
            output.write(read, 0, octets);
        }
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LIMIT_S));
            if (made) {
                run("", "delete", "table", "inet", table);
            }
        } catch (IOException e) {
            // It may have been flushed by an operator; the next start removes what is left.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
