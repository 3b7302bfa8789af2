package org.jl2tpd.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description =
                "Show what another command shows again and again, in place, with the growth of counters per second.",
        footer = {
            "",
            "Examples: jl2tpctl watch session list",
            "          jl2tpctl watch -n 5 system show statistics --nonzero"
        })
final class WatchCommand implements Runnable {
    /** Words of which a command that changes nothing has one. */
    private static final Set<String> SHOWING = Set.of("list", "show", "status", "counters", "peers", "closed", "diff");

    @Mixin
    private Context context;

    @Option(
            names = {"-n", "--seconds"},
            paramLabel = "SECONDS",
            description = "How often (default 2).")
    private int seconds = 2;

    @Parameters(
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "A list, show, status, counters, peers or closed command.")
    private List<String> words;

    @Override
    public void run() {
        if (words.stream().noneMatch(SHOWING::contains)) {
            throw new CliFailure(ExitCode.USAGE, "watch shows list, show, status, counters, peers and closed commands");
        }
        context.watched();
        Watch.repeat(context.out(), seconds, this::once);
    }

    private void once() {
        int code = context.root()
                .runOther(context.out(), context.spec.commandLine().getErr(), words);
        if (code != ExitCode.DONE) {
            throw new CliFailure(code, "the command failed");
        }
    }
}
