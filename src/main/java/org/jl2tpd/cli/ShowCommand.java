package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.util.List;
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

        @Mixin
        private Watch watch;

        @Parameters(
                arity = "1..*",
                paramLabel = "TUNNEL",
                description =
                        "Its id or name, tunnel_id=ID or tunnel_name=NAME; then config or transport for a part alone.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            boolean config = selection.has("config");
            boolean transport = selection.has("transport");
            JsonObject arguments = selection.tunnel();
            selection.end();
            watch.run(
                    context,
                    () -> context.callAndShow("show_tunnel", arguments, answer -> screen(answer, config, transport)));
        }

        private static String screen(JsonObject tunnel, boolean config, boolean transport) {
            return config == transport ? Screens.details(tunnel) : Screens.details(TunnelParts.of(tunnel, config));
        }
    }

    @Command(
            name = "session",
            description = "Show all about a session, counters too.",
            footer = {"", "Example: jl2tpctl show session 12/34"})
    static final class Session implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Watch watch;

        @Parameters(arity = "1..*", paramLabel = Target.SESSION, description = Target.SESSION_WORDS)
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = selection.session();
            selection.end();
            watch.run(context, () -> context.callAndShow("show_session", arguments, Screens::details));
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
