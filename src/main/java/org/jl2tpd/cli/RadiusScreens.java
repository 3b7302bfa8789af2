package org.jl2tpd.cli;

import static org.jl2tpd.cli.Texts.age;
import static org.jl2tpd.cli.Texts.endpoint;
import static org.jl2tpd.cli.Texts.number;
import static org.jl2tpd.cli.Texts.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;

/** How RADIUS looks on a terminal. */
final class RadiusScreens {
    private RadiusScreens() {}

    /** A table of servers, one of clients, the spool's line and the LNSs that are tried last; what is not there is left out. */
    static String show(JsonObject radius) {
        boolean unused = radius.getAsJsonArray("servers").isEmpty()
                && radius.getAsJsonArray("clients").isEmpty();
        if (unused) {
            return "RADIUS is not used\n";
        }
        return servers(radius) + clients(radius) + spool(radius.getAsJsonObject("spool")) + denied(radius);
    }

    /** Who said what, how fast, and a line for each attribute. */
    static String test(JsonObject answer) {
        String server = text(answer, "server");
        String words = text(answer, "words");
        var out = new StringBuilder(text(answer, "result"));
        if (!server.isEmpty()) {
            out.append(" by ").append(Table.clean(server));
        }
        out.append(" after ").append(millis(number(answer, "micros"))).append(" ms");
        out.append(words.isEmpty() ? "" : ": " + Table.clean(words)).append('\n');
        for (JsonElement element : answer.getAsJsonArray("attributes")) {
            JsonObject attribute = element.getAsJsonObject();
            out.append("  ").append(Table.clean(text(attribute, "name"))).append(" = ");
            out.append(Table.clean(text(attribute, "value"))).append('\n');
        }
        return out.toString();
    }

    private static String servers(JsonObject radius) {
        Table table = new Table()
                .text("SERVER")
                .text("GROUP")
                .text("ROLE")
                .text("ADDRESS")
                .text("STATE")
                .number("SINCE")
                .number("RTT MS")
                .number("REQUESTS")
                .number("RESENT")
                .number("OK")
                .number("REFUSED")
                .number("TIMEOUTS")
                .number("PENDING")
                .number("BAD");
        for (JsonElement element : radius.getAsJsonArray("servers")) {
            JsonObject server = element.getAsJsonObject();
            boolean isAccounting = text(server, "role").equals("accounting");
            table.row(
                    text(server, "name"),
                    text(server, "group"),
                    isAccounting ? "acct" : "auth",
                    endpoint(text(server, "address"), number(server, "port")),
                    text(server, "state"),
                    age(number(server, "state_seconds")),
                    millis(number(server, "round_trip_micros")),
                    number(server, "requests"),
                    number(server, "retransmissions"),
                    number(server, isAccounting ? "responses" : "accepts"),
                    number(server, "rejects") + number(server, "challenges"),
                    number(server, "timeouts"),
                    number(server, "pending"),
                    bad(server, "") + number(server, "unknown_types"));
        }
        return table.isEmpty() ? "" : table.format();
    }

    private static String millis(long micros) {
        return micros == 0 ? "" : String.format(Locale.ROOT, "%.1f", micros / 1000.0);
    }

    /** What came and was dropped, for whatever reason. */
    private static long bad(JsonObject row, String prefix) {
        return number(row, prefix + "malformed")
                + number(row, prefix + "bad_authenticators")
                + number(row, prefix + "dropped");
    }

    private static String clients(JsonObject radius) {
        Table table = new Table()
                .text("CLIENT")
                .text("SOURCE")
                .number("DISCONNECTS")
                .number("ACKS")
                .number("NAKS")
                .number("ENDED")
                .number("COAS")
                .number("ACKS")
                .number("NAKS")
                .number("CHANGED")
                .number("REPEATED")
                .number("BAD");
        for (JsonElement element : radius.getAsJsonArray("clients")) {
            JsonObject client = element.getAsJsonObject();
            table.row(
                    text(client, "name"),
                    text(client, "source"),
                    number(client, "disconnect_requests"),
                    number(client, "disconnect_acks"),
                    number(client, "disconnect_naks"),
                    number(client, "disconnect_sessions"),
                    number(client, "coa_requests"),
                    number(client, "coa_acks"),
                    number(client, "coa_naks"),
                    number(client, "coa_sessions"),
                    number(client, "disconnect_duplicates") + number(client, "coa_duplicates"),
                    bad(client, "disconnect_") + bad(client, "coa_") + number(client, "unknown_types"));
        }
        long strangers = number(radius, "disconnect_strangers") + number(radius, "coa_strangers");
        String others = strangers == 0 ? "" : "requests of others, unanswered: " + strangers + "\n";
        return table.isEmpty() ? others : "\n" + table.format() + others;
    }

    private static String spool(JsonObject spool) {
        long waiting = number(spool, "waiting");
        String oldest = waiting == 0 ? "" : " (the oldest for " + age(number(spool, "oldest_seconds")) + ")";
        String problem = text(spool, "problem");
        return "\naccounting: " + waiting + " records wait" + oldest + "; " + number(spool, "written") + " written, "
                + number(spool, "acknowledged") + " acknowledged, " + number(spool, "dropped") + " dropped\n"
                + (problem.isEmpty() ? "" : Table.clean("accounting: " + problem) + "\n");
    }

    private static String denied(JsonObject radius) {
        Table table = new Table().text("LNS TRIED LAST").number("FOR");
        for (JsonElement element : radius.getAsJsonArray("denied")) {
            JsonObject denied = element.getAsJsonObject();
            table.row(text(denied, "endpoint"), age(number(denied, "seconds")));
        }
        return table.isEmpty() ? "" : "\n" + table.format();
    }
}
