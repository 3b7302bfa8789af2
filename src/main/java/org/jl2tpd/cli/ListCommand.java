package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        synopsisSubcommandLabel = "tunnels|sessions|pools|static-tunnels",
        description = "List tunnels, sessions, address pools or static tunnels.",
        subcommands = {
            ListCommand.Tunnels.class,
            ListCommand.Sessions.class,
            ListCommand.Pools.class,
            ListCommand.StaticTunnels.class
        })
final class ListCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    static void list(
            Context context, BiConsumer<Link, Context.RowSink> source, Function<List<JsonObject>, String> screen) {
        try (Link link = context.open()) {
            if (context.isJson()) {
                printArray(context.out(), sink -> source.accept(link, sink));
            } else {
                List<JsonObject> rows = new ArrayList<>();
                source.accept(link, row -> rows.add(row.getAsJsonObject()));
                context.out().print(screen.apply(rows));
            }
        }
    }

    /** One row a line; nothing is kept. */
    private static void printArray(PrintWriter out, java.util.function.Consumer<Context.RowSink> source) {
        String[] separator = {"[\n"};
        source.accept(row -> {
            out.print(separator[0] + row);
            separator[0] = ",\n";
        });
        out.println(separator[0].equals(",\n") ? "\n]" : "[]");
    }

    @Command(
            name = "tunnels",
            description = "List the tunnels.",
            footer = {"", "Example: jl2tpctl list tunnels --json"})
    static final class Tunnels implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Watch watch;

        @Parameters(arity = "0..*", paramLabel = "WORD", description = Rows.WORDS)
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            Rows rows = Rows.of(selection);
            selection.end();
            watch.run(context, () -> list(context, rows.from(Lists::tunnels), rows.screen(Screens::tunnels)));
        }
    }

    @Command(
            name = "sessions",
            description = "List the sessions of one tunnel or of all. IN and OUT are octets from and to the peer.",
            footer = {"", "Example: jl2tpctl list sessions office --watch"})
    static final class Sessions implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Watch watch;

        @Parameters(
                arity = "0..*",
                paramLabel = "TUNNEL",
                description =
                        "Id or name of a tunnel, or tunnel_id=ID or tunnel_name=NAME; all when left out. " + Rows.WORDS)
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            Rows rows = Rows.of(selection);
            String tunnel = Texts.text(selection.tunnelOrNone(), "tunnel");
            selection.end();
            BiConsumer<Link, Context.RowSink> source = (link, sink) -> Lists.sessions(link, tunnel, sink);
            Function<List<JsonObject>, String> screen = found -> Screens.sessions(found, context.rates());
            watch.run(context, () -> list(context, rows.from(source), rows.screen(screen)));
        }
    }

    @Command(
            name = "pools",
            description = "List the pools of addresses, and how many of each pool are given out.",
            footer = {"", "Example: jl2tpctl list pools --watch"})
    static final class Pools implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Watch watch;

        @Override
        public void run() {
            watch.run(context, () -> list(context, Lists::pools, Screens::pools));
        }
    }

    @Command(
            name = "static-tunnels",
            description = "List the tunnels without control protocol and their Ethernet sessions.",
            footer = {"", "Example: jl2tpctl list static-tunnels --json"})
    static final class StaticTunnels implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Watch watch;

        @Override
        public void run() {
            watch.run(context, () -> list(context, Lists::staticTunnels, StaticScreens::list));
        }
    }
}
