package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        synopsisSubcommandLabel = "tunnel|session",
        description = "Open a tunnel or a session. It lives until it ends, is closed, or the daemon restarts.",
        subcommands = {CreateCommand.Tunnel.class, CreateCommand.Session.class})
final class CreateCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Command(
            name = "tunnel",
            description = "Open a tunnel to an LNS (or a LAC).",
            footer = {
                "",
                "tunnel_name and dest_ipaddr are required; dest_ipaddr may list several",
                "candidates with commas. Other attributes are those of the configuration's",
                "tunnel profile, and profile_name, peer_profile_name and persist.",
                "name=@FILE takes a value from a file's first line; secret_name=NAME takes the",
                "secret [secret.NAME] of the configuration. A secret in the command line itself",
                "(secret=...) can be seen by every user of this host.",
                "",
                "Without persist=yes each candidate is tried once, and what ended is not opened",
                "again: a tunnel that found no peer is shown in state FAILED, a session that",
                "was refused in state GIVEN_UP, each with the reason, until closed or created",
                "anew. With it both are tried for ever, at growing intervals.",
                "",
                "Example: jl2tpctl create tunnel tunnel_name=office dest_ipaddr=lns.example.net \\",
                "             auth_mode=challenge secret_name=office persist=yes"
            })
    static final class Tunnel implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "1..*", paramLabel = "NAME=VALUE", description = "Attributes of the tunnel.")
        private List<String> attributes;

        @Override
        public void run() {
            JsonObject arguments = new JsonObject();
            arguments.add("attributes", Attributes.parse(attributes));
            context.callAndShow("create_tunnel", arguments, Tunnel::screen);
        }

        private static String screen(JsonObject tunnel) {
            long id = Texts.number(tunnel, "id");
            return "tunnel " + Texts.text(tunnel, "name") + (id == 0 ? "" : " has id " + id + "; it") + " is in state "
                    + Texts.text(tunnel, "state") + "\n";
        }
    }

    @Command(
            name = "session",
            description = "Open a session in a tunnel.",
            footer = {
                "",
                "session_name is required. Other attributes are user_name, user_password or",
                "secret_name, interface_name, profile_name, ppp_profile_name and those of the",
                "configuration's session and ppp profiles.",
                "name=@FILE takes a value from a file's first line; secret_name=NAME takes the",
                "secret [secret.NAME] of the configuration as the user's password.",
                "",
                "Example: jl2tpctl create session office session_name=s1 \\",
                "             user_name=alice secret_name=alice"
            })
    static final class Session implements Runnable {
        @Mixin
        private Context context;

        @Parameters(index = "0", paramLabel = "TUNNEL", description = "Id or name of the tunnel.")
        private String tunnel;

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "NAME=VALUE",
                description = "Attributes of the session.")
        private List<String> attributes;

        @Override
        public void run() {
            JsonObject arguments = Target.tunnel(tunnel);
            arguments.add("attributes", Attributes.parse(attributes));
            try (Link link = context.open()) {
                JsonElement session = link.call("create_session", arguments);
                if (session.isJsonObject()) {
                    context.show(session.getAsJsonObject(), Session::screen);
                } else {
                    context.done("the session is opened when its tunnel is up");
                }
            }
        }

        private static String screen(JsonObject session) {
            return "session " + Texts.text(session, "name") + " has id " + Texts.number(session, "tunnel_id") + "/"
                    + Texts.number(session, "id") + "; it is in state " + Texts.text(session, "state") + "\n";
        }
    }
}
