package org.jl2tpd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures jl2tpd and l2tpns in turns with the same loads and prints a Markdown table. Runs in a network and mount
 * namespace of its own, which {@code src/bench/run} makes.
 */
public final class Compare {
    private static final Pattern NUMBER = Pattern.compile("\"(\\w[\\w.]*)\": (-?[\\d.]+)");

    /** Parts that a shared machine hardly disturbs, or that take long: measured once. */
    private static final List<String> ONCE = List.of("lossy", "tunnels", "hold10000", "holdmax");

    /** Named parts of a comparison, in order. */
    private interface Part {
        void measure(Lns lns) throws IOException, InterruptedException;
    }

    private final Lns.Place place;
    private final Results results = new Results();
    private final boolean quick;

    private Compare(Lns.Place place, boolean quick) {
        this.place = place;
        this.quick = quick;
    }

    /** Arguments: work folder, distribution, folder of the unpacked l2tpns or "-", then {@code quick}, {@code only=}, {@code parts=}, {@code repeat=}, {@code nice=}, {@code nopin}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> options = options(args);
        boolean pin = Runtime.getRuntime().availableProcessors() >= 2 && !options.containsKey("nopin");
        Path root = args[2].equals("-") ? null : Path.of(args[2]);
        Lns.Place place =
                new Lns.Place(Path.of(args[0]), Path.of(args[1]), root, loadCommand(), pin ? 0 : -1, pin ? 1 : -1);
        if (options.containsKey("nice")) {
            Child.niceness = Integer.parseInt(options.get("nice"));
        }
        Compare compare = new Compare(place, options.containsKey("quick"));
        compare.runAll(options);
        System.out.println(Table.markdown(compare.results));
        Files.writeString(place.work().resolve("results.json"), compare.results.toJson());
    }

    static Map<String, String> options(String[] args) {
        Map<String, String> options = new java.util.HashMap<>();
        for (int i = 3; i < args.length; i++) {
            String[] parts = args[i].replaceFirst("^--", "").split("=", 2);
            options.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return options;
    }

    static List<String> loadCommand() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms512m",
                "-Xmx1g",
                "-Xmn256m",
                "-cp",
                System.getProperty("java.class.path"));
    }

    private void runAll(Map<String, String> options) throws InterruptedException {
        List<Lns> all = new ArrayList<>();
        if (place.l2tpnsRoot() != null
                && !options.getOrDefault("only", "l2tpns").equals("jl2tpd")) {
            all.add(new L2tpnsLns(place));
        }
        if (!options.getOrDefault("only", "jl2tpd").equals("l2tpns")) {
            all.add(new Jl2tpdLns(place));
        }
        List<String> chosen = List.of(options.getOrDefault("parts", String.join(",", parts().keySet()))
                .split(","));
        int repeat = Integer.parseInt(options.getOrDefault("repeat", quick ? "1" : "3"));
        for (int i = 0; i < repeat; i++) {
            for (String part : chosen) {
                boolean measured = i > 0 && ONCE.contains(part);
                for (Lns lns : measured ? List.<Lns>of() : all) {
                    measure(part, lns);
                }
            }
        }
    }

    private Map<String, Part> parts() {
        Map<String, Part> parts = new java.util.LinkedHashMap<>();
        parts.put("start", this::idle);
        parts.put("setup", this::setUp);
        parts.put("paced", this::paced);
        parts.put("lossy", this::lossy);
        parts.put("echo", this::echo);
        parts.put("tunnels", this::tunnels);
        parts.put("hold10000", lns -> hold(lns, 10_000, "hold10000_"));
        parts.put("holdmax", lns -> hold(lns, lns.maxSessions(), "holdmax_"));
        return parts;
    }

    private void measure(String part, Lns lns) throws InterruptedException {
        try {
            results.add(lns.name(), "start_ms", lns.start());
            try {
                parts().get(part).measure(lns);
            } finally {
                lns.stop();
            }
        } catch (IOException e) {
            System.err.println(lns.name() + " " + part + ": " + e.getMessage());
        }
    }

    private void idle(Lns lns) throws InterruptedException {
        Thread.sleep(500);
        results.add(lns.name(), "idle_rss_mib", ProcStat.residentKiB(lns.pid()) / 1024.0);
    }

    private void setUp(Lns lns) throws IOException, InterruptedException {
        load(lns, "setup_", 90, "--tunnels=20", "--sessions=10000", "--rounds=" + (quick ? 3 : 5));
    }

    private void paced(Lns lns) throws IOException, InterruptedException {
        load(lns, "warm_", 60, "--tunnels=20", "--sessions=" + (lns.heapOctets() < 0 ? 1000 : 20_000));
        load(lns, "paced_", 60, "--tunnels=20", "--sessions=10000", "--rate=2000", "--rounds=2", "--warmup=4000");
    }

    private void lossy(Lns lns) throws IOException, InterruptedException {
        load(
                lns,
                "lossy_",
                90,
                "--tunnels=50",
                "--sessions=1000",
                "--rate=500",
                "--outstanding=1000",
                "--loss=0.02",
                "--reorder=0.03");
    }

    /** With few and with many requests under way; what counts is the better rate, since each LNS has its own best. */
    private void echo(Lns lns) throws IOException, InterruptedException {
        for (int size : new int[] {64, 1400}) {
            for (int window : new int[] {64, 256}) {
                load(
                        lns,
                        "echo" + size + "_" + window + "_",
                        60,
                        "--tunnels=10",
                        "--sessions=100",
                        "--echo=" + lns.echoAddress(),
                        "--size=" + size,
                        "--window=" + window,
                        "--seconds=" + (quick ? 2 : 5));
            }
            keepBetter(lns.name(), "echo" + size + "_");
        }
    }

    private void keepBetter(String lns, String prefix) {
        double few = results.last(lns, prefix + "64_echo_per_second");
        double many = results.last(lns, prefix + "256_echo_per_second");
        String better = prefix + (many > few ? "256_" : "64_");
        for (String value : List.of("echo_per_second", "echo_lns_cpu_us")) {
            results.add(lns, prefix + value, results.last(lns, better + value));
        }
    }

    private void tunnels(Lns lns) throws IOException, InterruptedException {
        for (int count : new int[] {400, 5000, 50_000}) {
            if (count <= lns.maxTunnels()) {
                load(
                        lns,
                        "tunnels" + count + "_",
                        90,
                        "--tunnels=" + count,
                        "--tunnelsonly",
                        "--outstanding=200",
                        "--limit=60");
            }
        }
    }

    private void hold(Lns lns, int sessions, String prefix) throws IOException, InterruptedException {
        double heapBefore = lns.heapOctets();
        int tunnels = Math.min(1000, lns.maxTunnels());
        List<String> command = loadArguments(lns);
        command.addAll(List.of("--tunnels=" + tunnels, "--sessions=" + sessions, "--limit=90", "--hold=60"));
        try (Child load = Child.start(place.loadCore(), Map.of(), place.work().resolve("load.err"), command)) {
            String line = load.await("holding", 120_000);
            if (line == null || !line.equals("holding " + sessions)) {
                System.err.println(lns.name() + " " + prefix + ": " + line + " of " + sessions);
                return;
            }
            results.add(lns.name(), prefix + "rss_mib", ProcStat.residentKiB(lns.pid()) / 1024.0);
            double heap = lns.heapOctets();
            if (heap >= 0) {
                results.add(lns.name(), prefix + "heap_mib", heap / (1 << 20));
                results.add(lns.name(), prefix + "heap_per_session", (heap - heapBefore) / sessions);
            }
            load.endInput();
            load.await("}", 10_000);
        }
    }

    private void load(Lns lns, String prefix, int limitSeconds, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = loadArguments(lns);
        command.addAll(List.of(arguments));
        try (Child load = Child.start(place.loadCore(), Map.of(), place.work().resolve("load.err"), command)) {
            String line = load.await("{", limitSeconds * 1000L);
            System.err.println(lns.name() + " " + prefix + " " + line);
            Matcher matcher = NUMBER.matcher(line == null ? "" : line);
            while (matcher.find()) {
                results.add(lns.name(), prefix + matcher.group(1), Double.parseDouble(matcher.group(2)));
            }
        }
    }

    private List<String> loadArguments(Lns lns) {
        List<String> command = new ArrayList<>(place.loadCommand());
        command.add(LoadMain.class.getName());
        command.addAll(lns.loadOptions());
        command.addAll(List.of("--json", "--pid=" + lns.pid()));
        return command;
    }
}
