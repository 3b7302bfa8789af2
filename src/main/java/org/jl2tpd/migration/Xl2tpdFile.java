package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The grammar of xl2tpd.conf: {@code [global]}, {@code [lns NAME]}, {@code [lac NAME]}, and {@code key = value} in them; comments from a semicolon on. */
final class Xl2tpdFile {
    /** A line of a section; the key in lower case, with single blanks. */
    record Entry(String key, String value, Place place) {}

    /** A section; one that stands twice is one. */
    record Part(String kind, String name, Place place, List<Entry> entries, List<Place> titles) {
        boolean isDefault() {
            return name.equalsIgnoreCase("default");
        }

        /** The last value of a key; null for none. */
        Entry last(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .reduce((one, other) -> other)
                    .orElse(null);
        }
    }

    private final Source source;
    private final Report report;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private Part part;
    private int number;

    private Xl2tpdFile(Source source, Report report) {
        this.source = source;
        this.report = report;
    }

    static List<Part> parse(Source source, Report report) {
        var parser = new Xl2tpdFile(source, report);
        source.lines().forEach(parser::line);
        return List.copyOf(parser.parts.values());
    }

    private void line(String text) {
        number++;
        int comment = text.indexOf(';');
        String line = (comment < 0 ? text : text.substring(0, comment)).stripTrailing();
        String said = line.strip();
        if (said.isEmpty() || said.startsWith("#")) {
            return;
        }
        report.line(source.name(), number);
        Place place = new Place(
                source.name(), number, line.length() - line.stripLeading().length() + 1);
        if (said.startsWith("[")) {
            title(said, place);
        } else {
            entry(said, place);
        }
    }

    private void title(String said, Place place) {
        int end = said.indexOf(']');
        if (end < 0) {
            report.fault(place, "the section has no closing bracket");
            return;
        }
        String inside = said.substring(1, end).strip();
        int blank = inside.indexOf(' ');
        String kind = (blank < 0 ? inside : inside.substring(0, blank)).toLowerCase(Locale.ROOT);
        String name = blank < 0 ? "" : inside.substring(blank + 1).strip();
        if (!kind.equals("global") && !kind.equals("lns") && !kind.equals("lac")) {
            report.fault(place, "a section is [global], [lns NAME] or [lac NAME]");
            part = null;
            return;
        }
        String key = kind + " " + name.toLowerCase(Locale.ROOT);
        part = parts.computeIfAbsent(key, any -> new Part(kind, name, place, new ArrayList<>(), new ArrayList<>()));
        part.titles().add(place);
    }

    private void entry(String said, Place place) {
        int equals = said.indexOf('=');
        if (part == null || equals < 0) {
            report.fault(place, equals < 0 ? "KEY = VALUE was expected" : "the line stands in no section");
            return;
        }
        String key = said.substring(0, equals).strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        part.entries().add(new Entry(key, said.substring(equals + 1).strip(), place));
    }
}
