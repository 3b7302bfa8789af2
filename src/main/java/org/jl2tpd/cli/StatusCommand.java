package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = "Show how the daemon is: version, tunnels, sessions.",
        footer = {"", "Example: jl2tpctl status --watch 5"})
final class StatusCommand implements Runnable {
    @Mixin
    private Context context;

    @Mixin
    private Watch watch;

    @Override
    public void run() {
        watch.run(context, () -> context.callAndShow("system", new JsonObject(), Screens::status));
    }
}
