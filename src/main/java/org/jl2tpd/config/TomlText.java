package org.jl2tpd.config;

import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** From text to tables: the parser's errors with their places, and without what they quote of a line. */
final class TomlText {
    private static final TomlPosition START = TomlPosition.positionAt(1, 1);
    /** What the parser quotes of a faulty line may be a piece of a secret. */
    private static final Pattern QUOTED = Pattern.compile("Unexpected '(?s:.{2,}?)'(?=,|$)");

    private TomlText() {}

    /** The tables, as far as there are any; null when the parser gave up. */
    static TomlParseResult parse(String text, Findings findings) {
        TomlParseResult toml = parse(text);
        if (toml == null) {
            findings.error(firstBadLine(text), 1, "this line, or a bracket that was left open before it, is not TOML");
            return null;
        }
        if (toml.hasErrors()) {
            findings.incomplete();
        }
        for (TomlParseError error : toml.errors()) {
            TomlPosition at = error.position() == null ? START : error.position();
            String message = QUOTED.matcher(error.getMessage()).replaceAll("Unexpected text");
            findings.error(at, message.replaceAll("\\p{Cntrl}", "?"));
        }
        return toml;
    }

    /** Null where the parser itself fails: version 2.2.0 does on some malformed values, in place of an error. */
    private static TomlParseResult parse(String text) {
        try {
            return Toml.parse(text);
        } catch (RuntimeException parserFailed) {
            return null;
        }
    }

    /** The line, from 1, up to which the text has to be read for the parser to fail. */
    private static int firstBadLine(String text) {
        int good = 0;
        int bad = (int) text.lines().count();
        while (bad - good > 1) {
            int middle = (good + bad) >>> 1;
            if (parse(head(text, middle)) == null) {
                bad = middle;
            } else {
                good = middle;
            }
        }
        return Math.max(1, bad);
    }

    private static String head(String text, int lines) {
        int end = -1;
        for (int i = 0; i < lines; i++) {
            int next = text.indexOf('\n', end + 1);
            end = next < 0 ? text.length() - 1 : next;
        }
        return text.substring(0, end + 1);
    }
}
