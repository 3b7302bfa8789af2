package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "List the users of sessions; * marks sessions that were not created here.",
        footer = {"", "Example: jl2tpctl user list"})
final class UserCommand implements Runnable {
    @Mixin
    private Context context;

    @Mixin
    private Watch watch;

    @Override
    public void run() {
        watch.run(
                context,
                () -> ListCommand.list(context, (link, sink) -> Lists.sessions(link, "", sink), UserCommand::screen));
    }

    /** As LAC the user is ours, and the peer's address the LNS's. */
    private static String address(JsonObject session) {
        return Texts.text(session, "type").startsWith("LN") ? "peer_ipv4" : "local_ipv4";
    }

    private static String screen(List<JsonObject> sessions) {
        Table table = new Table()
                .number("TUNNEL")
                .number("SESSION")
                .text("USER")
                .text("ADDRESS")
                .number("AGE")
                .text("");
        for (JsonObject session : sessions) {
            if (!Texts.text(session, "user").isEmpty()) {
                table.row(
                        Texts.number(session, "tunnel_id"),
                        Texts.id(Texts.number(session, "id")),
                        Texts.text(session, "user"),
                        Texts.text(session, address(session)),
                        Texts.age(Texts.number(session, "age_seconds")),
                        session.get("created_by_admin").getAsBoolean() ? " " : "*");
            }
        }
        return table.isEmpty() ? "no users\n" : table.format();
    }
}
