package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "events",
        description = "Show the daemon's last events: tunnels and sessions that came up or went, refusals, failures.",
        footer = {
            "",
            "With --json each event is an object on a line of its own.",
            "",
            "Examples: jl2tpctl events --last 50",
            "          jl2tpctl events --follow --json"
        })
final class EventsCommand implements Runnable {
    /** Milliseconds that the daemon may wait for news before it answers. */
    private static final int WAIT_MS = 1_000;

    private static final Set<String> HEAD = Set.of("number", "time", "event", "warning");

    @Mixin
    private Context context;

    @Option(
            names = {"-f", "--follow"},
            description = "Wait for more until interrupted.")
    private boolean follow;

    @Option(names = "--last", paramLabel = "NUMBER", description = "So many of those that were before (default 20).")
    private int last = 20;

    @Override
    public void run() {
        try (Link link = context.open()) {
            JsonObject arguments = new JsonObject();
            arguments.addProperty("limit", Math.max(0, last));
            long after = show(link.callForObject("events", arguments));
            JsonObject next = new JsonObject();
            next.addProperty("wait_ms", WAIT_MS);
            while (follow
                    && !context.out().checkError()
                    && !Thread.currentThread().isInterrupted()) {
                next.addProperty("after", after);
                after = show(link.callForObject("events", next));
            }
        }
    }

    /** Prints events; the number of the last one. */
    private long show(JsonObject answer) {
        for (JsonElement element : answer.getAsJsonArray("events")) {
            JsonObject event = element.getAsJsonObject();
            context.out().println(context.isJson() ? event.toString() : line(event));
        }
        return Texts.number(answer, "last");
    }

    private static String line(JsonObject event) {
        StringBuilder line = new StringBuilder(Texts.text(event, "time"))
                .append(event.get("warning").getAsBoolean() ? " ! " : "   ")
                .append(Texts.text(event, "event"));
        for (Map.Entry<String, JsonElement> member : event.entrySet()) {
            String value = member.getValue().getAsString();
            if (!HEAD.contains(member.getKey()) && !value.isEmpty() && !value.equals("0")) {
                line.append("  ").append(member.getKey()).append('=').append(value);
            }
        }
        return Table.clean(line.toString());
    }
}
