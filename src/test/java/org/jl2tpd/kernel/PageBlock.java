package org.jl2tpd.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a page of the documentation that a test carries out: {@code sh MACHINE [eventually]} are commands,
 * {@code toml|conf MACHINE FILE} is a file, {@code text} is what the last commands must have said.
 *
 * @param line of the fence in the page, from 1
 * @param kind the first word behind the fence
 * @param machines the machines that it is for: {@code both} are two; empty for {@code text}
 * @param detail the third word: the file, or {@code eventually}; empty where there is none
 */
record PageBlock(int line, String kind, List<String> machines, String detail, String text) {
    private static final String FENCE = "```";
    private static final List<String> BOTH = List.of("lns", "lac");

    /** All blocks of a page in their order; a block that nobody would carry out is an error. */
    static List<PageBlock> of(String page) {
        List<PageBlock> blocks = new ArrayList<>();
        String[] words = null;
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String line : page.lines().toList()) {
            number++;
            if (words == null) {
                words = line.startsWith(FENCE) ? line.substring(FENCE.length()).split(" ") : null;
                text.setLength(0);
            } else if (line.equals(FENCE)) {
                int start = number - (int) text.chars().filter(c -> c == '\n').count() - 1;
                blocks.add(of(start, words, text.toString()));
                words = null;
            } else {
                text.append(line).append('\n');
            }
        }
        return blocks;
    }

    private static PageBlock of(int line, String[] words, String text) {
        String machine = words.length > 1 ? words[1] : "";
        String detail = words.length > 2 ? words[2] : "";
        boolean known = switch (words[0]) {
            case "text" -> words.length == 1;
            case "sh" -> words.length > 1 && (detail.isEmpty() || detail.equals("eventually"));
            case "toml", "conf" -> words.length == 3;
            default -> false;
        };
        List<String> machines = machine.isEmpty() ? List.of() : machine.equals("both") ? BOTH : List.of(machine);
        if (!known || !BOTH.containsAll(machines)) {
            throw new AssertionError("line " + line + ": a block that nothing runs: " + String.join(" ", words));
        }
        return new PageBlock(line, words[0], machines, detail, text);
    }

    boolean isEventual() {
        return detail.equals("eventually");
    }
}
