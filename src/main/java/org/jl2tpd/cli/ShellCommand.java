package org.jl2tpd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "shell",
        description =
                "Take commands one after the other, with completion (Tab) and history; so does jl2tpctl alone on a terminal.",
        footer = {
            "",
            "help shows the commands, exit, quit or Ctrl-D end it, Ctrl-C cancels. The history is in",
            "~/.local/state/jl2tpd/history; lines with a password or secret are not kept.",
            "",
            "Example: jl2tpctl shell"
        })
final class ShellCommand implements Callable<Integer> {
    @Mixin
    private Context context;

    @Override
    public Integer call() {
        return Shell.run(context.root());
    }
}
