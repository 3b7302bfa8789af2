package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * pppd's way of writing words, in its options files and its files of secrets: separated by blanks; in single or double quotes, or with a backslash before a
 * character, as it is; comments from a # on.
 */
final class PppdWords {
    /** Most words of a line. */
    static final int MAX_WORDS = 1_000;

    /**
     * A word.
     *
     * @param isQuoted whether any of it was in quotes or behind a backslash, so that signs in it mean themselves
     */
    record Word(String text, Place place, boolean isQuoted) {}

    private final Source source;
    private final Report report;
    private final List<List<Word>> lines = new ArrayList<>();
    private String line;
    private int number;
    private int at;

    private PppdWords(Source source, Report report) {
        this.source = source;
        this.report = report;
    }

    /** The words of each line that has any. */
    static List<List<Word>> lines(Source source, Report report) {
        var parser = new PppdWords(source, report);
        source.lines().forEach(parser::line);
        return parser.lines;
    }

    private void line(String text) {
        line = text;
        number++;
        at = 0;
        List<Word> words = new ArrayList<>();
        while (skipBlanks()) {
            if (words.size() >= MAX_WORDS) {
                report.fault(
                        new Place(source.name(), number, at + 1), "the line has more than " + MAX_WORDS + " words");
                return;
            }
            Word word = word();
            if (word == null) {
                report.line(source.name(), number);
                return;
            }
            words.add(word);
        }
        if (!words.isEmpty()) {
            report.line(source.name(), number);
            lines.add(words);
        }
    }

    private boolean skipBlanks() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at < line.length() && line.charAt(at) != '#';
    }

    private Word word() {
        Place place = new Place(source.name(), number, at + 1);
        var text = new StringBuilder();
        boolean quoted = false;
        char open = 0;
        for (; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '\\' && at + 1 < line.length()) {
                text.append(line.charAt(++at));
                quoted = true;
            } else if (open != 0) {
                if (c == open) {
                    open = 0;
                } else {
                    text.append(c);
                }
            } else if (c == '"' || c == '\'') {
                open = c;
                quoted = true;
            } else if (Character.isWhitespace(c) || c == '#') {
                break;
            } else {
                text.append(c);
            }
        }
        if (open != 0) {
            report.fault(place, "the quote is not closed");
            return null;
        }
        return new Word(text.toString(), place, quoted);
    }
}
