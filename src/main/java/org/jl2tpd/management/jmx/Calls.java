package org.jl2tpd.management.jmx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;

/** What operations need: exceptions that every client has the class of, and words made into arguments. */
final class Calls {
    private Calls() {}

    /** Something to do. */
    @FunctionalInterface
    interface Task<T> {
        T run() throws ControlException;
    }

    /** Something to do without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws ControlException;
    }

    /**
     * @throws IllegalArgumentException for what was asked wrongly
     * @throws IllegalStateException for what was refused or not possible
     */
    static <T> T ask(Task<T> task) {
        try {
            return task.run();
        } catch (ControlException e) {
            throw e.kind() == Kind.INVALID
                    ? new IllegalArgumentException(e.getMessage())
                    : new IllegalStateException(e.getMessage());
        }
    }

    static void act(Action action) {
        ask(() -> {
            action.run();
            return null;
        });
    }

    static TunnelKey tunnel(int id) {
        if (id < 1 || id > 65_535) {
            throw new IllegalArgumentException("a tunnel has an id of 1 to 65535, not " + id);
        }
        return new TunnelKey(id, "");
    }

    static SessionKey session(int id) {
        if (id < 1 || id > 65_535) {
            throw new IllegalArgumentException("a session has an id of 1 to 65535, not " + id);
        }
        return new SessionKey(id, "");
    }

    /** {@code a=1 b="x y"} as a map, in order. */
    static Map<String, String> attributes(String text) {
        var all = new LinkedHashMap<String, String>();
        for (String word : words(text)) {
            int sign = word.indexOf('=');
            if (sign < 1) {
                throw new IllegalArgumentException("write attributes as name=value, not \"" + name(word) + "\"");
            }
            if (all.put(word.substring(0, sign), word.substring(sign + 1)) != null) {
                throw new IllegalArgumentException(word.substring(0, sign) + " is said twice");
            }
        }
        return all;
    }

    /** Not what follows it, which may be a secret. */
    private static String name(String word) {
        return word.length() > 20 ? word.substring(0, 20) : word;
    }

    /** Words with blanks or commas between them, as masks and names are written. */
    static List<String> list(String text) {
        String trimmed = text == null ? "" : text.strip();
        return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("[\\s,]+"));
    }

    static List<String> words(String text) {
        return WordSplitter.split(text == null ? "" : text);
    }
}
