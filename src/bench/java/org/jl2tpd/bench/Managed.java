package org.jl2tpd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures jl2tpd while it is managed, with 10,000 sessions: its SNMP agent beside net-snmp's snmpd, set-up of more sessions beside readers, and how long answers
 * take. Runs in a network namespace of its own, which {@code src/bench/management} makes, and prints a Markdown table.
 */
public final class Managed {
    private static final int SESSIONS = 10_000;
    private static final int TUNNELS = 20;

    /** Of the clients beside the load program, whose core they share: it is the daemon that is to be measured. */
    static final int CLIENT_NICENESS = 19;

    private static final int HTTP_PORT = 1719;

    /** jl2tpdSessionEntry. */
    private static final String ENTRY = "1.3.6.1.4.1.8072.9999.9999.2661.1.9.1";

    /** As many columns as snmpd's table has: jl2tpdSessionPeerId to jl2tpdSessionDevice. */
    private static final List<Integer> COLUMNS = List.of(2, 3, 4, 5, 6, 7, 8, 9, 10);

    private static final String CONFIG =
            """

            [snmp]
            enabled = true
            listen_addresses = ["%s"]
            port = %d

            [secret.snmp]
            value = "%s"

            [[snmp_user]]
            name = "%s"
            auth_secret_name = "snmp"
            priv_secret_name = "snmp"

            [http]
            enabled = true
            port = %d
            """.formatted(SnmpTools.HOST, SnmpTools.OUR_PORT, SnmpTools.PASSWORD, SnmpTools.USER, HTTP_PORT);

    private static final Pattern NUMBER = Pattern.compile("\"(\\w[\\w.]*)\": (-?[\\d.]+)");

    private final Lns.Place place;
    private final SnmpTools tools;
    private final Jl2tpdLns lns;
    private final Results results = new Results();
    private final int rounds;
    private final int setUpSessions;

    private Managed(Lns.Place place, int rounds, int setUpSessions) throws IOException {
        this.place = place;
        this.tools = new SnmpTools(place.work(), place.loadCore());
        this.lns = new Jl2tpdLns(place, CONFIG);
        this.rounds = rounds;
        this.setUpSessions = setUpSessions;
    }

    /** Arguments: work folder, distribution, rounds, sessions of a set-up round, parts, {@code pin} or {@code nopin}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean pin = args[5].equals("pin") && Runtime.getRuntime().availableProcessors() >= 2;
        var place = new Lns.Place(
                Path.of(args[0]), Path.of(args[1]), null, Compare.loadCommand(), pin ? 0 : -1, pin ? 1 : -1);
        var managed = new Managed(place, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        managed.run(Set.of(args[4].split(",")));
        Files.writeString(place.work().resolve("management.json"), managed.results.toJson());
        System.out.println(ManagedTable.markdown(managed.results));
    }

    private void run(Set<String> parts) throws IOException, InterruptedException {
        lns.start();
        try {
            try (Child held = hold(0)) {
                say("sessions are held");
                if (parts.contains("idle")) {
                    measureInventory();
                }
                if (parts.contains("walk")) {
                    measureWalks();
                }
                if (parts.contains("console")) {
                    measureConsole();
                }
                if (parts.contains("setup")) {
                    measureSetUp();
                }
                held.endInput();
                held.await("}", 10_000);
            }
            if (parts.contains("pdus")) {
                measurePdus();
            }
        } finally {
            lns.stop();
        }
    }

    private static void say(String text) {
        System.err.println(text);
    }

    private Child load(List<String> options) throws IOException {
        var command = new ArrayList<>(place.loadCommand());
        command.add(LoadMain.class.getName());
        command.addAll(lns.loadOptions());
        command.addAll(List.of("--json", "--pid=" + lns.pid()));
        command.addAll(options);
        return Child.start(place.loadCore(), Map.of(), place.work().resolve("load.err"), command);
    }

    private Child program(int niceness, Class<?> main, Object... arguments) throws IOException {
        var command = new ArrayList<>(List.of("nice", "-n", Integer.toString(niceness)));
        command.addAll(place.loadCommand());
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return Child.start(place.loadCore(), Map.of(), place.work().resolve(main.getSimpleName() + ".err"), command);
    }

    /** Opens the sessions in two rounds, the first for the compilers, and holds the second's. */
    private Child hold(int churn) throws IOException, InterruptedException {
        Child load = load(List.of(
                "--tunnels=" + TUNNELS,
                "--sessions=" + SESSIONS,
                "--rounds=2",
                "--limit=60",
                "--hold=600",
                "--churn=" + churn));
        String line = load.await("holding", 150_000);
        if (line == null || !line.equals("holding " + SESSIONS)) {
            load.close();
            throw new IOException(SESSIONS + " sessions are not to be had: " + line + "; see "
                    + place.work().resolve("load.err"));
        }
        return load;
    }

    /** Makes the agent keep its tables fresh, and waits until they are. */
    private void look() throws IOException, InterruptedException {
        tools.walk(SnmpTools.OUR_PORT, List.of("1.3.6.1.2.1.1"));
        Thread.sleep(4_000);
        tools.walk(SnmpTools.OUR_PORT, List.of("1.3.6.1.2.1.1"));
    }

    private void measureInventory() throws IOException, InterruptedException {
        look();
        long engine = ProcStat.threadCpuUs(lns.pid(), "reactor");
        long process = ProcStat.cpuUs(lns.pid());
        Thread.sleep(10_000);
        results.add("jl2tpd", "watched_engine_share", (ProcStat.threadCpuUs(lns.pid(), "reactor") - engine) / 1e5);
        results.add("jl2tpd", "watched_process_share", (ProcStat.cpuUs(lns.pid()) - process) / 1e5);
    }

    private void measureWalks() throws IOException, InterruptedException {
        try (NetSnmpd snmpd = NetSnmpd.start(place, tools, SESSIONS)) {
            for (int i = -2; i < rounds; i++) {
                walk("jl2tpd", lns.pid(), SnmpTools.OUR_PORT, ENTRY, COLUMNS, i >= 0);
                signal("STOP");
                try {
                    walk("snmpd", snmpd.pid(), SnmpTools.THEIR_PORT, NetSnmpd.ENTRY, NetSnmpd.COLUMNS, i >= 0);
                } finally {
                    signal("CONT");
                }
                Thread.sleep(200);
            }
        }
    }

    /** The other agent has the core alone, since ours would read its tables anew now and then. */
    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(lns.pid())).start().waitFor();
    }

    private void walk(String agent, long pid, int port, String entry, List<Integer> columns, boolean measured)
            throws IOException, InterruptedException {
        List<String> subtrees =
                columns.stream().map(column -> entry + "." + column).toList();
        long cpuUs = ProcStat.cpuUs(pid);
        SnmpTools.Walk some = tools.walk(port, subtrees);
        long someCpuUs = ProcStat.cpuUs(pid) - cpuUs;
        SnmpTools.Walk whole = tools.walk(port, List.of(entry));
        say(agent + (measured ? ": " : " (warm-up): ") + some + " " + someCpuUs + " us, whole " + whole);
        if (measured) {
            // snmpd is quicker with its table in one walk, which has these columns alone.
            SnmpTools.Walk better = agent.equals("snmpd") && whole.seconds() < some.seconds() ? whole : some;
            results.add(agent, "rows_per_second", better.varbinds() / (double) columns.size() / better.seconds());
            results.add(agent, "whole_varbinds_per_second", whole.varbinds() / whole.seconds());
            results.add(agent, "whole_columns", whole.varbinds() / (double) SESSIONS);
            results.add(agent, "cpu_us_per_varbind", someCpuUs / (double) some.varbinds());
            results.add(
                    agent,
                    "whole_cpu_us_per_varbind",
                    (ProcStat.cpuUs(pid) - cpuUs - someCpuUs) / (double) whole.varbinds());
        }
    }

    private void measureConsole() throws IOException, InterruptedException {
        try (Child console = program(0, ConsoleReads.class, HTTP_PORT)) {
            for (int seconds : new int[] {3, 5}) {
                console.tell("on");
                Thread.sleep(seconds * 1000L);
                console.tell("off");
                take("console_", console.await("reads", 5_000), seconds == 5);
            }
        }
    }

    private void measureSetUp() throws IOException, InterruptedException {
        try (Child load = load(List.of(
                        "--tunnels=40",
                        "--sessions=" + setUpSessions,
                        "--rounds=" + (2 * rounds + 3),
                        "--hostname=more.bench",
                        "--step",
                        "--limit=30"));
                Child console = program(CLIENT_NICENESS, ConsoleReads.class, HTTP_PORT)) {
            setUp(load, "warm-up");
            setUp(load, "warm-up");
            setUp(load, "warm-up");
            for (int i = 0; i < rounds; i++) {
                results.add("jl2tpd", "setup_alone", setUp(load, "alone"));
                var walker = new Walker(tools, SnmpTools.OUR_PORT, ENTRY, place.work());
                console.tell("on");
                Thread.sleep(300);
                results.add("jl2tpd", "setup_managed", setUp(load, "managed"));
                console.tell("off");
                take("setup_", console.await("reads", 5_000), true);
                results.add("jl2tpd", "setup_walked", walker.stop());
                Thread.sleep(300);
            }
        }
    }

    private double setUp(Child load, String kind) throws IOException, InterruptedException {
        load.tell("");
        String line = load.await("round", 60_000);
        if (line == null || !line.startsWith("round " + setUpSessions + " ")) {
            throw new IOException("set-up: " + line);
        }
        say("set-up " + kind + ": " + line);
        return Double.parseDouble(line.split(" ")[2]);
    }

    private void measurePdus() throws IOException, InterruptedException {
        try (Child held = hold(100)) {
            look();
            try (Child walk = program(0, PduTimes.class, SnmpTools.OUR_PORT, ENTRY, 3)) {
                String line = walk.await("pdus", 180_000);
                if (line == null) {
                    throw new IOException("a walk failed; see " + place.work().resolve("PduTimes.err"));
                }
                take("pdu_", line, true);
            }
            held.endInput();
            String line = held.await("up_after_hold", 15_000);
            say("after the walks: " + line);
        }
    }

    private void take(String prefix, String json, boolean measured) {
        say(prefix + " " + json);
        Matcher matcher = NUMBER.matcher(json == null ? "" : json);
        while (measured && matcher.find()) {
            results.add("jl2tpd", prefix + matcher.group(1), Double.parseDouble(matcher.group(2)));
        }
    }
}
