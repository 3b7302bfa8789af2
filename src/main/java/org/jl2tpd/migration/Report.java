package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accounts for every line: a parser says which lines there are, and the importers what becomes of them. Never holds a secret. */
public final class Report {
    /** Most errors that are kept: a file of another kind has one in every line. */
    static final int MAX_ERRORS = 100;

    /**
     * What became of a part of a line.
     *
     * @param what the part: a key or a command, never a value that may be secret
     * @param words to what, or why not
     */
    public record Note(Fate fate, String what, String words) {}

    /**
     * A line that is neither empty nor a comment.
     *
     * @param fate the worst of its parts'
     */
    public record Line(String file, int number, Fate fate, List<Note> notes) {}

    /** Something that is not as the grammar wants it. */
    public record Fault(Place place, String message) {
        @Override
        public String toString() {
            return place + ": " + message;
        }
    }

    private record Key(String file, int line) {}

    private final Map<Key, List<Note>> lines = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** There is such a line. */
    void line(String file, int line) {
        lines.computeIfAbsent(new Key(file, line), any -> new ArrayList<>());
    }

    void note(Place place, Fate fate, String what, String words) {
        List<Note> notes = lines.computeIfAbsent(new Key(place.file(), place.line()), any -> new ArrayList<>());
        Note note = new Note(fate, what, words);
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    /** In place of what was said of that part before. */
    void renote(Place place, Fate fate, String what, String words) {
        lines.computeIfAbsent(new Key(place.file(), place.line()), any -> new ArrayList<>())
                .removeIf(note -> note.what().equals(what));
        note(place, fate, what, words);
    }

    void fault(Place place, String message) {
        if (faults.size() < MAX_ERRORS) {
            faults.add(new Fault(place, message));
        }
    }

    void warn(String words) {
        if (!warnings.contains(words)) {
            warnings.add(words);
        }
    }

    /** Whether something was said of that line. */
    boolean isNoted(String file, int line) {
        List<Note> notes = lines.get(new Key(file, line));
        return notes != null && !notes.isEmpty();
    }

    /** All lines, in the order of the files; one of which nobody said anything is not carried over. */
    public List<Line> lines() {
        List<Line> all = new ArrayList<>();
        lines.forEach((key, notes) -> {
            List<Note> said =
                    notes.isEmpty() ? List.of(new Note(Fate.LOST, "line", "nothing here makes use of it")) : notes;
            Fate worst = Collections.max(said.stream().map(Note::fate).toList());
            all.add(new Line(key.file(), key.line(), worst, List.copyOf(said)));
        });
        return all;
    }

    /** Lines of that fate. */
    public long count(Fate fate) {
        return lines().stream().filter(line -> line.fate() == fate).count();
    }

    /** What the grammars refuse; with any, there is no result. */
    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** What an operator should know beyond single lines. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
