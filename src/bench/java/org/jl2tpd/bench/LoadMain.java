package org.jl2tpd.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The load program's command line; options are those of {@link LoadOptions}. Exit code 1 when a session did not come up. */
public final class LoadMain {
    private LoadMain() {}

    public static void main(String[] args) throws IOException {
        LoadOptions options = LoadOptions.parse(args);
        boolean complete;
        try (Load load = new Load(options)) {
            complete = run(load, options);
        }
        System.exit(complete ? 0 : 1);
    }

    private static boolean run(Load load, LoadOptions options) throws IOException {
        LoadReport report = new LoadReport();
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < options.rounds; i++) {
            if (i > 0) {
                load.tearDown();
            }
            if (options.step && System.in.read() < 0) {
                break;
            }
            rounds.add(load.setUp(i == 0 && options.rounds > 1));
            if (options.step) {
                Round last = rounds.get(i);
                System.out.println("round " + last.up + " " + last.perSecond());
            }
        }
        report.addRounds(rounds);
        if (!options.echo.isEmpty() && !load.callsUp().isEmpty()) {
            load.echo(report);
        }
        if (options.hold > 0) {
            hold(load, options, rounds.get(rounds.size() - 1));
            report.put(
                    "up_after_hold",
                    load.callsUp().stream().filter(call -> !call.ended).count());
        }
        load.tearDown();
        System.out.println(options.json ? report.toJson() : report.toTable());
        return rounds.stream().allMatch(round -> round.up == round.wanted);
    }

    private static void hold(Load load, LoadOptions options, Round round) {
        System.out.println("holding " + round.up);
        AtomicBoolean ended = new AtomicBoolean();
        Thread reader = new Thread(() -> awaitEnd(ended));
        reader.setDaemon(true);
        reader.start();
        long endNs = System.nanoTime() + options.hold * 1_000_000_000L;
        load.hold(now -> now < endNs && !ended.get());
    }

    private static void awaitEnd(AtomicBoolean ended) {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            System.err.println("standard input: " + e.getMessage());
        }
        ended.set(true);
    }
}
