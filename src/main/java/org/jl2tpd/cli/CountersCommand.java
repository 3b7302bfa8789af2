package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "counters",
        description = "Show the daemon's counters. They never go back while it runs.",
        footer = {"", "Example: jl2tpctl counters --nonzero --watch"})
final class CountersCommand implements Runnable {
    @Mixin
    private Context context;

    @Mixin
    private Watch watch;

    @Option(names = "--nonzero", description = "Leave out those that are 0.")
    private boolean nonzero;

    @Override
    public void run() {
        watch.run(context, this::once);
    }

    private void once() {
        try (Link link = context.open()) {
            JsonObject counters = link.callForObject("counters", new JsonObject());
            if (nonzero) {
                counters.entrySet().removeIf(entry -> entry.getValue().getAsLong() == 0);
            }
            context.show(counters, answer -> Screens.counters(answer, context.rates()));
        }
    }
}
