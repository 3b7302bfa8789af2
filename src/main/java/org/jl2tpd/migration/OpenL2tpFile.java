package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * The grammar of openl2tpd.conf: a command a line, words and then NAME=VALUE or NAME; values bare or in double quotes; comments from a # that begins a word;
 * a backslash at the end of a line continues it.
 */
final class OpenL2tpFile {
    /** Most words of a command. */
    static final int MAX_WORDS = 1_000;

    /**
     * A word or an attribute of a command.
     *
     * @param value null where there is no equals sign
     */
    record Word(String name, String value, Place place) {}

    /** A command with what it says. */
    record Command(List<Word> words) {
        Place place() {
            return words.get(0).place();
        }
    }

    private final Source source;
    private final Report report;
    private final List<Command> commands = new ArrayList<>();
    private List<Word> words = new ArrayList<>();
    private String line;
    private int number;
    private int at;

    private OpenL2tpFile(Source source, Report report) {
        this.source = source;
        this.report = report;
    }

    static List<Command> parse(Source source, Report report) {
        var parser = new OpenL2tpFile(source, report);
        source.lines().forEach(parser::line);
        parser.end();
        return parser.commands;
    }

    private void line(String text) {
        number++;
        boolean continued = text.stripTrailing().endsWith("\\");
        line = continued
                ? text.stripTrailing().substring(0, text.stripTrailing().length() - 1)
                : text;
        at = 0;
        int before = words.size();
        boolean good = true;
        while (good && skipBlanks()) {
            good = word();
        }
        if (words.size() > before || continued && !line.isBlank()) {
            report.line(source.name(), number);
        }
        if (!good) {
            report.line(source.name(), number);
            words = new ArrayList<>();
        } else if (!continued) {
            end();
        }
    }

    private void end() {
        if (!words.isEmpty()) {
            commands.add(new Command(List.copyOf(words)));
            words = new ArrayList<>();
        }
    }

    /** Whether there is more on the line. */
    private boolean skipBlanks() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at < line.length() && line.charAt(at) != '#';
    }

    private boolean word() {
        Place place = new Place(source.name(), number, at + 1);
        int start = at;
        while (at < line.length() && isName(line.charAt(at))) {
            at++;
        }
        if (at == start) {
            return refuse(place, "a name was expected");
        }
        String name = line.substring(start, at);
        int behind = at;
        boolean more = skipBlanks();
        String value = null;
        if (more && line.charAt(at) == '=') {
            at++;
            value = value();
            if (value == null) {
                return false;
            }
        } else {
            at = behind;
            if (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
                return refuse(new Place(source.name(), number, at + 1), "a name is letters, digits, _, - and .");
            }
        }
        if (words.size() >= MAX_WORDS) {
            return refuse(place, "the command has more than " + MAX_WORDS + " words");
        }
        words.add(new Word(name, value, place));
        return true;
    }

    private static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }

    /** The value behind the equals sign; null, and a fault, when there is none. */
    private String value() {
        boolean more = skipBlanks();
        Place place = new Place(source.name(), number, at + 1);
        if (!more) {
            refuse(place, "a value was expected");
            return null;
        }
        return line.charAt(at) == '"' ? quoted(place) : bare();
    }

    private String bare() {
        int start = at;
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return line.substring(start, at);
    }

    private String quoted(Place place) {
        var text = new StringBuilder();
        for (at++; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                at++;
                return text.toString();
            }
            boolean escape =
                    c == '\\' && at + 1 < line.length() && (line.charAt(at + 1) == '"' || line.charAt(at + 1) == '\\');
            if (escape) {
                c = line.charAt(++at);
            }
            text.append(c);
        }
        refuse(place, "the quote is not closed");
        return null;
    }

    private boolean refuse(Place place, String message) {
        report.fault(place, message);
        return false;
    }
}
