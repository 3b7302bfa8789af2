package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Answers that are text or lines of text. */
final class Results {
    private Results() {}

    /** Prints the text or lines of an answer; the confirmation where there are none. */
    static void show(Context context, String operation, JsonObject arguments, String confirmation) {
        try (Link link = context.open()) {
            JsonElement answer = link.call(operation, arguments);
            if (context.isJson()) {
                context.out().println(answer.isJsonNull() ? "{\"done\":true}" : answer.toString());
                return;
            }
            String text = text(answer);
            context.out().print(text);
            if (text.isEmpty() && !confirmation.isEmpty()) {
                context.done(confirmation);
            }
        }
    }

    private static String text(JsonElement answer) {
        StringBuilder out = new StringBuilder();
        if (answer.isJsonArray()) {
            answer.getAsJsonArray()
                    .forEach(line -> out.append(Table.clean(line.getAsString())).append('\n'));
        } else if (answer.isJsonObject()) {
            report(answer.getAsJsonObject(), out);
        } else if (answer.isJsonPrimitive()) {
            answer.getAsString()
                    .lines()
                    .forEach(line ->
                            out.append(line.isEmpty() ? "" : Table.clean(line)).append('\n'));
        }
        return out.toString();
    }

    /** What a save or a restore did: lines of each list, and the file. */
    private static void report(JsonObject report, StringBuilder out) {
        for (String list : new String[] {"changes", "done", "failed", "left"}) {
            if (report.has(list)) {
                String mark = list.equals("failed") || list.equals("left") ? list + ": " : "";
                report.getAsJsonArray(list)
                        .forEach(line -> out.append(mark)
                                .append(Table.clean(line.getAsString()))
                                .append('\n'));
            }
        }
        long comments = Texts.number(report, "comment_lines_dropped");
        out.append(comments == 0 ? "" : comments + " lines with comments are no more\n");
        out.append("file ").append(Table.clean(Texts.text(report, "file")));
        if (report.has("contents")) {
            out.append(": ").append(Table.clean(Texts.text(report, "contents")));
        }
        out.append('\n');
    }
}
