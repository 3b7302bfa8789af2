package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drain",
        description = {
            "Refuse new tunnels and sessions (on), or take them again (off). Those that are up stay up.",
            "With --stop the daemon ends when the last session that a peer opened is gone; sessions of its own end then."
        },
        footer = {"", "Examples:", "  jl2tpctl drain on", "  jl2tpctl drain --stop --wait"})
final class DrainCommand implements Runnable {
    private static final long PAUSE_MS = 1_000;

    private enum Switch {
        ON,
        OFF
    }

    @Mixin
    private Context context;

    @Parameters(paramLabel = "on|off", arity = "0..1", description = "Whether to refuse; on where it is not said.")
    private Switch state = Switch.ON;

    @Option(names = "--stop", description = "Have the daemon end when it is drained; \"drain off\" takes it back.")
    private boolean stop;

    @Option(
            names = "--wait",
            description = "Show how many sessions are left, until there is none; with --stop until the daemon is gone.")
    private boolean wait;

    @Override
    public void run() {
        if (state == Switch.OFF && (stop || wait)) {
            throw new CliFailure(ExitCode.USAGE, "--stop and --wait go with draining, not with \"drain off\"");
        }
        try (Link link = context.open()) {
            JsonObject arguments = new JsonObject();
            arguments.addProperty("on", state == Switch.ON);
            if (stop) {
                arguments.addProperty("stop", true);
            }
            link.call("drain", arguments);
            if (wait) {
                await(link);
            }
        }
        String draining = stop ? "draining; the daemon ends with the last session" : "draining";
        String waited = stop ? "drained and stopped" : "drained";
        context.done(state == Switch.OFF ? "not draining any more" : wait ? waited : draining);
    }

    private void await(Link link) {
        long shown = -1;
        while (true) {
            JsonObject system;
            try {
                system = link.callForObject("system", new JsonObject());
            } catch (CliFailure e) {
                if (stop && e.exitCode() == ExitCode.UNREACHABLE) {
                    return;
                }
                throw e;
            }
            if (!system.get("draining").getAsBoolean()) {
                throw new CliFailure(ExitCode.REFUSED, "somebody has taken the draining back");
            }
            long left = system.get("sessions").getAsLong();
            if (left != shown && !context.isJson()) {
                context.out().println(left + " sessions left");
                context.out().flush();
                shown = left;
            }
            if (!stop && left == 0) {
                return;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure(ExitCode.REFUSED, "interrupted");
        }
    }
}
