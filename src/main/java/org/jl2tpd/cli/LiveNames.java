package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Names that the daemon has now, for completion; none when it does not answer. */
final class LiveNames {
    /** Tunnels or sessions that are offered at most. */
    private static final int LIMIT = 200;

    private final Path socket;
    private JsonObject schema;

    LiveNames(Path socket) {
        this.socket = socket;
    }

    /** Names of tunnels, ids of those that have none. */
    List<String> tunnels() {
        return ask(link -> rows(link, "list_tunnels", "tunnels", tunnel -> name(tunnel, "name", "id")));
    }

    /** Sessions as {@code TUNNEL/SESSION}. */
    List<String> sessions() {
        return ask(link -> rows(
                link,
                "list_sessions",
                "sessions",
                session -> name(session, "tunnel_name", "tunnel_id") + "/" + name(session, "name", "id")));
    }

    List<String> profiles(String kind) {
        return ask(link -> {
            JsonObject arguments = new JsonObject();
            arguments.addProperty("kind", kind);
            List<String> names = new ArrayList<>();
            link.call("profile_list", arguments).getAsJsonArray().forEach(name -> names.add(name.getAsString()));
            return names;
        });
    }

    /** Attributes of {@code tunnel}, {@code session}, {@code system} or {@code KIND_profile}. */
    List<JsonObject> attributes(String object) {
        return ask(link -> {
            if (schema == null) {
                schema = link.callForObject("schema", new JsonObject());
            }
            List<JsonObject> rows = new ArrayList<>();
            if (schema.has(object)) {
                schema.getAsJsonArray(object).forEach(row -> rows.add(row.getAsJsonObject()));
            }
            return rows;
        });
    }

    private static List<String> rows(Link link, String operation, String member, Function<JsonObject, String> name) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("limit", LIMIT);
        List<String> names = new ArrayList<>();
        for (JsonElement row : link.callForObject(operation, arguments).getAsJsonArray(member)) {
            names.add(name.apply(row.getAsJsonObject()));
        }
        return names;
    }

    private static String name(JsonObject row, String name, String id) {
        String text = Texts.text(row, name);
        return text.isEmpty() ? Texts.text(row, id) : text;
    }

    private <T> List<T> ask(Function<Link, List<T>> question) {
        try (Link link = Link.open(socket)) {
            return question.apply(link);
        } catch (RuntimeException e) {
            return List.of(); // Completion never disturbs what is being written.
        }
    }
}
