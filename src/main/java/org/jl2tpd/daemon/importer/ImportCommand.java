package org.jl2tpd.daemon.importer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jl2tpd.daemon.Version;
import org.jl2tpd.migration.Fate;
import org.jl2tpd.migration.Format;
import org.jl2tpd.migration.Migration;
import org.jl2tpd.migration.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jl2tpd import}. */
@Command(
        name = "import",
        description = {
            "Writes a configuration of ours of files of OpenL2TP, xl2tpd and pppd, and says on standard error what became",
            "of each of their lines. Files that they name are read too. All files together make one configuration."
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  every line is carried over, or has no effect here",
            "  1  nothing was written; the last line on standard error says why",
            "  2  the command line is wrong, or a line of a file",
            "  4  it was written, and some lines were not carried over",
            "",
            "Examples:",
            "  jl2tpctl import /etc/xl2tpd/xl2tpd.conf /etc/ppp/chap-secrets --output /etc/jl2tpd/imported.toml",
            "  jl2tpctl import /etc/openl2tpd.conf --output /root/imported"
        })
public final class ImportCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final int INCOMPLETE = 4;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of other daemons.")
    private List<Path> files;

    @Option(
            names = "--output",
            paramLabel = "PATH",
            description = "File to write, or a directory for jl2tpd.toml; secrets go to secrets/ beside it.")
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "Format of all files: openl2tp, xl2tpd, l2tp-secrets, chap-secrets, pap-secrets or pppd-options; "
                            + "else name and content of each tell.")
    private String format;

    @Option(names = "--force", description = "Replace files that are there.")
    private boolean force;

    @Option(names = "--json", description = "Give the report as JSON.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private ImportCommand() {}

    @Override
    public Integer call() {
        Format wanted = format == null ? null : Format.of(format);
        if (format != null && wanted == null) {
            throw new ParameterException(spec.commandLine(), "--format: there is no format " + format);
        }
        Migration migration = Migration.of(files, wanted);
        Report report = migration.report();
        var shown = new ShownReport(report, err());
        if (!migration.isValid()) {
            shown.print(json);
            err().println("jl2tpd: nothing was written");
            err().flush();
            return report.faults().isEmpty() ? FAILED : WRONG;
        }
        boolean written = write(migration);
        if (!written) {
            // What was not written must not be hidden behind lines that say what became of it.
            return FAILED;
        }
        shown.print(json);
        return report.count(Fate.LOST) == 0 ? DONE : INCOMPLETE;
    }

    private boolean write(Migration migration) {
        try {
            if (output != null) {
                new Output(output, force).write(migration, header(migration.report()));
                return true;
            }
            if (!migration.secrets().isEmpty() && !Output.isPrivate(Path.of("/proc/self/fd/1"))) {
                err().println("jl2tpd: there are secrets, and standard output is no file that only its owner and group"
                        + " may read: say --output PATH");
                return false;
            }
            PrintWriter out = spec.commandLine().getOut();
            out.print(migration.text(header(migration.report()), true));
            out.flush();
            return true;
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            err().println("jl2tpd: " + e.getFile() + ": " + reason);
        } catch (IOException e) {
            err().println("jl2tpd: " + e.getMessage());
        }
        return false;
    }

    private String header(Report report) {
        var header = new StringBuilder("# Imported by jl2tpctl import (jl2tpd " + Version.text() + ") at "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n# from "
                + files.stream().map(ImportCommand::plain).collect(Collectors.joining(", ")) + ".\n");
        long lost = report.count(Fate.LOST);
        if (lost > 0) {
            header.append("# Lines that were not carried over: ").append(lost).append('\n');
        }
        return header.toString();
    }

    /** A name on a line of its own comment. */
    private static String plain(Path file) {
        return file.toString().replaceAll("\\p{Cntrl}", "?");
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
