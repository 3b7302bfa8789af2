package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** RADIUS as the daemon sees it. */
final class RadiusCommands {
    private RadiusCommands() {}

    @Command(
            name = "show",
            description =
                    "Show RADIUS servers and clients with their counters, the accounting records that wait, and LNSs"
                            + " that are tried last for a while.",
            footer = {"", "Example: jl2tpctl radius show --watch"})
    static final class Show implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Watch watch;

        @Override
        public void run() {
            watch.run(context, () -> context.callAndShow("radius", new JsonObject(), RadiusScreens::show));
        }
    }
}
