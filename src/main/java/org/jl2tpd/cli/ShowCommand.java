package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        synopsisSubcommandLabel = "system|tunnel|session",
        description = "Show all about the system, a tunnel or a session.",
        subcommands = {ShowCommand.ShowSystem.class, ShowCommand.Tunnel.class, ShowCommand.Session.class})
final class ShowCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Command(name = "system", description = "Show all about the daemon.")
    static final class ShowSystem implements Runnable {
        @Mixin
        private Context context;

        @Override
        public void run() {
            context.callAndShow("system", new JsonObject(), Screens::details);
        }
    }

    @Command(
            name = "tunnel",
            description = "Show all about a tunnel, counters too.",
            footer = {"", "Example: jl2tpctl show tunnel office"})
    static final class Tunnel implements Runnable {
        @Mixin
        private Context context;

        @Parameters(paramLabel = "TUNNEL", description = "Its id or name.")
        private String tunnel;

        @Override
        public void run() {
            context.callAndShow("show_tunnel", Target.tunnel(tunnel), Screens::details);
        }
    }

    @Command(
            name = "session",
            description = "Show all about a session, counters too.",
            footer = {"", "Example: jl2tpctl show session 12/34"})
    static final class Session implements Runnable {
        @Mixin
        private Context context;

        @Parameters(paramLabel = Target.SESSION, description = "Ids or names.")
        private String session;

        @Override
        public void run() {
            context.callAndShow("show_session", Target.session(session), Screens::details);
        }
    }
}
