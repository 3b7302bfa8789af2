package org.jl2tpd.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Profiles; of which kind, the command before {@code profile} says. */
final class ProfileCommands {
    private static final String NAME = "profile_name=NAME, or NAME alone";

    private ProfileCommands() {}

    private static String kind(Context context) {
        return context.spec.commandLine().getParent().getParent().getCommandName();
    }

    private static JsonObject arguments(Context context, Selection selection) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("kind", kind(context));
        String name = selection.named("profile_name");
        if (name == null) {
            throw new CliFailure(ExitCode.USAGE, "name the profile: profile_name=NAME");
        }
        arguments.addProperty("name", name);
        return arguments;
    }

    private static String words(String done, JsonObject arguments) {
        return done + " " + Texts.text(arguments, "kind") + " profile " + Texts.text(arguments, "name");
    }

    /** The attributes of a profile; those that are set are marked. */
    static String screen(JsonObject profile) {
        Set<String> set = new HashSet<>();
        profile.getAsJsonArray("set").forEach(name -> set.add(name.getAsString()));
        Table table = new Table().text("ATTRIBUTE").text("VALUE").text("");
        for (Map.Entry<String, JsonElement> value :
                profile.getAsJsonObject("values").entrySet()) {
            String text = value.getValue().isJsonNull() ? "" : value.getValue().getAsString();
            table.row(value.getKey(), text, set.contains(value.getKey()) ? "set" : " ");
        }
        String origin = profile.get("from_file").getAsBoolean() ? "of the configuration file" : "not in the file";
        return Texts.text(profile, "kind") + " profile " + Table.clean(Texts.text(profile, "name")) + ", " + origin
                + ", used by " + Texts.number(profile, "use_count") + "\n" + table.format();
    }

    @Command(
            name = "create",
            description = "Make a profile.",
            footer = {
                "",
                "It holds for tunnels and sessions that are made from now on, and until the daemon",
                "ends unless the configuration is saved.",
                "",
                "Example: jl2tpctl tunnel profile create profile_name=far retry_timeout=3"
            })
    static final class Create implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "1..*", paramLabel = "WORD", description = NAME + "; and attributes NAME=VALUE.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = arguments(context, selection);
            arguments.add("attributes", selection.attributes());
            context.callAndConfirm("profile_create", arguments, words("Created", arguments));
        }
    }

    @Command(
            name = "modify",
            description = "Set attributes of a profile; what lives keeps what it was made with.",
            footer = {"", "Example: jl2tpctl ppp profile modify default lcp_echo_interval=10"})
    static final class Modify implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "1..*", paramLabel = "WORD", description = NAME + "; and attributes NAME=VALUE.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = arguments(context, selection);
            arguments.add("attributes", ModifyCommand.required(selection.attributes()));
            context.callAndConfirm("profile_modify", arguments, words("Modified", arguments));
        }
    }

    @Command(
            name = "unset",
            description = "Give attributes of a profile their defaults back.",
            footer = {"", "Example: jl2tpctl tunnel profile unset far retry_timeout"})
    static final class Unset implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "1..*", paramLabel = "WORD", description = NAME + "; and names of attributes.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = arguments(context, selection);
            JsonArray names = new JsonArray();
            selection.rest().forEach(names::add);
            if (names.isEmpty()) {
                throw new CliFailure(ExitCode.USAGE, "name at least one attribute");
            }
            arguments.add("attributes", names);
            context.callAndConfirm("profile_unset", arguments, words("Modified", arguments));
        }
    }

    @Command(
            name = "delete",
            description = "Take a profile away; one that is named somewhere, and default, stay.",
            footer = {"", "Example: jl2tpctl tunnel profile delete far"})
    static final class Delete implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "1..*", paramLabel = "NAME", description = NAME + ".")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = arguments(context, selection);
            selection.end();
            context.callAndConfirm("profile_delete", arguments, words("Deleted", arguments));
        }
    }

    @Command(
            name = "show",
            description = "Show all attributes of a profile, and which of them are set.",
            footer = {"", "Example: jl2tpctl ppp profile show default"})
    static final class Show implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "0..*", paramLabel = "NAME", description = NAME + "; default when left out.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words == null ? List.of("default") : words);
            JsonObject arguments = arguments(context, selection);
            selection.end();
            context.callAndShow("profile_show", arguments, ProfileCommands::screen);
        }
    }

    @Command(
            name = "list",
            description = "List the profiles.",
            footer = {"", "Example: jl2tpctl tunnel profile list"})
    static final class Names implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Watch watch;

        @Option(names = "--names", description = "Names alone.")
        private boolean names;

        @Override
        public void run() {
            watch.run(context, this::once);
        }

        private void once() {
            try (Link link = context.open()) {
                JsonObject arguments = new JsonObject();
                arguments.addProperty("kind", kind(context));
                JsonArray found = link.call("profile_list", arguments).getAsJsonArray();
                if (context.isJson()) {
                    context.out().println(found);
                } else if (names) {
                    found.forEach(name -> context.out().println(Table.clean(name.getAsString())));
                } else {
                    context.out().print(table(link, arguments, found));
                }
            }
        }

        private static String table(Link link, JsonObject arguments, JsonArray found) {
            Table table =
                    new Table().text("NAME").text("FROM FILE").number("USED BY").text("SET");
            for (JsonElement name : found) {
                arguments.addProperty("name", name.getAsString());
                JsonObject profile = link.callForObject("profile_show", arguments);
                StringBuilder set = new StringBuilder();
                profile.getAsJsonArray("set")
                        .forEach(one -> set.append(set.length() == 0 ? "" : ",").append(one.getAsString()));
                boolean fromFile = profile.get("from_file").getAsBoolean();
                table.row(name.getAsString(), fromFile ? "yes" : "no", Texts.number(profile, "use_count"), set);
            }
            return table.format();
        }
    }
}
