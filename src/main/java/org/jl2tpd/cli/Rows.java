package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Which tunnels or sessions a list shows.
 *
 * @param local those that were created here; null for all
 * @param names whether their names alone are shown
 */
record Rows(Boolean local, boolean names) {
    static final String WORDS =
            "local_only: those that were created here; remote_only: those of peers; names: names alone.";

    /** Takes its words out of the selection. */
    static Rows of(Selection selection) {
        boolean local = selection.has("local_only");
        boolean remote = selection.has("remote_only");
        if (local && remote) {
            throw new CliFailure(ExitCode.USAGE, "local_only and remote_only exclude each other");
        }
        return new Rows(local || remote ? local : null, selection.has("names"));
    }

    BiConsumer<Link, Context.RowSink> from(BiConsumer<Link, Context.RowSink> source) {
        if (local == null) {
            return source;
        }
        return (link, sink) -> source.accept(link, row -> {
            if (row.getAsJsonObject().get("created_by_admin").getAsBoolean() == local) {
                sink.row(row);
            }
        });
    }

    Function<List<JsonObject>, String> screen(Function<List<JsonObject>, String> table) {
        return names ? Rows::namesOf : table;
    }

    private static String namesOf(List<JsonObject> rows) {
        StringBuilder out = new StringBuilder();
        for (JsonObject row : rows) {
            String name = Texts.text(row, "name");
            out.append(Table.clean(name.isEmpty() ? Texts.text(row, "id") : name))
                    .append('\n');
        }
        return out.toString();
    }
}
