package org.jl2tpd.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.management.DebugNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "debug",
        synopsisSubcommandLabel = "tunnel|session|modify|show",
        description = {
            "tunnel, session: show or set the debug mask of a tunnel or a session in the kernel's driver.",
            "modify, show: switch what the daemon itself traces into the log, as trace does."
        },
        subcommands = {DebugCommand.Tunnel.class, DebugCommand.Session.class})
final class DebugCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private static void run(Context context, JsonObject arguments, String subject, List<String> bits) {
        JsonArray changes = new JsonArray();
        bits.stream()
                .flatMap(word -> Stream.of(word.split(",")))
                .filter(word -> !word.isEmpty())
                .forEach(changes::add);
        if (!changes.isEmpty()) {
            arguments.add("bits", changes);
        }
        String operation = changes.isEmpty() ? "debug" : "set_debug";
        context.callAndShow(operation, arguments, answer -> screen(subject, answer));
    }

    private static String screen(String subject, JsonObject answer) {
        int mask = (int) Texts.number(answer, "mask");
        String head = "debug mask of " + subject + ": " + mask + " (" + DebugNames.format(mask) + ")\n";
        Table table = new Table().text("WHAT").text("EFFECT").text("DETAIL");
        for (JsonElement element : answer.getAsJsonArray("effects")) {
            JsonObject effect = element.getAsJsonObject();
            boolean active = effect.get("active").getAsBoolean();
            table.row(Texts.text(effect, "what"), active ? "yes" : "no", Texts.text(effect, "detail"));
        }
        return table.isEmpty() ? head : head + table.format();
    }

    @Command(
            name = "tunnel",
            description = "Show or set the debug mask of a tunnel; its sessions have masks of their own.",
            footer = {
                "",
                "Bits: verbose (1), control (2), sequence (4), data (8), all, none, or their sum as a mask. Bits replace",
                "what was set; +BIT adds to it, -BIT takes away from it.",
                "",
                "Examples: jl2tpctl debug tunnel office control sequence",
                "          jl2tpctl debug tunnel office 0"
            })
    static final class Tunnel implements Runnable {
        @Mixin
        private Context context;

        @Parameters(index = "0", paramLabel = "TUNNEL", description = "Its id or name.")
        private String tunnel;

        @Parameters(
                index = "1..*",
                arity = "0..*",
                paramLabel = "BIT",
                description = "Names or a mask; without any the mask is shown.")
        private List<String> bits = List.of();

        @Override
        public void run() {
            DebugCommand.run(context, Target.tunnel(tunnel), "tunnel " + tunnel, bits);
        }
    }

    @Command(
            name = "session",
            description = "Show or set the debug mask of a session.",
            footer = {
                "",
                "Bits: see jl2tpctl debug tunnel --help.",
                "",
                "Examples: jl2tpctl debug session office/s1 +sequence",
                "          jl2tpctl debug session 12/34"
            })
    static final class Session implements Runnable {
        @Mixin
        private Context context;

        @Parameters(index = "0", paramLabel = Target.SESSION, description = "Ids or names.")
        private String session;

        @Parameters(
                index = "1..*",
                arity = "0..*",
                paramLabel = "BIT",
                description = "Names or a mask; without any the mask is shown.")
        private List<String> bits = List.of();

        @Override
        public void run() {
            DebugCommand.run(context, Target.session(session), "session " + session, bits);
        }
    }
}
