package org.jl2tpd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that only leads to others. */
@Command
final class Group {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;
}
