package org.jl2tpd.daemon.setup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a configuration file, of which nothing that people wrote is changed: what is added stands between two lines of comment. */
final class ConfigText {
    private static final Pattern SYSTEM = Pattern.compile("(?m)^[ \\t]*\\[system\\][ \\t]*(#.*)?$");

    private ConfigText() {}

    private static String begin(String face) {
        return "# jl2tpctl setup " + face + ": begin. It is taken away by: jl2tpctl setup " + face + " --off";
    }

    private static String end(String face) {
        return "# jl2tpctl setup " + face + ": end";
    }

    /** The text with a block at its end. */
    static String append(String text, String face, String block) {
        String before = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        return before + "\n" + begin(face) + "\n" + block + end(face) + "\n";
    }

    static boolean hasBlock(String text, String face) {
        return block(face).matcher(text).find();
    }

    /** The text without the block; comments and sections behind it stay. */
    static String remove(String text, String face) {
        return block(face).matcher(text).replaceFirst("");
    }

    private static Pattern block(String face) {
        return Pattern.compile(
                "(?ms)^\\n?" + Pattern.quote(begin(face)) + "$.*?^" + Pattern.quote(end(face)) + "$\\n?");
    }

    /** The line, from 1, where a section begins; 0 for none. */
    static int line(String text, String section) {
        Matcher matcher = Pattern.compile("(?m)^[ \\t]*\\[\\[?" + Pattern.quote(section) + "\\]\\]?[ \\t]*(#.*)?$")
                .matcher(text);
        return matcher.find()
                ? (int) text.substring(0, matcher.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1
                : 0;
    }

    /** The text with a line more in {@code [system]}, which is made where there is none. */
    static String withSystem(String text, String assignment) {
        Matcher matcher = SYSTEM.matcher(text);
        if (!matcher.find()) {
            String before = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
            return before + "\n[system]\n" + assignment + "\n";
        }
        return text.substring(0, matcher.end()) + "\n" + assignment + text.substring(matcher.end());
    }

    /** As a string of TOML. */
    static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
