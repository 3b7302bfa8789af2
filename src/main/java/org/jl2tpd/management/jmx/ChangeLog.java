package org.jl2tpd.management.jmx;

import java.util.Arrays;
import java.util.regex.Pattern;
import javax.management.JMRuntimeException;
import javax.management.MBeanException;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every change that comes by an MBean is a line in the log, with who made it and how it ended: {@code jmx_change} when it is done,
 * {@code jmx_change_failed} with the problem otherwise. Who connects to the process on this host has no name: {@link #LOCAL}.
 */
public final class ChangeLog {
    /** Author of what comes without a name: a program on this host that attached to the process, or one within it. */
    public static final String LOCAL = "local";

    /** Says that who called logs it. */
    public static final String ELSEWHERE = "";

    /** Characters of a value that are logged. */
    private static final int VALUE_LIMIT = 120;

    /** What is named like that may carry a secret, and is not logged; the name of a secret is none. */
    private static final Pattern MAY_BE_SECRET =
            Pattern.compile("(secret|password|passwd|community)(?!_name\\b)", Pattern.CASE_INSENSITIVE);

    private static final Logger LOG = LoggerFactory.getLogger("org.jl2tpd.audit");
    private static final ThreadLocal<String> AUTHOR = ThreadLocal.withInitial(() -> LOCAL);

    private ChangeLog() {}

    /**
     * Whose the changes of this thread are from now on.
     *
     * @return whose they were, to be given back at the end
     */
    public static String by(String author) {
        String before = AUTHOR.get();
        if (author.equals(LOCAL)) {
            AUTHOR.remove();
        } else {
            AUTHOR.set(author);
        }
        return before;
    }

    /** @param problem null where it is done */
    static void note(ObjectName bean, String change, String values, Throwable problem) {
        String author = AUTHOR.get();
        if (author.equals(ELSEWHERE)) {
            return;
        }
        var line = LOG.atInfo()
                .addKeyValue("user", author)
                .addKeyValue("mbean", bean)
                .addKeyValue("change", change)
                .addKeyValue("values", values);
        if (problem == null) {
            line.log("jmx_change");
        } else {
            line.addKeyValue("problem", text(cause(problem))).log("jmx_change_failed");
        }
    }

    /** What is given, as it may be logged. @param names of what is set or called, and of arguments */
    static String shown(String names, Object... values) {
        String text = String.join(
                ", ",
                Arrays.stream(values == null ? new Object[0] : values)
                        .map(ChangeLog::plain)
                        .toList());
        return MAY_BE_SECRET.matcher(names).find() ? "(not logged)" : text(text);
    }

    private static String plain(Object value) {
        return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    }

    private static String text(String words) {
        String text = words.replaceAll("\\p{Cntrl}", " ");
        if (MAY_BE_SECRET.matcher(text).find()) {
            return "(not logged)";
        }
        return text.length() > VALUE_LIMIT ? text.substring(0, VALUE_LIMIT) + "..." : text;
    }

    private static String cause(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null && isWrapper(inner)) {
            inner = inner.getCause();
        }
        return String.valueOf(inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage());
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof MBeanException
                || thrown instanceof ReflectionException
                || thrown instanceof JMRuntimeException;
    }
}
