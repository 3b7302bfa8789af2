package org.jl2tpd.management.jmx;

import java.util.ArrayList;
import java.util.List;

/** Words with blanks between them; double quotes hold blanks together, and a backslash takes the next sign as it is. */
final class WordSplitter {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private boolean quoted;

    private WordSplitter(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException for a quote that is not closed */
    static List<String> split(String text) {
        return new WordSplitter(text).split();
    }

    private List<String> split() {
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign == '\\' && i + 1 < text.length()) {
                add(text.charAt(++i));
            } else if (sign == '"') {
                quoted = !quoted;
                begun = true;
            } else if (Character.isWhitespace(sign) && !quoted) {
                end();
            } else {
                add(sign);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        end();
        return List.copyOf(words);
    }

    private void add(char sign) {
        word.append(sign);
        begun = true;
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }
}
