package org.jl2tpd.management.socket;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs what was changed, or was to be, and by whom. Of attributes the names are logged and never the values, among which are secrets. */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    /** Characters of one argument that are logged. */
    private static final int SHOWN = 100;

    /** The outcome of what was done whole; any other may have changed something, a part of it or with no answer in time. */
    static final String DONE = "done";

    /** The operation that has RADIUS servers asked. */
    static final String RADIUS_TEST = "radius_test";

    /** The argument that is never logged. */
    static final String PASSWORD = "password";

    private Audit() {}

    static void log(String operation, JsonObject arguments, Caller caller, String outcome) {
        LoggingEventBuilder line = LOG.atInfo().addKeyValue("by", caller.user()).addKeyValue("operation", operation);
        for (Map.Entry<String, JsonElement> argument : arguments.entrySet()) {
            String value = argument.getKey().equals(PASSWORD) ? "***" : cut(text(argument.getValue()));
            line = line.addKeyValue(argument.getKey(), value);
        }
        boolean done = outcome.equals(DONE);
        (done ? line : line.addKeyValue("outcome", outcome)).log(event(operation, done));
    }

    /** A question to a server changes nothing here, but who asked it is to be known. */
    private static String event(String operation, boolean done) {
        if (operation.equals(RADIUS_TEST)) {
            return done ? "asked" : "question_failed";
        }
        return done ? "changed" : "change_failed";
    }

    private static String text(JsonElement value) {
        if (value.isJsonPrimitive()) {
            return value.getAsString();
        }
        StringJoiner text = new StringJoiner(",");
        if (value.isJsonObject()) {
            value.getAsJsonObject().keySet().forEach(text::add);
        } else if (value.isJsonArray()) {
            value.getAsJsonArray().forEach(element -> text.add(text(element)));
        }
        return text.toString();
    }

    private static String cut(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
