package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has the daemon follow its configuration file. */
@Command(
        name = "reload",
        description =
                "Take the daemon's configuration file as the truth, without dropping a session that it does not concern.",
        footer = {
            "",
            "Lines begin with + for what is added or opened, - for what is dropped or closed, ~ for what is changed,",
            "! for what only a restart takes over, and x for what failed. An invalid file, or one that can't be taken",
            "over, changes nothing: each fault is told with its line, and the exit status is not 0.",
            "",
            "Examples: jl2tpctl reload --dry-run",
            "          jl2tpctl reload"
        })
final class ReloadCommand implements Runnable {
    private static final Map<String, String> MARKS = Map.of(
            "added",
            "+",
            "opened",
            "+",
            "dropped",
            "-",
            "closed",
            "-",
            "changed",
            "~",
            "reopened",
            "~",
            "restarted",
            "~");

    @Mixin
    private Context context;

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    @Override
    public void run() {
        boolean failed;
        try (Link link = context.open()) {
            JsonObject report = link.call(dryRun ? "reload_plan" : "reload", new JsonObject())
                    .getAsJsonObject();
            context.out().print(context.isJson() ? report + "\n" : screen(report));
            failed = !report.getAsJsonArray("failed").isEmpty();
        }
        if (failed) {
            throw new CliFailure(ExitCode.REFUSED, "not all of it could be done");
        }
    }

    private static String screen(JsonObject report) {
        StringBuilder out = new StringBuilder();
        for (JsonElement line : report.getAsJsonArray("changes")) {
            out.append(marked(line.getAsString(), ""));
        }
        for (JsonElement line : report.getAsJsonArray("dropped")) {
            out.append(marked(line.getAsString(), " (made by command)"));
        }
        add(out, report, "restart", "! needs a restart: ");
        add(out, report, "failed", "x failed: ");
        if (out.isEmpty()) {
            out.append("Nothing differs.\n");
        }
        return out.append("file ")
                .append(Table.clean(Texts.text(report, "file")))
                .append('\n')
                .toString();
    }

    private static String marked(String line, String more) {
        String word = line.substring(0, Math.max(0, line.indexOf(' ')));
        return MARKS.getOrDefault(word, "~") + " " + Table.clean(line) + more + "\n";
    }

    private static void add(StringBuilder out, JsonObject report, String list, String mark) {
        report.getAsJsonArray(list)
                .forEach(line ->
                        out.append(mark).append(Table.clean(line.getAsString())).append('\n'));
    }
}
