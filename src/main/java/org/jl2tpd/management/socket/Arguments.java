package org.jl2tpd.management.socket;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;

/** A request's arguments, each read with its type; what is wrong is INVALID and names the argument. */
final class Arguments {
    private final JsonObject values;

    Arguments(JsonObject values) {
        this.values = values;
    }

    JsonObject values() {
        return values;
    }

    /** A number, 0 when it is absent. */
    int number(String name) throws ControlException {
        JsonElement value = values.get(name);
        if (value == null) {
            return 0;
        }
        try {
            return Integer.parseInt(value.getAsString());
        } catch (RuntimeException e) {
            throw wrong(name, "a whole number");
        }
    }

    /** A number that may be greater, 0 when it is absent. */
    long large(String name) throws ControlException {
        JsonElement value = values.get(name);
        try {
            return value == null ? 0 : Long.parseLong(value.getAsString());
        } catch (RuntimeException e) {
            throw wrong(name, "a whole number");
        }
    }

    /** A text, empty when it is absent. */
    String text(String name) throws ControlException {
        JsonElement value = values.get(name);
        if (value == null) {
            return "";
        }
        if (!value.isJsonPrimitive()) {
            throw wrong(name, "a text");
        }
        return value.getAsString();
    }

    boolean flag(String name) throws ControlException {
        JsonElement value = values.get(name);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value.getAsBoolean();
    }

    List<String> texts(String name) throws ControlException {
        JsonElement value = values.get(name);
        if (value == null || !value.isJsonArray()) {
            throw wrong(name, "a list of texts");
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement element : value.getAsJsonArray()) {
            if (!element.isJsonPrimitive()) {
                throw wrong(name, "a list of texts");
            }
            texts.add(element.getAsString());
        }
        return texts;
    }

    Map<String, String> attributes(String name) throws ControlException {
        JsonElement value = values.get(name);
        if (value == null || !value.isJsonObject()) {
            throw wrong(name, "an object of texts");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (var entry : value.getAsJsonObject().entrySet()) {
            if (!entry.getValue().isJsonPrimitive()) {
                throw wrong(entry.getKey(), "a text");
            }
            attributes.put(entry.getKey(), entry.getValue().getAsString());
        }
        return attributes;
    }

    boolean has(String name) {
        return values.has(name);
    }

    /** {@code tunnel}: a local id or a configured name. */
    TunnelKey tunnel() throws ControlException {
        String key = key("tunnel");
        return isId(key) ? new TunnelKey(id("tunnel", key), "") : new TunnelKey(0, key);
    }

    /** {@code session}: a local id or a configured name. */
    SessionKey session() throws ControlException {
        String key = key("session");
        return isId(key) ? new SessionKey(id("session", key), "") : new SessionKey(0, key);
    }

    private String key(String name) throws ControlException {
        String key = text(name);
        if (key.isEmpty()) {
            throw new ControlException(Kind.INVALID, name + " is missing: an id or a name");
        }
        return key;
    }

    private static boolean isId(String key) {
        return key.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Ids are 16 bits and not 0 (RFC 2661 3.1). */
    private static int id(String name, String digits) throws ControlException {
        int id = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (id < 1 || id > 65535) {
            throw new ControlException(Kind.INVALID, name + " id " + digits + " is not one; ids are 1 to 65535");
        }
        return id;
    }

    private static ControlException wrong(String name, String expected) {
        return new ControlException(Kind.INVALID, name + " must be " + expected);
    }
}
