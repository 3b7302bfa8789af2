package org.jl2tpd.daemon.log;

/** Values of log lines: bare where that is unambiguous, else in double quotes with backslash escapes. */
final class LogValue {
    /** Characters of a value that are logged; a peer chooses some values' lengths. */
    static final int LENGTH_LIMIT = 4096;

    private static final String BARE = "-_.:/@%+,;()[]{}*#!?<>~^&$|";

    private LogValue() {}

    static void append(StringBuilder line, String value) {
        boolean cut = value.length() > LENGTH_LIMIT;
        String shown = cut ? value.substring(0, LENGTH_LIMIT) : value;
        if (isBare(shown) && !cut) {
            line.append(shown);
            return;
        }
        line.append('"');
        for (int i = 0; i < shown.length(); i++) {
            appendEscaped(line, shown, i);
        }
        line.append(cut ? "...\"" : "\"");
    }

    private static boolean isBare(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letterOrDigit && BARE.indexOf(c) < 0) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static void appendEscaped(StringBuilder line, String value, int at) {
        char c = value.charAt(at);
        switch (c) {
            case '"', '\\' -> line.append('\\').append(c);
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isVisible(value, at)) {
                    line.append(c);
                } else {
                    line.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
                }
            }
        }
    }

    /** Not a control, format (direction marks) or separator character, nor half of a pair. */
    private static boolean isVisible(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
