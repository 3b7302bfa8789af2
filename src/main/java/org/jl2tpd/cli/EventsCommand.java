package org.jl2tpd.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
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
            "          jl2tpctl events --follow --json --kind session_up --kind session_down"
        })
final class EventsCommand implements Runnable {
    /** Members of an event that stand in its line, in their order; --json has all. */
    private static final List<String> SHOWN =
            List.of("tunnel_id", "session_id", "name", "peer", "user", "address", "device", "detail");

    @Mixin
    private Context context;

    @Option(
            names = {"-f", "--follow"},
            description = "Wait for more until interrupted.")
    private boolean follow;

    @Option(names = "--last", paramLabel = "NUMBER", description = "So many of those that were before (default 20).")
    private int last = 20;

    @Option(
            names = "--after",
            paramLabel = "NUMBER",
            description = "What came after the event of that number, as far as it is known, in place of --last.")
    private Long after;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only these, session_up say; may be repeated.")
    private List<String> kinds = List.of();

    @Option(names = "--tunnel", paramLabel = "TUNNEL", description = "Only those of this tunnel, by id or name.")
    private String tunnel;

    @Option(names = "--session", paramLabel = "SESSION", description = "Only those of this session, by id or name.")
    private String session;

    @Option(names = "--user", paramLabel = "NAME", description = "Only those of this user.")
    private String user;

    @Override
    public void run() {
        try (Link link = context.open()) {
            JsonObject answer = link.callForObject("events", arguments());
            if (!follow) {
                answer.getAsJsonArray("events").forEach(event -> show(event.getAsJsonObject()));
                return;
            }
            while (!context.out().checkError() && !Thread.currentThread().isInterrupted()) {
                show(link.next());
            }
        }
    }

    private JsonObject arguments() {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("follow", follow);
        if (after == null) {
            arguments.addProperty("limit", Math.max(0, last));
        } else {
            arguments.addProperty("after", after);
        }
        if (!kinds.isEmpty()) {
            JsonArray all = new JsonArray();
            kinds.forEach(all::add);
            arguments.add("kinds", all);
        }
        add(arguments, "tunnel", tunnel);
        add(arguments, "session", session);
        add(arguments, "user", user);
        return arguments;
    }

    private static void add(JsonObject arguments, String name, String value) {
        if (value != null) {
            arguments.addProperty(name, value);
        }
    }

    /** An event, or how many were lost; that all is well is for programs. */
    private void show(JsonObject line) {
        if (context.isJson()) {
            context.out().println(line);
        } else if (line.has("event")) {
            context.out().println(text(line));
        } else if (line.has("after")) {
            context.out().println("(" + line.get("lost").getAsLong() + " events are not known any more)");
        }
    }

    private static String text(JsonObject event) {
        StringBuilder line = new StringBuilder(Texts.text(event, "time"))
                .append(event.get("warning").getAsBoolean() ? " ! " : "   ")
                .append(Texts.text(event, "event"));
        for (String name : SHOWN) {
            JsonElement member = event.get(name);
            String value = member == null ? "" : member.getAsString();
            if (!value.isEmpty() && !value.equals("0")) {
                line.append("  ").append(name).append('=').append(value);
            }
        }
        return Table.clean(line.toString());
    }
}
