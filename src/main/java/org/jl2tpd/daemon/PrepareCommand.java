package org.jl2tpd.daemon;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jl2tpd.linux.Identity;
import org.jl2tpd.profile.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jl2tpd prepare}. */
@Command(
        name = "prepare",
        description = {
            "Does, as root, what a daemon needs that is then started as its user: makes directories, loads modules of the",
            "kernel, gives the user access to devices. A daemon that is started as root with --user does that itself."
        })
public final class PrepareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/jl2tpd/jl2tpd.toml",
            description = "The configuration file; ${DEFAULT-VALUE} if not given.")
    private Path file;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "jl2tpd",
            description = "The daemon's user; ${DEFAULT-VALUE} if not given.")
    private String user;

    @Option(
            names = "--undo",
            description = "Take back what lets the user trace and debug the kernel's driver, instead.")
    private boolean undo;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private PrepareCommand() {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Configuration configuration = ConfigCheck.read(file, err);
        if (configuration == null) {
            return Main.USAGE;
        }
        try {
            if (!Identity.isRoot()) {
                throw new StartFailure("prepare needs root");
            }
            Identity identity = Privileges.userToPrepareFor(user);
            Consumer<String> say = spec.commandLine().getOut()::println;
            if (undo) {
                return PrivilegedStep.undo(configuration, identity, say) ? Main.DONE : Main.FAILED;
            }
            PrivilegedStep.run(configuration, identity, say);
            return Main.DONE;
        } catch (StartFailure e) {
            err.println("jl2tpd: " + e.getMessage());
            return Main.FAILED;
        }
    }
}
