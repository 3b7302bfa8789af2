package org.jl2tpd.migration;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jl2tpd.config.ConfigError;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.config.ConfigWriter;

/** Takes out of a draft what the loader refuses, and says which line of whose file it was. */
final class Checked {
    /** Most values that are taken away before the rest is given up; each costs a reading of the whole. */
    static final int MAX_ROUNDS = 200;

    private static final Set<String> KEYS = Set.of("name", "tunnel_name", "session_name");

    /** Where a line of our text comes from. */
    private record Origin(Section section, String key) {}

    private final Draft draft;
    private final Report report;

    Checked(Draft draft, Report report) {
        this.draft = draft;
        this.report = report;
    }

    /** False when the draft is refused for something that no line of theirs said. */
    boolean settle() {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            ConfigResult result = load();
            if (result.isValid()) {
                result.warnings().forEach(warning -> report.warn(warning.message()));
                return true;
            }
            if (!takeAway(result.errors().get(0))) {
                report.warn("the result is not valid: " + result.errors().get(0).message());
                return false;
            }
        }
        report.warn("more than " + MAX_ROUNDS + " values can't be here; nothing is written");
        return false;
    }

    private ConfigResult load() {
        String text = ConfigWriter.write(draft.items(true), "", Path.of("/"));
        return ConfigLoader.parse("import", text.getBytes(StandardCharsets.UTF_8));
    }

    private boolean takeAway(ConfigError error) {
        Origin origin = origin(error.line());
        if (origin == null) {
            return false;
        }
        Section section = origin.section();
        Section.Entry entry = origin.key() == null ? null : section.remove(origin.key());
        if (entry != null && !isKey(section, origin.key())) {
            refused(entry, section.title() + ": " + error.message());
            return true;
        }
        draft.remove(section);
        section.entries().values().forEach(each -> refused(each, section.title() + ": " + error.message()));
        if (entry != null) {
            refused(entry, section.title() + ": " + error.message());
        }
        section.children()
                .forEach(child -> child.entries()
                        .values()
                        .forEach(each -> refused(each, section.title() + " is not there: " + error.message())));
        return true;
    }

    /** Without that key the section could not be. */
    private static boolean isKey(Section section, String key) {
        return section.listed() && KEYS.contains(key) || section.kind().equals("pool");
    }

    private void refused(Section.Entry entry, String message) {
        if (entry.origin() != null) {
            report.renote(entry.origin(), Fate.LOST, entry.what(), message);
        }
    }

    /** What a line of the text that {@link ConfigWriter} makes came from: an empty line, a title, a line for each value, then what is below. */
    private Origin origin(int line) {
        int next = 1;
        List<Section> sections = draft.ordered();
        if (!sections.isEmpty() && sections.get(0).kind().equals("system")) {
            Origin found = within(sections.get(0), next, line);
            if (found != null) {
                return found;
            }
            next += length(sections.get(0));
            sections = sections.subList(1, sections.size());
        }
        next += draft.used().size() * 3;
        for (Section section : sections) {
            Origin found = within(section, next, line);
            if (found != null) {
                return found;
            }
            next += length(section);
        }
        return null;
    }

    private static Origin within(Section section, int first, int line) {
        if (line < first || line >= first + length(section)) {
            return null;
        }
        int index = line - first - 2;
        List<String> keys = List.copyOf(section.entries().keySet());
        if (index < keys.size()) {
            return new Origin(section, index < 0 ? null : keys.get(index));
        }
        int next = first + 2 + keys.size();
        for (Section child : section.children()) {
            Origin found = within(child, next, line);
            if (found != null) {
                return found;
            }
            next += length(child);
        }
        return null;
    }

    private static int length(Section section) {
        return 2
                + section.entries().size()
                + section.children().stream().mapToInt(Checked::length).sum();
    }
}
