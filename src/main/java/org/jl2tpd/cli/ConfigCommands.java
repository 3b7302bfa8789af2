package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration in force, as a file. */
final class ConfigCommands {
    private ConfigCommands() {}

    /** Named as given: a relative one lies beside the daemon's own. */
    private static JsonObject file(List<String> words) {
        Selection selection = Selection.of(words);
        String file = selection.named("file");
        selection.end();
        JsonObject arguments = new JsonObject();
        arguments.addProperty("file", file == null ? "" : file);
        return arguments;
    }

    @Command(
            name = "save",
            description = "Write the configuration in force, with what was created, to a file of the daemon's host.",
            footer = {
                "",
                "Without file= it is the file that the daemon was started with; a relative name lies beside that. Where",
                "comments of people's making would be lost, the daemon says so and writes nothing unless --force is given.",
                "",
                "Example: jl2tpctl config save file=/etc/jl2tpd/jl2tpd.toml"
            })
    static final class Save implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "0..1", paramLabel = "file=FILE", description = "Where to.")
        private List<String> words;

        @Option(names = "--force", description = "Replace a file although something of it is lost.")
        private boolean force;

        @Override
        public void run() {
            JsonObject arguments = file(words);
            arguments.addProperty("force", force);
            Results.show(context, "config_save", arguments, "Saved the configuration");
        }
    }

    @Command(
            name = "restore",
            description =
                    "Lay profiles, secrets and tunnels of a file over the configuration in force; what lives is not touched.",
            footer = {"", "Example: jl2tpctl config restore file=/etc/jl2tpd/jl2tpd.toml"})
    static final class Restore implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "0..1", paramLabel = "file=FILE", description = "Where from.")
        private List<String> words;

        @Override
        public void run() {
            Results.show(context, "config_restore", file(words), "Restored the configuration");
        }
    }

    @Command(
            name = "show",
            description = "Show the configuration in force as a file would have it; secrets are not shown.",
            footer = {"", "Example: jl2tpctl config show"})
    static final class Show implements Runnable {
        @Mixin
        private Context context;

        @Override
        public void run() {
            Results.show(context, "config_show", new JsonObject(), "");
        }
    }

    @Command(
            name = "diff",
            description = "Show what the configuration in force has other than the daemon's file.",
            footer = {"", "Example: jl2tpctl config diff"})
    static final class Diff implements Runnable {
        @Mixin
        private Context context;

        @Override
        public void run() {
            Results.show(context, "config_diff", new JsonObject(), "No differences");
        }
    }
}
