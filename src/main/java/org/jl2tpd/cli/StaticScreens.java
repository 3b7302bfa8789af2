package org.jl2tpd.cli;

import static org.jl2tpd.cli.Texts.counter;
import static org.jl2tpd.cli.Texts.endpoint;
import static org.jl2tpd.cli.Texts.number;
import static org.jl2tpd.cli.Texts.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/** How tunnels without control protocol look on a terminal. */
final class StaticScreens {
    private StaticScreens() {}

    /** A line for each tunnel, with a line for each of its sessions below, and what failed. */
    static String list(List<JsonObject> tunnels) {
        Table table = new Table()
                .text("NAME")
                .text("STATE")
                .number("ID")
                .number("PEER ID")
                .text("LOCAL")
                .text("PEER")
                .text("DEVICE")
                .number("IN")
                .number("OUT");
        StringBuilder remarks = new StringBuilder();
        for (JsonObject tunnel : tunnels) {
            String name = text(tunnel, "name");
            String local = endpoint(text(tunnel, "local_address"), number(tunnel, "local_port"));
            String peer = endpoint(text(tunnel, "peer_address"), number(tunnel, "peer_port"));
            row(table, tunnel, name, local, peer);
            remark(remarks, name, tunnel);
            for (JsonElement element : tunnel.getAsJsonArray("sessions")) {
                JsonObject session = element.getAsJsonObject();
                String full = name + "/" + text(session, "name");
                row(table, session, full, "", "");
                if (text(tunnel, "problem").isEmpty()) {
                    remark(remarks, full, session);
                }
            }
        }
        return table.isEmpty() ? "no static tunnels\n" : table.format() + remarks;
    }

    private static void row(Table table, JsonObject object, String name, String local, String peer) {
        table.row(
                name,
                text(object, "state"),
                number(object, "id"),
                number(object, "peer_id"),
                local,
                peer,
                text(object, "device"),
                counter(object, "rx_octets"),
                counter(object, "tx_octets"));
    }

    private static void remark(StringBuilder out, String name, JsonObject object) {
        String problem = text(object, "problem");
        if (!problem.isEmpty()) {
            out.append(Table.clean(name + ": " + problem)).append('\n');
        }
    }

    /** All about a tunnel, then all about each of its sessions. */
    static String details(JsonObject tunnel) {
        JsonElement sessions = tunnel.remove("sessions");
        StringBuilder out = new StringBuilder(Screens.details(tunnel));
        for (JsonElement session : sessions.getAsJsonArray()) {
            out.append('\n').append(Screens.details(session.getAsJsonObject()));
        }
        return out.toString();
    }
}
