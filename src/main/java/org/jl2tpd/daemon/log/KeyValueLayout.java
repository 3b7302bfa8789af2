package org.jl2tpd.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/**
 * One line an event: {@code ts=... level=... event=... key=value ...}. A message that is one word is the event's name; any other
 * is {@code msg="..."}. Values are quoted where they need it, so that a line is always one line and splits without doubt.
 */
public final class KeyValueLayout extends LayoutBase<ILoggingEvent> {
    /** Frames of a stack trace that are logged. */
    private static final int STACK_LIMIT = 40;

    private final boolean hasPriority;

    KeyValueLayout() {
        this(false);
    }

    /** @param hasPriority whether lines begin with {@code <N>}, as the journal reads it from standard error (sd-daemon(3)) */
    KeyValueLayout(boolean hasPriority) {
        this.hasPriority = hasPriority;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        return hasPriority ? "<" + Severity.of(event.getLevel()) + ">" + line(event) : line(event);
    }

    /** A whole line. */
    static String line(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(192);
        line.append("ts=");
        appendTime(line, event.getTimeStamp());
        line.append(" level=").append(event.getLevel().toString().toLowerCase(Locale.ROOT));
        appendWords(line.append(' '), event);
        return line.append('\n').toString();
    }

    /** The line without time and level, and without its end. */
    static String words(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        appendWords(line, event);
        return line.toString();
    }

    private static void appendWords(StringBuilder line, ILoggingEvent event) {
        String message = String.valueOf(event.getFormattedMessage());
        LogValue.append(line.append(isName(message) ? "event=" : "msg="), message);
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                appendPair(line, pair.key, String.valueOf(pair.value));
            }
        }
        appendThrowable(line, event.getThrowableProxy());
    }

    private static void appendPair(StringBuilder line, String key, String value) {
        line.append(' ').append(key).append('=');
        LogValue.append(line, value);
    }

    /** Whether a message is an event's name. */
    static boolean isName(String message) {
        return message != null
                && !message.isEmpty()
                && message.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_');
    }

    private static void appendThrowable(StringBuilder line, IThrowableProxy throwable) {
        if (throwable == null) {
            return;
        }
        appendPair(line, "exception", throwable.getClassName());
        appendPair(line, "error", String.valueOf(throwable.getMessage()));
        StringBuilder stack = new StringBuilder();
        StackTraceElementProxy[] frames = throwable.getStackTraceElementProxyArray();
        for (int i = 0; i < Math.min(frames.length, STACK_LIMIT); i++) {
            stack.append(i == 0 ? "" : " ").append(frames[i].getStackTraceElement());
        }
        appendPair(line, "stack", stack.toString());
        if (throwable.getCause() != null) {
            appendPair(line, "cause", String.valueOf(throwable.getCause().getClassName()));
            appendPair(line, "cause_error", String.valueOf(throwable.getCause().getMessage()));
        }
    }

    /** RFC 3339 in UTC with milliseconds. */
    private static void appendTime(StringBuilder line, long epochMs) {
        long seconds = Math.floorDiv(epochMs, 1000L);
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        digits(line, time.getYear(), 4);
        digits(line.append('-'), time.getMonthValue(), 2);
        digits(line.append('-'), time.getDayOfMonth(), 2);
        digits(line.append('T'), time.getHour(), 2);
        digits(line.append(':'), time.getMinute(), 2);
        digits(line.append(':'), time.getSecond(), 2);
        digits(line.append('.'), (int) Math.floorMod(epochMs, 1000L), 3);
        line.append('Z');
    }

    private static void digits(StringBuilder line, int value, int width) {
        String text = Integer.toString(value);
        line.append("0".repeat(Math.max(0, width - text.length()))).append(text);
    }
}
