package org.jl2tpd.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "generate-completion",
        description = "Print a completion script for bash; packages install it.",
        footer = {"", "Example: source <(jl2tpctl generate-completion)"})
final class CompletionScriptCommand implements Runnable {
    @Mixin
    private Context context;

    @Override
    public void run() {
        context.out().print(AutoComplete.bash("jl2tpctl", Jl2tpctl.all()));
    }
}
