package org.jl2tpd.config;

/** Counts comments of a TOML text, whether it is valid or not. */
final class TomlComments {
    private static final String[] LONG_QUOTES = {"\"\"\"", "'''"};

    private TomlComments() {}

    /** Lines that hold a comment; a # in a text is none. */
    static int lines(String text) {
        int lines = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                lines++;
                at = endOfLine(text, at);
            } else if (c == '"' || c == '\'') {
                at = endOfString(text, at);
            } else {
                at++;
            }
        }
        return lines;
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    /** Behind the string that begins there; a short one that is left open ends with its line. */
    private static int endOfString(String text, int from) {
        for (String quote : LONG_QUOTES) {
            if (text.startsWith(quote, from)) {
                return endOfString(text, from + quote.length(), quote, true);
            }
        }
        return endOfString(text, from + 1, text.substring(from, from + 1), false);
    }

    private static int endOfString(String text, int from, String quote, boolean isLong) {
        boolean escapes = quote.charAt(0) == '"';
        int at = from;
        while (at < text.length()) {
            if (text.startsWith(quote, at)) {
                return at + quote.length();
            }
            if (!isLong && text.charAt(at) == '\n') {
                return at;
            }
            at += escapes && text.charAt(at) == '\\' ? 2 : 1;
        }
        return text.length();
    }
}
