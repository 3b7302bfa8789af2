package org.jl2tpd.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Reads long lists page by page, so that neither side holds one whole. */
final class Lists {
    /** Rows that one page asks for. */
    private static final int PAGE = 200;

    private Lists() {}

    static void tunnels(Link link, Context.RowSink sink) {
        int after = 0;
        boolean more = true;
        while (more) {
            JsonObject arguments = page();
            arguments.addProperty("after", after);
            JsonObject page = link.callForObject("list_tunnels", arguments);
            JsonObject last = forward(page.getAsJsonArray("tunnels"), sink);
            after = last == null ? 0 : (int) Texts.number(last, "id");
            more = page.get("more").getAsBoolean() && after != 0;
        }
    }

    /** @param tunnel id or name, empty for all tunnels */
    static void sessions(Link link, String tunnel, Context.RowSink sink) {
        JsonObject arguments = page();
        if (!tunnel.isEmpty()) {
            arguments.addProperty("tunnel", tunnel);
        }
        boolean more = true;
        while (more) {
            JsonObject page = link.callForObject("list_sessions", arguments);
            JsonObject last = forward(page.getAsJsonArray("sessions"), sink);
            more = page.get("more").getAsBoolean() && last != null && Texts.number(last, "tunnel_id") != 0;
            if (more) {
                arguments.addProperty("after_tunnel", Texts.number(last, "tunnel_id"));
                arguments.addProperty("after_session", Texts.number(last, "id"));
            }
        }
    }

    static void pools(Link link, Context.RowSink sink) {
        link.call("list_pools", new JsonObject()).getAsJsonArray().forEach(sink::row);
    }

    static void staticTunnels(Link link, Context.RowSink sink) {
        link.call("list_static_tunnels", new JsonObject()).getAsJsonArray().forEach(sink::row);
    }

    private static JsonObject page() {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("limit", PAGE);
        return arguments;
    }

    private static JsonObject forward(JsonArray rows, Context.RowSink sink) {
        JsonObject last = null;
        for (JsonElement row : rows) {
            sink.row(row);
            last = row.getAsJsonObject();
        }
        return last;
    }
}
