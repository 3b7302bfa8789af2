package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "close",
        synopsisSubcommandLabel = "tunnel|session",
        description = "Close a tunnel or a session; what is persistent is not opened again.",
        subcommands = {CloseCommand.Tunnel.class, CloseCommand.Session.class})
final class CloseCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Command(
            name = "tunnel",
            description = "Close a tunnel and its sessions.",
            footer = {"", "Example: jl2tpctl close tunnel office --reason maintenance"})
    static final class Tunnel implements Runnable {
        @Mixin
        private Context context;

        @Parameters(
                arity = "1..*",
                paramLabel = "TUNNEL",
                description = "Its id or name, or tunnel_id=ID or tunnel_name=NAME.")
        private List<String> words;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Told to the peer.")
        private String reason = "";

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = selection.tunnel();
            selection.end();
            arguments.addProperty("reason", reason);
            context.callAndConfirm(
                    "close_tunnel", arguments, "tunnel " + Texts.text(arguments, "tunnel") + " is closing");
        }
    }

    @Command(
            name = "session",
            description = "Close a session.",
            footer = {"", "Example: jl2tpctl close session 12/34"})
    static final class Session implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "1..*", paramLabel = Target.SESSION, description = Target.SESSION_WORDS)
        private List<String> words;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Told to the peer.")
        private String reason = "";

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = selection.session();
            selection.end();
            arguments.addProperty("reason", reason);
            context.callAndConfirm("close_session", arguments, "session " + Texts.session(arguments) + " is closing");
        }
    }
}
