package org.jl2tpd.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code debug modify} and {@code debug show}: what the daemon itself traces, as {@code trace set} and {@code trace show} have it. */
final class FacilityCommands {
    static final List<String> FACILITIES = List.of(
            "protocol",
            "fsm",
            "api",
            "avp_info",
            "avp_hide",
            "avp_data",
            "func",
            "transport",
            "data",
            "system",
            "ppp_control");

    private FacilityCommands() {}

    private static String subject(JsonObject arguments) {
        if (arguments.has("session")) {
            return "session " + Texts.session(arguments);
        }
        return arguments.has("tunnel") ? "tunnel " + Texts.text(arguments, "tunnel") : "system";
    }

    @Command(
            name = "modify",
            description = "Switch what is traced into the log, of the system, a tunnel or a session.",
            footer = {
                "",
                "Facilities: protocol fsm api avp_info avp_hide avp_data func transport data system ppp_control, and all.",
                "A profile has them as trace_flags: jl2tpctl tunnel profile modify NAME trace_flags=fsm,protocol.",
                "",
                "Example: jl2tpctl debug modify fsm=on ppp_control=on tunnel_name=office"
            })
    static final class Modify implements Runnable {
        @Mixin
        private Context context;

        @Parameters(
                arity = "1..*",
                paramLabel = "WORD",
                description =
                        "FACILITY=on or FACILITY=off; tunnel_id=, tunnel_name=, session_id=, session_name= for one that is not the system.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = selection.anything();
            arguments.add("facilities", changes(ModifyCommand.required(selection.attributes())));
            context.callAndConfirm("set_trace", arguments, "Modified trace of " + subject(arguments));
        }

        private static JsonArray changes(JsonObject attributes) {
            JsonArray changes = new JsonArray();
            for (Map.Entry<String, com.google.gson.JsonElement> attribute : attributes.entrySet()) {
                String value = attribute.getValue().getAsString().toLowerCase(Locale.ROOT);
                boolean on = Set.of("on", "yes", "true").contains(value);
                if (!on && !Set.of("off", "no", "false").contains(value)) {
                    throw new CliFailure(
                            ExitCode.USAGE, attribute.getKey() + " must be on or off, not \"" + value + "\"");
                }
                changes.add((on ? "+" : "-") + attribute.getKey());
            }
            return changes;
        }
    }

    @Command(
            name = "show",
            description = "Show what is traced into the log, of the system, a tunnel or a session.",
            footer = {"", "Example: jl2tpctl debug show tunnel_name=office"})
    static final class Show implements Runnable {
        @Mixin
        private Context context;

        @Parameters(
                arity = "0..*",
                paramLabel = "WORD",
                description = "tunnel_id=, tunnel_name=, session_id=, session_name= for one that is not the system.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = selection.anything();
            selection.end();
            context.callAndShow("trace", arguments, answer -> screen(arguments, answer));
        }

        private static String screen(JsonObject arguments, JsonObject answer) {
            String traced = Texts.text(answer, "facilities");
            List<String> names = List.of(traced.split(","));
            Table table = new Table().text("FACILITY").text("TRACED");
            for (String facility : FACILITIES) {
                table.row(facility, traced.equals("all") || names.contains(facility) ? "on" : "off");
            }
            return "trace of " + subject(arguments) + "\n" + table.format();
        }
    }
}
