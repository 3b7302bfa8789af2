package org.jl2tpd.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands its words to {@code jl2tpd import}. */
@Command(
        name = "import",
        description = {
            "Write a configuration of files of OpenL2TP (openl2tpd.conf), xl2tpd (xl2tpd.conf, l2tp-secrets) and pppd",
            "(options, chap-secrets, pap-secrets), and say on standard error what became of each of their lines."
        },
        footer = {
            "",
            "Returns 0: all lines are carried over or harmless; 4: some are not; 2: a file is wrong; 1: nothing written.",
            "",
            "Example: jl2tpctl import /etc/xl2tpd/xl2tpd.conf /etc/ppp/chap-secrets --output /etc/jl2tpd/imported.toml"
        })
final class ImportCommand implements Callable<Integer> {
    @Mixin
    private Context context;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of other daemons.")
    private List<String> files;

    @Option(
            names = "--output",
            paramLabel = "PATH",
            description = "File to write, or a directory for jl2tpd.toml; secrets go to secrets/ beside it.")
    private String output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            description = "Format of all files: ${COMPLETION-CANDIDATES}; else name and content of each tell.")
    private String format;

    @Option(names = "--force", description = "Replace files that are there.")
    private boolean force;

    /** Words of {@code --format}. */
    static final class Formats extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Formats() {
            super(List.of("openl2tp", "xl2tpd", "l2tp-secrets", "chap-secrets", "pap-secrets", "pppd-options"));
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        List<String> words = new ArrayList<>();
        add(words, "--output", output);
        add(words, "--format", format);
        if (force) {
            words.add("--force");
        }
        if (context.isJson()) {
            words.add("--json");
        }
        words.add("--");
        words.addAll(files);
        return DaemonProgram.run("import", words);
    }

    private static void add(List<String> words, String option, String value) {
        if (value != null) {
            words.add(option);
            words.add(value);
        }
    }
}
