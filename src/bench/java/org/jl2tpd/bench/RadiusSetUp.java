package org.jl2tpd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures set-up with RADIUS: jl2tpd with users of its own, jl2tpd and l2tpns with a {@link RadiusStub} that judges and accounts, in turns. Runs where
 * {@link Compare} does, and prints a Markdown table.
 */
public final class RadiusSetUp {
    private static final String LOCAL = "local";
    private static final String RADIUS = "radius";
    private static final String L2TPNS = "l2tpns";
    private static final Pattern NUMBER = Pattern.compile("\"(\\w[\\w.]*)\": (-?[\\d.]+)");
    /** Sessions with which a JVM gets warm besides the first round of all; l2tpns gets slower with every address that was used. */
    private static final int WARM_UP = 40_000;

    private static final int WARM_ROUNDS = 4;
    /** How long the load program may take to end the sessions of a round. */
    private static final int TEAR_DOWN_MS = 2_500;

    /** How long records may come after the last session, in steps of a fifth of a second. */
    private static final int LATE_STEPS = 100;

    private static final String RADIUS_SECTIONS =
            """

            [[radius_server]]
            name = "stub"
            address = "127.0.0.1"
            authentication_port = %s
            accounting_port = %d
            secret = "%s"
            """.formatted(L2tpnsLns.RADIUS_PORT, Integer.parseInt(L2tpnsLns.RADIUS_PORT) + 1, L2tpnsLns.RADIUS_SECRET);

    private final Lns.Place place;
    private final Results results = new Results();
    private final int sessions;
    private final int outstanding;
    private Child stub;
    /** Of what one LNS asked. */
    private double starts;

    private double all;
    private double cpuUs;

    private RadiusSetUp(Lns.Place place, int sessions, int outstanding) {
        this.place = place;
        this.sessions = sessions;
        this.outstanding = outstanding;
    }

    /** Arguments: work folder, distribution, folder of the unpacked l2tpns or "-", then options of {@code src/bench/radius}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> options = Compare.options(args);
        boolean pin = Runtime.getRuntime().availableProcessors() >= 2 && options.containsKey("pin");
        Path root = args[2].equals("-") ? null : Path.of(args[2]);
        var place = new Lns.Place(
                Path.of(args[0]), Path.of(args[1]), root, Compare.loadCommand(), pin ? 0 : -1, pin ? 1 : -1);
        Child.niceness = Integer.parseInt(options.getOrDefault("nice", "0"));
        var setUp = new RadiusSetUp(
                place,
                Integer.parseInt(options.getOrDefault("sessions", "10000")),
                Integer.parseInt(options.getOrDefault("outstanding", "64")));
        List<String> only = List.of(options.getOrDefault("only", LOCAL + "," + RADIUS + "," + L2TPNS)
                .split(","));
        setUp.run(Integer.parseInt(options.getOrDefault("rounds", "5")), only);
        System.out.println(setUp.markdown());
        Files.writeString(place.work().resolve("radius.json"), setUp.results.toJson());
    }

    private void run(int rounds, List<String> only) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(place.loadCommand());
        int accounting = Integer.parseInt(L2tpnsLns.RADIUS_PORT) + 1;
        command.addAll(
                List.of(RadiusStub.class.getName(), L2tpnsLns.RADIUS_PORT, "" + accounting, L2tpnsLns.RADIUS_SECRET));
        stub = Child.start(place.loadCore(), Map.of(), place.work().resolve("radius.err"), command);
        try {
            if (stub.await("serving", 15_000) == null) {
                throw new IOException("no RADIUS server; see " + place.work().resolve("radius.err"));
            }
            List<String> names = new ArrayList<>(only);
            for (int i = 0; i < rounds; i++) {
                for (String name : names) {
                    measure(name);
                }
                Collections.reverse(names);
            }
        } finally {
            stub.close();
        }
    }

    private Lns lns(String name) throws IOException {
        return switch (name) {
            case LOCAL -> new Jl2tpdLns(place, LOCAL, stateDirectory(), "", "");
            case RADIUS -> new Jl2tpdLns(place, RADIUS, stateDirectory(), "use_radius = true\n", RADIUS_SECTIONS);
            case L2TPNS -> new L2tpnsLns(place, true);
            default -> throw new IllegalArgumentException("no such part: " + name);
        };
    }

    /** Leases and records are kept in files there, as in an operator's daemon. */
    private String stateDirectory() throws IOException {
        Path state = place.work().resolve("radius-state");
        if (Files.exists(state)) {
            try (var old = Files.walk(state)) {
                for (Path file : old.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectory(
                state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return "state_directory = \"" + state + "\"\n";
    }

    private void measure(String name) throws IOException, InterruptedException {
        if (name.equals(L2TPNS) && place.l2tpnsRoot() == null) {
            return;
        }
        Lns lns = lns(name);
        ask();
        starts = 0;
        cpuUs = 0;
        all = 0;
        lns.start();
        try {
            Map<String, Double> fresh = load(lns, 1, 0);
            results.add(name, "fresh", fresh.getOrDefault("per_second", 0.0));
            results.add(name, "fresh_cpu", fresh.getOrDefault("lns_cpu_us", 0.0));
            int warmUp = sessions + (name.equals(L2TPNS) ? 0 : WARM_UP);
            Map<String, Double> warm = load(lns, 1 + WARM_ROUNDS, warmUp);
            results.add(name, "warm", warm.getOrDefault("per_second", 0.0));
            results.add(name, "warm_cpu", warm.getOrDefault("lns_cpu_us", 0.0));
            results.add(name, "p99", warm.getOrDefault("p99_ms", 0.0));
            results.add(name, "missing", missing(fresh) + missing(warm));
            if (!name.equals(LOCAL)) {
                records(name, (1 + WARM_ROUNDS) * sessions + warmUp);
            }
        } finally {
            lns.stop();
        }
    }

    private static double missing(Map<String, Double> load) {
        return load.getOrDefault("wanted", 0.0) - load.getOrDefault("up", 0.0);
    }

    /** A round begins when the records of the one before, the ends of its sessions last, have come. */
    private Map<String, Double> load(Lns lns, int rounds, int warmUp) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(place.loadCommand());
        command.add(LoadMain.class.getName());
        command.addAll(lns.loadOptions());
        command.addAll(List.of("--json", "--step", "--pid=" + lns.pid(), "--tunnels=20"));
        command.addAll(List.of("--outstanding=" + outstanding, "--sessions=" + sessions));
        command.addAll(List.of("--rounds=" + rounds, "--warmup=" + warmUp));
        try (Child load = Child.start(place.loadCore(), Map.of(), place.work().resolve("load.err"), command)) {
            for (int i = 0; i < rounds; i++) {
                // The load program ends the sessions of the round before by itself, in two seconds at most.
                Thread.sleep(i == 0 ? 0 : TEAR_DOWN_MS);
                awaitQuiet();
                load.tell("");
                load.await("round", 120_000);
            }
            String line = load.await("{", 10_000);
            System.err.println(lns.name() + " " + line);
            return numbers(line);
        }
    }

    /** Until no request comes for a fifth of a second. */
    private void awaitQuiet() throws IOException, InterruptedException {
        double answers = 1;
        for (int i = 0; i < LATE_STEPS && answers > 0; i++) {
            Thread.sleep(200);
            Map<String, Double> said = ask();
            answers = said.get("accepted") + said.get("accounted");
            starts += said.get("starts");
            cpuUs += said.get("cpu_us");
            all += answers;
        }
    }

    /** Every session must have had its record of a start. */
    private void records(String name, int expected) throws IOException, InterruptedException {
        awaitQuiet();
        System.err.printf(
                Locale.ROOT,
                "%s: %.0f records of a start for %d sessions; server %.2f us an answer%n",
                name,
                starts,
                expected,
                cpuUs / Math.max(1, all));
        results.add(name, "starts", starts / expected);
        results.add(name, "server_cpu", cpuUs / Math.max(1, all));
    }

    private Map<String, Double> ask() throws IOException, InterruptedException {
        stub.tell("");
        return numbers(stub.await("{", 10_000));
    }

    private static Map<String, Double> numbers(String json) {
        Map<String, Double> all = new HashMap<>();
        Matcher matcher = NUMBER.matcher(json == null ? "" : json);
        while (matcher.find()) {
            all.put(matcher.group(1), Double.valueOf(matcher.group(2)));
        }
        return all;
    }

    private String markdown() {
        StringBuilder table = new StringBuilder(
                "| | local users | RADIUS | l2tpns | RADIUS : local | RADIUS : l2tpns |\n|---|---:|---:|---:|---:|---:|\n");
        row(table, "Sessions/s, first " + sessions + " of a fresh process", "fresh", true);
        row(table, "Sessions/s, process warm", "warm", true);
        double theirs = Math.max(results.median(L2TPNS, "warm"), results.median(L2TPNS, "fresh"));
        table.append(String.format(
                Locale.ROOT,
                "| Same, beside the better of l2tpns's two | | | %,.0f | | %.2f |%n",
                theirs,
                results.median(RADIUS, "warm") / theirs));
        row(table, "CPU per session, fresh, us", "fresh_cpu", false);
        row(table, "CPU per session, warm, us", "warm_cpu", false);
        row(table, "Set-up time p99, 64 at once, ms", "p99", false);
        table.append(String.format(
                Locale.ROOT,
                "%nMedians of the rounds, and of the rounds' ratios. Sessions that did not come up: %.0f, %.0f, %.0f. Accounting"
                        + " starts for each session: %.3f and %.3f. The RADIUS server took %.2f us of CPU for an answer to jl2tpd, %.2f to l2tpns.%n",
                results.best(LOCAL, "missing", true),
                results.best(RADIUS, "missing", true),
                results.best(L2TPNS, "missing", true),
                results.median(RADIUS, "starts"),
                results.median(L2TPNS, "starts"),
                results.median(RADIUS, "server_cpu"),
                results.median(L2TPNS, "server_cpu")));
        return table.toString();
    }

    private void row(StringBuilder table, String label, String name, boolean more) {
        table.append(String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %,.0f | %.2f | %.2f |%n",
                label,
                results.median(LOCAL, name),
                results.median(RADIUS, name),
                results.median(L2TPNS, name),
                ratio(name, LOCAL, more),
                ratio(name, L2TPNS, more)));
    }

    /** Above 1 is in favour of jl2tpd with RADIUS. */
    private double ratio(String name, String other, boolean more) {
        return Results.median(
                more ? results.ratios(RADIUS, name, other, name) : results.ratios(other, name, RADIUS, name));
    }
}
