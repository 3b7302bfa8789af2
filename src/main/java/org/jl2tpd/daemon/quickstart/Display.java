package org.jl2tpd.daemon.quickstart;

import java.io.PrintStream;
import java.util.List;

/** Shows the quick start: in place on a terminal, as a line a change elsewhere. One thread. */
final class Display {
    private static final String HOME = "\033[H";
    private static final String CLEAR_LINE = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";
    private static final String CLEAR_ALL = "\033[H\033[2J";

    private final PrintStream out;
    private final boolean inPlace;
    private final ChangeLines changes = new ChangeLines();
    private boolean cleared;
    private String shown = "";

    Display(PrintStream out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
    }

    /** A line that stays where lines stay. */
    void say(String line) {
        out.println(line);
        out.flush();
    }

    /** A line that is news only where nothing is shown in place. */
    void note(String line) {
        if (!inPlace) {
            say(line);
        }
    }

    /**
     * @param head lines above the tables on a terminal
     * @param foot lines below them
     */
    void show(List<String> head, List<Side> sides, List<String> foot) {
        List<String> lines = changes.since(sides);
        if (!inPlace) {
            lines.forEach(out::println);
            out.flush();
            return;
        }
        String text = String.join("\n", head) + "\n\n" + Screen.tables(sides) + "\n" + String.join("\n", foot) + "\n";
        if (text.equals(shown)) {
            return;
        }
        shown = text;
        out.print((cleared ? HOME : CLEAR_ALL) + text.replace("\n", CLEAR_LINE + "\n") + CLEAR_BELOW);
        out.flush();
        cleared = true;
    }
}
