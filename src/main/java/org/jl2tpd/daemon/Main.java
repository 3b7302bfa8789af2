package org.jl2tpd.daemon;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jl2tpd.daemon.importer.ImportCommand;
import org.jl2tpd.daemon.log.Logging;
import org.jl2tpd.daemon.quickstart.QuickstartCommand;
import org.jl2tpd.daemon.setup.SetupCommand;
import org.jl2tpd.linux.Identity;
import org.jl2tpd.profile.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code jl2tpd}. */
@Command(
        name = "jl2tpd",
        description = "An L2TP daemon: LNS and LAC (RFC 2661). Runs in the foreground.",
        subcommands = {QuickstartCommand.class, SetupCommand.class, PrepareCommand.class, ImportCommand.class},
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  stopped in an orderly way; with --check: the file is valid",
            "  1  could not start, failed, or was stopped at once by a second signal;",
            "     the last line on standard error says which",
            "  2  the command line or the configuration file is wrong",
            "",
            "Signals: SIGTERM and SIGINT tell every peer and stop within 5 s; a second one stops at once.",
            "SIGHUP opens the log file again and takes the configuration file over, as \"jl2tpctl reload\" does;",
            "SIGUSR1 writes the status to the log.",
            "",
            "Examples:",
            "  jl2tpd quickstart",
            "  jl2tpd --config /etc/jl2tpd/jl2tpd.toml --check",
            "  jl2tpd --config /etc/jl2tpd/jl2tpd.toml",
            "  jl2tpd --config /etc/jl2tpd/jl2tpd.toml --user jl2tpd"
        })
public final class Main implements Callable<Integer> {
    /** Stopped in an orderly way. */
    public static final int DONE = 0;

    /** Could not start, or failed. */
    public static final int FAILED = 1;

    /** The command line or the configuration is wrong. */
    public static final int USAGE = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServeOptions options;

    @Option(names = "--check", description = "Only say whether the configuration file is valid.")
    private boolean check;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    private HeldSignal reload;
    private HeldSignal report;

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(new PrintWriter(System.out), new PrintWriter(System.err), arguments);
        Logging.stop();
        // The reactor's thread and the socket's are gone; nothing else is worth waiting for.
        Runtime.getRuntime().halt(code);
    }

    /** Runs one command line until the daemon has stopped; returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((e, words) -> misused(e));
        line.getCommandSpec().version("jl2tpd " + Version.text());
        int code = line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path file = options.file();
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "say --config FILE, or quickstart for a trial");
        }
        if (!check) {
            // Their default effect is the process's end.
            reload = HeldSignal.of("HUP");
            report = HeldSignal.of("USR1");
        }
        Configuration configuration = ConfigCheck.read(file, err());
        if (configuration == null) {
            return USAGE;
        }
        return check ? checked(configuration, file) : serve(configuration, file);
    }

    private int checked(Configuration configuration, Path file) {
        String pppd = Pppd.checkText(configuration, options.user());
        if (!pppd.isEmpty()) {
            err().println("jl2tpd: " + pppd);
        }
        return sayNeeds(configuration, file);
    }

    /** What the configuration needs of root's powers; with a user, whether it can have its files. */
    private int sayNeeds(Configuration configuration, Path file) {
        PrintWriter out = spec.commandLine().getOut();
        CapabilityTable.of(configuration).forEach(out::println);
        try {
            Identity user = Privileges.userOf(options.user());
            if (user != null) {
                Privileges.drop(configuration, user);
                Privileges.requireReadable(configuration, file, user);
            }
            return DONE;
        } catch (StartFailure e) {
            err().println("jl2tpd: " + e.getMessage());
            return FAILED;
        }
    }

    private int serve(Configuration configuration, Path file) throws InterruptedException {
        StopSignal stop = StopSignal.install();
        try (Service service = Service.prepare(configuration, file, options.user());
                ServiceManager manager = ServiceManager.of(System.getenv())) {
            service.start();
            service.ended().whenComplete((nothing, failure) -> stop.ask());
            PrintWriter out = spec.commandLine().getOut();
            out.println(service.readyLine());
            out.flush();
            manager.ready(service::glance);
            reload.become(() -> manager.reload(service::reload));
            report.become(service::report);
            stop.await();
            return service.hasFailed() ? FAILED : DONE;
        } catch (StartFailure e) {
            err().println("jl2tpd: " + e.getMessage());
            return FAILED;
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private static int misused(ParameterException e) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("jl2tpd: " + e.getMessage());
        command.getErr().println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
        return USAGE;
    }
}
