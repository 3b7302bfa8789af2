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
        description =
                "Open a tunnel or a session. It lives until it is closed or ends; config save keeps it for the next start.",
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
                "dest_ipaddr is required; tunnel_name is dest_ipaddr's when left out. dest_ipaddr may list several",
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
            arguments.add("attributes", named(Attributes.parse(attributes)));
            context.callAndShow("create_tunnel", arguments, Tunnel::screen);
        }

        /** Without a name of its own it has that of its first candidate. */
        private static JsonObject named(JsonObject attributes) {
            String destination = Texts.text(attributes, "dest_ipaddr");
            if (!attributes.has("tunnel_name") && !destination.isEmpty()) {
                attributes.addProperty("tunnel_name", destination.split(",")[0].trim());
            }
            return attributes;
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
                "session_name is user_name's when left out. Other attributes are user_name, user_password or",
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

        @Parameters(
                arity = "1..*",
                paramLabel = "WORD",
                description =
                        "The tunnel (id, name, tunnel_id=ID or tunnel_name=NAME), and attributes NAME=VALUE of the session.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = selection.tunnel();
            arguments.add("attributes", named(selection.attributes()));
            try (Link link = context.open()) {
                JsonElement session = link.call("create_session", arguments);
                if (session.isJsonObject()) {
                    context.show(session.getAsJsonObject(), Session::screen);
                } else {
                    context.done("the session is opened when its tunnel is up");
                }
            }
        }

        /** Without a name of its own it has that of its user. */
        private static JsonObject named(JsonObject attributes) {
            if (!attributes.has("session_name")) {
                String user = Texts.text(attributes, "user_name");
                attributes.addProperty("session_name", user.isEmpty() ? "session" : user);
            }
            return attributes;
        }

        private static String screen(JsonObject session) {
            return "session " + Texts.text(session, "name") + " has id " + Texts.number(session, "tunnel_id") + "/"
                    + Texts.number(session, "id") + "; it is in state " + Texts.text(session, "state") + "\n";
        }
    }
}
