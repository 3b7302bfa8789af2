package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "drain",
        description = "Refuse new tunnels and sessions (on), or take them again (off). Those that are up stay up.",
        footer = {"", "Example: jl2tpctl drain on"})
final class DrainCommand implements Runnable {
    private enum Switch {
        ON,
        OFF
    }

    @Mixin
    private Context context;

    @Parameters(paramLabel = "on|off", description = "Whether to refuse.")
    private Switch state;

    @Override
    public void run() {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("on", state == Switch.ON);
        context.callAndConfirm("drain", arguments, state == Switch.ON ? "draining" : "not draining any more");
    }
}
