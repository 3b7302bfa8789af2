package org.jl2tpd.daemon.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jl2tpd.daemon.Daemon;
import org.jl2tpd.daemon.Main;
import org.jl2tpd.daemon.StartFailure;
import org.jl2tpd.daemon.StopSignal;
import org.jl2tpd.daemon.log.Logging;
import org.jl2tpd.management.ControlException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jl2tpd quickstart}. */
@Command(
        name = "quickstart",
        description = {
            "Shows an LNS and a LAC at work, in one process and on the loopback interface: a tunnel with "
                    + "challenge authentication, a session with MS-CHAPv2, and pings through it.",
            "Needs no configuration and no privilege."
        },
        footer = {
            "",
            "Exit codes: 0 stopped by a signal, or with --once the ping was answered; 1 it was not; 2 usage.",
            "",
            "Examples:",
            "  jl2tpd quickstart",
            "  jl2tpd quickstart --once",
            "  sudo jl2tpd quickstart --tun"
        })
public final class QuickstartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--once", description = "Stop after the first answered ping.")
    private boolean once;

    @Option(
            names = "--tun",
            description = "Use real TUN devices; needs root. The LAC's device is moved to a network namespace, "
                    + "which is removed at the end.")
    private boolean tun;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "With --once: how long to wait for the ping (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws InterruptedException {
        if (timeoutSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout needs at least 1 second");
        }
        StopSignal stop = StopSignal.install().withHangUp();
        Path directory = null;
        try {
            String problem = tun ? TunPinger.problem() : null;
            if (problem != null) {
                return failed(problem);
            }
            directory = Files.createTempDirectory("jl2tpd-quickstart-");
            return run(stop, directory);
        } catch (StartFailure | ControlException | IOException e) {
            return failed(e.getMessage());
        } finally {
            delete(directory);
        }
    }

    private int run(StopSignal stop, Path directory)
            throws InterruptedException, StartFailure, ControlException, IOException {
        boolean inPlace = !once && Boolean.getBoolean("org.jl2tpd.terminal");
        Logging.configure(
                once ? "warn" : "info", inPlace ? directory.resolve("log").toString() : "");
        Display display = new Display(out, inPlace);
        Trial trial = new Trial(directory, tun, !once);
        try (Daemon lns = Daemon.start(trial.lns(), "lns");
                Daemon lac = Daemon.start(trial.lac(), "lac");
                Run run = new Run(lns, lac, display, tun, directory, trial.faces())) {
            display.say("jl2tpd quick start ready: an LNS on " + lns.listening() + " and a LAC, datapath "
                    + (tun ? "tun" : "memory (no privilege needed)"));
            if (!once) {
                run.hints().forEach(display::say);
                run.untilStopped(stop);
                display.say("stopping");
                return Main.DONE;
            }
            String problem = run.once(stop, timeoutSeconds);
            return problem == null ? Main.DONE : failed(problem);
        }
    }

    private static int failed(String problem) {
        System.err.println("jl2tpd quickstart: " + problem);
        return Main.FAILED;
    }

    private static void delete(Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            System.err.println("jl2tpd quickstart: can't remove " + directory + ": " + e.getMessage());
        }
    }
}
