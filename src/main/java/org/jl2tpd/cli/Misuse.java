package org.jl2tpd.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, with the words that would be right where they are known. */
final class Misuse {
    private Misuse() {}

    static String text(ParameterException e) {
        String advice = e instanceof UnmatchedArgumentException unmatched
                ? advice(e.getCommandLine().getCommandSpec(), unmatched.getUnmatched())
                : "";
        return advice.isEmpty() ? e.getMessage() : advice;
    }

    private static String advice(CommandSpec command, List<String> unmatched) {
        String word = unmatched.isEmpty() ? "" : unmatched.get(0);
        if (word.isEmpty() || word.startsWith("-")) {
            return "";
        }
        if (!command.subcommands().isEmpty()) {
            return "there is no \"" + command.qualifiedName() + " " + word + "\"; write "
                    + String.join("|", command.subcommands().keySet());
        }
        return "";
    }
}
