package org.jl2tpd.daemon.importer;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import org.jl2tpd.migration.Fate;
import org.jl2tpd.migration.Report;

/** A report as lines for people, or as JSON. */
final class ShownReport {
    private final Report report;
    private final PrintWriter out;

    ShownReport(Report report, PrintWriter out) {
        this.report = report;
        this.out = out;
    }

    void print(boolean json) {
        if (json) {
            out.println(new GsonBuilder().disableHtmlEscaping().create().toJson(json()));
        } else {
            text();
        }
        out.flush();
    }

    private void text() {
        report.faults().forEach(out::println);
        for (Report.Line line : report.lines()) {
            for (Report.Note note : line.notes()) {
                out.println(line.file() + ":" + line.number() + ": "
                        + note.fate().words() + ": " + note.what() + ": " + note.words());
            }
        }
        report.warnings().forEach(warning -> out.println("warning: " + warning));
        out.println(counts());
    }

    private String counts() {
        var text = new StringBuilder(report.lines().size() + " lines");
        for (Fate fate : Fate.values()) {
            text.append(fate.ordinal() == 0 ? ": " : ", ")
                    .append(report.count(fate))
                    .append(' ')
                    .append(fate.words());
        }
        return text.toString();
    }

    private JsonObject json() {
        var all = new JsonObject();
        var lines = new JsonArray();
        report.lines().forEach(line -> lines.add(json(line)));
        all.add("lines", lines);
        var counts = new JsonObject();
        for (Fate fate : Fate.values()) {
            counts.addProperty(word(fate), report.count(fate));
        }
        all.add("counts", counts);
        var warnings = new JsonArray();
        report.warnings().forEach(warnings::add);
        all.add("warnings", warnings);
        var faults = new JsonArray();
        for (Report.Fault fault : report.faults()) {
            var one = new JsonObject();
            one.addProperty("file", fault.place().file());
            one.addProperty("line", fault.place().line());
            one.addProperty("column", fault.place().column());
            one.addProperty("message", fault.message());
            faults.add(one);
        }
        all.add("faults", faults);
        return all;
    }

    private static JsonObject json(Report.Line line) {
        var one = new JsonObject();
        one.addProperty("file", line.file());
        one.addProperty("line", line.number());
        one.addProperty("fate", word(line.fate()));
        var notes = new JsonArray();
        for (Report.Note note : line.notes()) {
            var said = new JsonObject();
            said.addProperty("fate", word(note.fate()));
            said.addProperty("what", note.what());
            said.addProperty("words", note.words());
            notes.add(said);
        }
        one.add("notes", notes);
        return one;
    }

    private static String word(Fate fate) {
        return fate.name().toLowerCase(java.util.Locale.ROOT);
    }
}
