package org.jl2tpd.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line {@code jl2tpctl}: speaks to a running daemon over its control socket. */
@Command(
        name = "jl2tpctl",
        description = "Controls a running jl2tpd.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done",
            "  1  the daemon refused it, and said why",
            "  2  the command line is wrong",
            "  3  no daemon answers on the control socket",
            "",
            "Examples:",
            "  jl2tpctl status",
            "  jl2tpctl list sessions --watch",
            "  jl2tpctl show tunnel office --json",
            "  jl2tpctl tunnel create dest_ipaddr=lns.example.net secret_name=office",
            "  jl2tpctl system show statistics",
            "  jl2tpctl COMMAND --help",
            "",
            "Every command can be said in two ways: \"show tunnel office\" and \"tunnel show office\"."
        })
public final class Jl2tpctl {
    /** Where the packaged daemon listens. */
    private static final String DEFAULT_SOCKET = "/run/jl2tpd/control.sock";

    /** System property that the start script sets when standard input and output are a terminal. */
    private static final String INTERACTIVE_PROPERTY = "org.jl2tpd.interactive";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            description = "Show the version.",
            versionHelp = true)
    private boolean version;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            description = {
                "The daemon's control socket (default: environment JL2TPD_SOCKET,",
                "else " + DEFAULT_SOCKET + ")."
            })
    private Path socket;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the answer as JSON, for programs.")
    private boolean json;

    private Rates rates;

    private Jl2tpctl() {}

    Path socket() {
        String fallback = System.getenv().getOrDefault("JL2TPD_SOCKET", DEFAULT_SOCKET);
        return socket == null ? Path.of(fallback) : socket;
    }

    boolean isJson() {
        return json;
    }

    public static void main(String[] arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        if (Boolean.getBoolean(INTERACTIVE_PROPERTY) && namesNoCommand(words)) {
            words.add("shell");
        }
        // Not halt: output is flushed by run.
        System.exit(run(writer(FileDescriptor.out), writer(FileDescriptor.err), words.toArray(String[]::new)));
    }

    /** Whether there is nothing but the socket's path. */
    private static boolean namesNoCommand(List<String> words) {
        boolean path = words.size() == 2 && words.get(0).equals("--socket");
        return words.isEmpty() || path || words.size() == 1 && words.get(0).startsWith("--socket=");
    }

    /** Runs one command line; returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        int code = line(new Jl2tpctl(), out, err, arguments).execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    /** All commands with their options. */
    public static CommandLine all() {
        return line(new Jl2tpctl(), new PrintWriter(System.out), new PrintWriter(System.err));
    }

    /** @param words whose command alone is needed; all commands where they name none */
    private static CommandLine line(Jl2tpctl root, PrintWriter out, PrintWriter err, String... words) {
        CommandLine line = new CommandLine(root);
        line.getCommandSpec().version("jl2tpctl " + version());
        Commands.addTo(line, words);
        return line.setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command))
                .setParameterExceptionHandler((e, ignored) -> misused(e));
    }

    /** Runs another command line with this one's socket and form of output. */
    int runOther(PrintWriter out, PrintWriter err, List<String> words) {
        List<String> all = new ArrayList<>(List.of("--socket", socket().toString()));
        if (json) {
            all.add("--json");
        }
        all.addAll(words);
        Jl2tpctl other = new Jl2tpctl();
        other.rates = rates;
        String[] arguments = all.toArray(String[]::new);
        int code = line(other, out, err, arguments).execute(arguments);
        out.flush();
        return code;
    }

    /** The growth of counters; null where nothing is shown again. */
    Rates rates() {
        return rates;
    }

    void watch(Rates growth) {
        rates = growth;
    }

    private static String version() {
        String version = Jl2tpctl.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        var stream = new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8);
        return new PrintWriter(new BufferedWriter(stream, 8192));
    }

    private static int failed(Exception e, CommandLine command) throws Exception {
        if (e instanceof CliFailure failure) {
            command.getOut().flush();
            command.getErr().println("jl2tpctl: " + failure.getMessage());
            return failure.exitCode();
        }
        throw e;
    }

    private static int misused(ParameterException e) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("jl2tpctl: " + Misuse.text(e));
        command.getErr().println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
        return ExitCode.USAGE;
    }
}
