package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "closed",
        description = "Show the tunnels and sessions that ended last, and why.",
        footer = {"", "Example: jl2tpctl closed --watch"})
final class ClosedCommand implements Runnable {
    @Mixin
    private Context context;

    @Mixin
    private Watch watch;

    @Override
    public void run() {
        watch.run(context, () -> context.callAndShow("closed", new JsonObject(), ClosedCommand::screen));
    }

    private static String screen(JsonObject closed) {
        String tunnels = tunnels(closed);
        String sessions = sessions(closed);
        return tunnels.isEmpty() && sessions.isEmpty() ? "nothing has ended yet\n" : tunnels + sessions;
    }

    private static String tunnels(JsonObject closed) {
        Table table = new Table()
                .number("TUNNEL")
                .text("NAME")
                .text("PEER")
                .text("HOST NAME")
                .number("LIVED")
                .text("BY")
                .number("RESULT")
                .number("ERROR")
                .text("WHY");
        for (JsonElement element : closed.getAsJsonArray("tunnels")) {
            JsonObject row = element.getAsJsonObject();
            table.row(
                    Texts.number(row, "id"),
                    Texts.text(row, "name"),
                    Texts.endpoint(Texts.text(row, "peer_address"), Texts.number(row, "peer_port")),
                    Texts.text(row, "peer_host_name"),
                    Texts.age(Texts.number(row, "lived_ms") / 1000),
                    by(row),
                    Texts.id(Texts.number(row, "result_code")),
                    Texts.id(Texts.number(row, "error_code")),
                    Texts.text(row, "words"));
        }
        return table.isEmpty() ? "" : table.format();
    }

    private static String sessions(JsonObject closed) {
        Table table = new Table()
                .text("SESSION")
                .text("USER")
                .text("ADDRESS")
                .number("LIVED")
                .number("IN")
                .number("OUT")
                .text("BY")
                .number("RESULT")
                .number("ERROR")
                .text("WHY");
        for (JsonElement element : closed.getAsJsonArray("sessions")) {
            JsonObject row = element.getAsJsonObject();
            table.row(
                    Texts.number(row, "tunnel_id") + "/" + Texts.number(row, "id"),
                    Texts.text(row, "user"),
                    Texts.text(row, "peer_ipv4"),
                    Texts.age(Texts.number(row, "lived_ms") / 1000),
                    Texts.number(row, "rx_octets"),
                    Texts.number(row, "tx_octets"),
                    by(row),
                    Texts.id(Texts.number(row, "result_code")),
                    Texts.id(Texts.number(row, "error_code")),
                    Texts.text(row, "words"));
        }
        return table.isEmpty() ? "" : table.format();
    }

    private static String by(JsonObject row) {
        return row.get("by_peer").getAsBoolean() ? "peer" : "us";
    }
}
