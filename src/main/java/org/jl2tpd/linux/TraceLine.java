package org.jl2tpd.linux;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of an l2tp tracepoint (the kernel's net/l2tp/trace.h), as a {@code trace_pipe} prints it.
 *
 * @param time seconds of the trace clock, as printed
 * @param event the tracepoint's name
 * @param tunnelId local tunnel id
 * @param sessionId local session id, 0 for the tunnel itself
 * @param text what follows the ids, empty for nothing
 */
public record TraceLine(String time, String event, long tunnelId, long sessionId, String text) {
    /** Characters of a line that are looked at; the driver's lines are shorter. */
    static final int MAX_CHARACTERS = 512;

    /**
     * TASK-PID [CPU] flags time: event: name: text. A task chooses its own name, so that what it looks like does not count: the last
     * place that fits is the kernel's. The ids are taken from the name, which is right in every kernel.
     */
    private static final Pattern LINE = Pattern.compile(".*\\[\\d+\\] +(?:\\S+ +)?(\\d{1,12}\\.\\d{1,9}): (\\w{1,64}): "
            + "(?:tunl (\\d{1,10})|sess (\\d{1,10})/(\\d{1,10}))(?::? (.*))?");

    /** Kernels print a session's own ids as its tunnel's, so that these are left out. */
    private static final Pattern WRONG_IDS = Pattern.compile(" tid=\\d+ ptid=\\d+$");

    private static final Pattern LOST = Pattern.compile("CPU:\\d+ \\[LOST (\\d{1,18}) EVENTS\\]");

    /** Returns the line's parts; null for any other line. */
    static TraceLine parse(String line) {
        Matcher parts = LINE.matcher(line.length() > MAX_CHARACTERS ? line.substring(0, MAX_CHARACTERS) : line);
        if (!parts.matches()) {
            return null;
        }
        boolean tunnel = parts.group(3) != null;
        return new TraceLine(
                parts.group(1),
                parts.group(2),
                Long.parseLong(parts.group(tunnel ? 3 : 4)),
                tunnel ? 0 : Long.parseLong(parts.group(5)),
                text(tunnel, parts.group(6)));
    }

    private static String text(boolean tunnel, String text) {
        if (text == null) {
            return "";
        }
        return (tunnel ? text : WRONG_IDS.matcher(text).replaceFirst("")).strip();
    }

    /** How many lines the kernel says that it had no room for; 0 when it says nothing of that. */
    static long lost(String line) {
        Matcher lost = LOST.matcher(line);
        return lost.matches() ? Long.parseLong(lost.group(1)) : 0;
    }
}
