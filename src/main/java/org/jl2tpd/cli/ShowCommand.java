package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        synopsisSubcommandLabel = "system|tunnel|session|static-tunnel",
        description = "Show all about the system, a tunnel, a session or a static tunnel.",
        subcommands = {
            ShowCommand.ShowSystem.class,
            ShowCommand.Tunnel.class,
            ShowCommand.Session.class,
            ShowCommand.StaticTunnel.class
        })
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

    @Command(
            name = "static-tunnel",
            description = "Show all about a tunnel without control protocol and its sessions, counters too.",
            footer = {"", "Example: jl2tpctl show static-tunnel branch"})
    static final class StaticTunnel implements Runnable {
        @Mixin
        private Context context;

        @Parameters(paramLabel = "NAME", description = "Its name in the configuration.")
        private String name;

        @Override
        public void run() {
            JsonObject arguments = new JsonObject();
            arguments.addProperty("name", name);
            context.callAndShow("show_static_tunnel", arguments, StaticScreens::details);
        }
    }
}
