package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration in force, as a file. */
final class ConfigCommands {
    private ConfigCommands() {}

    /** The daemon's folder may be another one than ours: it is told an absolute path. */
    private static JsonObject file(List<String> words) {
        Selection selection = Selection.of(words);
        String file = selection.named("file");
        selection.end();
        JsonObject arguments = new JsonObject();
        arguments.addProperty(
                "file", file == null ? "" : Path.of(file).toAbsolutePath().toString());
        return arguments;
    }

    @Command(
            name = "save",
            description = "Write the configuration in force, with what was created, to a file of the daemon's host.",
            footer = {
                "",
                "Without file= it is the file that the daemon was started with. Where comments of a hand-written file",
                "would be lost, the daemon says so and writes nothing unless --force is given.",
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
            description = "Take a configuration file of the daemon's host as the truth.",
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
            description = "Show how the configuration in force differs from a file.",
            footer = {"", "Example: jl2tpctl config diff"})
    static final class Diff implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "0..1", paramLabel = "file=FILE", description = "The file; by default that of the start.")
        private List<String> words;

        @Override
        public void run() {
            Results.show(context, "config_diff", file(words), "No differences");
        }
    }
}
