package org.jl2tpd.daemon;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jl2tpd.cli.Jl2tpctl;
import org.jl2tpd.daemon.log.Logging;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.ConfigurationStore;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.DaemonInfo;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.management.socket.ControlSocketServer;

/**
 * Run by the package build: does once what both programs do at start, so that the virtual machine can archive the classes
 * that this takes.
 */
public final class ArchiveTraining {
    private ArchiveTraining() {}

    public static void main(String[] arguments) throws IOException {
        PrintWriter out = new PrintWriter(System.out);
        int code = Main.run(out, out, "quickstart", "--once");
        controlOnce(out);
        Logging.stop();
        if (code != Main.DONE) {
            System.err.println("the quick start failed; the archive lacks what it did not reach");
        }
    }

    /** jl2tpctl against a socket whose answers are fixed. */
    private static void controlOnce(PrintWriter out) throws IOException {
        Path directory = Files.createTempDirectory("jl2tpd-archive-");
        Path socket = directory.resolve("control.sock");
        Control control = new Control(
                command -> CompletableFuture.completedFuture(answer(command)),
                new ConfigurationStore(null),
                StateStore.inMemory(),
                new DaemonInfo(Version.text(), 0, System.nanoTime()),
                Control.DEFAULT_WAIT);
        try (ControlSocketServer server = ControlSocketServer.start(socket, "", control)) {
            for (String line : List.of(
                    "status",
                    "list tunnels",
                    "list sessions --json",
                    "tunnel list",
                    "session list",
                    "counters",
                    "trace show")) {
                Jl2tpctl.run(out, out, (line + " --socket " + server.path()).split(" "));
            }
        }
        Files.deleteIfExists(directory);
    }

    private static CommandResult answer(Command command) {
        if (command instanceof Command.ListTunnels) {
            return CommandResult.done(new Views.TunnelPage(List.of(), false));
        }
        if (command instanceof Command.ListSessions) {
            return CommandResult.done(new Views.SessionPage(List.of(), false));
        }
        if (command instanceof Command.ShowCounters) {
            return CommandResult.done(new Views.Counters(Map.of("datagrams_received", 1L)));
        }
        return CommandResult.done(
                new Views.System(0, 0, 0, 0, 0, true, false, false, "memory", 0, new Views.Limits(1, 1, 1)));
    }
}
