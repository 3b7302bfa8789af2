package org.jl2tpd.management.socket;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.ToNumberPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;

/**
 * The socket's language: one JSON object a line. A request is {@code {"v":1,"op":"...","args":{...}}}; the answer is {@code
 * {"v":1,"ok":true,"result":...}} or {@code {"v":1,"ok":false,"error":{"kind":"refused","message":"..."}}}. Names are snake_case.
 */
public final class ControlProtocol {
    /** Version of requests and answers; others are refused. */
    public static final int VERSION = 1;

    /** Octets that a request line may have. */
    public static final int REQUEST_LIMIT = 64 * 1024;

    /** Octets that an answer line may have: a full page of sessions with long names fits many times. */
    public static final int ANSWER_LIMIT = 16 * 1024 * 1024;

    /** Writes records with snake_case names. */
    static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .disableHtmlEscaping()
            .create();

    private ControlProtocol() {}

    /** Names of an event's members, in their order. */
    public static List<String> eventMembers() {
        return Arrays.stream(EventLine.class.getRecordComponents())
                .map(part -> part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();
    }

    /** A request's line without its end. */
    public static String request(String operation, JsonObject arguments) {
        JsonObject request = new JsonObject();
        request.addProperty("v", VERSION);
        request.addProperty("op", operation);
        request.add("args", arguments);
        return request.toString();
    }

    static String success(Object result) {
        JsonObject answer = new JsonObject();
        answer.addProperty("v", VERSION);
        answer.addProperty("ok", true);
        answer.add("result", GSON.toJsonTree(result));
        return GSON.toJson(answer);
    }

    static String failure(Kind kind, String message) {
        JsonObject error = new JsonObject();
        error.addProperty("kind", kind.name().toLowerCase(Locale.ROOT));
        error.addProperty("message", message);
        JsonObject answer = new JsonObject();
        answer.addProperty("v", VERSION);
        answer.addProperty("ok", false);
        answer.add("error", error);
        return GSON.toJson(answer);
    }

    /** The result in an answer's line; JSON null when it has none. */
    static JsonElement result(String line) throws ControlException {
        JsonObject answer = object(line);
        if (answer.has("ok") && answer.get("ok").getAsBoolean()) {
            return answer.has("result") ? answer.get("result") : JsonNull.INSTANCE;
        }
        JsonObject error = answer.getAsJsonObject("error");
        if (error == null) {
            throw new ControlException(Kind.UNAVAILABLE, "the daemon gave an answer that is not understood");
        }
        throw new ControlException(
                Kind.valueOf(error.get("kind").getAsString().toUpperCase(Locale.ROOT)),
                error.get("message").getAsString());
    }

    /** The object in a line; INVALID when it is none. */
    static JsonObject object(String line) throws ControlException {
        try {
            JsonElement element = JsonParser.parseString(line);
            if (element.isJsonObject()) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException | StackOverflowError e) {
            // Answered below like any other line that is no object.
        }
        throw new ControlException(Kind.INVALID, "not a JSON object");
    }
}
