package org.jl2tpd.management.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.impl.ClasspathServiceCreator;

/** Serves {@code /jolokia}: Jolokia's protocol, of Jolokia's own engine, behind our checks. */
final class JolokiaDoor implements AutoCloseable {
    static final String PATH = "/jolokia";

    /** Octets of a request's body. */
    static final int BODY_LIMIT = 256 * 1024;

    /** Elements of one list in an answer, objects in all, and how deep they nest. */
    static final int COLLECTION_LIMIT = 2_000;

    static final int OBJECT_LIMIT = 50_000;
    static final int DEPTH_LIMIT = 12;

    private static final Set<String> PARAMETERS = Set.of(
            "ignoreErrors",
            "ifModifiedSince",
            "maxDepth",
            "maxObjects",
            "maxCollectionSize",
            "canonicalNaming",
            "serializeLong",
            "includeRequest",
            "listKeys");

    private final JolokiaServiceManager manager;
    private final JudgedRequests requests;
    private final Turns turns = new Turns();

    JolokiaDoor(String daemon, HttpSettings settings, HttpFigures figures) {
        Map<ConfigKey, String> keys = new EnumMap<>(ConfigKey.class);
        keys.put(
                ConfigKey.AGENT_ID,
                "jl2tpd-" + ProcessHandle.current().pid() + "-"
                        + settings.address().getPort());
        keys.put(ConfigKey.AGENT_TYPE, "jl2tpd");
        keys.put(ConfigKey.AGENT_CONTEXT, PATH);
        keys.put(ConfigKey.MBEAN_QUALIFIER, "port=" + settings.address().getPort());
        keys.put(ConfigKey.DISABLE_DETECTORS, "true");
        keys.put(ConfigKey.DISCOVERY_ENABLED, "false");
        keys.put(ConfigKey.DEBUG, "false");
        keys.put(ConfigKey.ALLOW_ERROR_DETAILS, "false");
        keys.put(ConfigKey.MAX_COLLECTION_SIZE, Integer.toString(COLLECTION_LIMIT));
        keys.put(ConfigKey.MAX_OBJECTS, Integer.toString(OBJECT_LIMIT));
        keys.put(ConfigKey.MAX_DEPTH, Integer.toString(DEPTH_LIMIT));
        Object[] pairs = keys.entrySet().stream()
                .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
                .toArray();
        JolokiaLog log = new JolokiaLog();
        manager = JolokiaServiceManagerFactory.createJolokiaServiceManager(
                new StaticConfiguration(pairs), log, new DomainRestrictor(daemon), any -> new TreeSet<>());
        manager.addServices(new ClasspathServiceCreator(JolokiaDoor.class.getClassLoader(), "services"));
        requests = new JudgedRequests(manager.start(), ManagementFactory.getPlatformMBeanServer(), figures);
    }

    void serve(HttpExchange exchange, Caller caller) throws IOException, Refusal {
        byte[] body = caller.mayRead() ? body(exchange) : null;
        if (body == null) {
            throw new Refusal(401, "sign in to read");
        }
        AnswerText text;
        Turns.Turn answering = turns.toAnswer();
        try {
            text = text(answer(exchange, caller, body));
        } finally {
            answering.close();
        }
        Turns.Turn sending = turns.toSend(text.length());
        try {
            Answer.send(exchange, 200, "application/json; charset=utf-8", text);
        } finally {
            sending.close();
        }
    }

    private JSONStructure answer(HttpExchange exchange, Caller caller, byte[] body) throws Refusal {
        String path = exchange.getRequestURI().getPath().substring(PATH.length());
        String method = exchange.getRequestMethod();
        Map<String, String[]> parameters = parameters(exchange.getRequestURI().getQuery());
        try {
            return requests.as(
                    caller,
                    () -> method.equals("GET")
                            ? requests.handleGetRequest(PATH + path, path.isEmpty() ? "/" : path, parameters)
                            : requests.handlePostRequest(PATH, new ByteArrayInputStream(body), "UTF-8", parameters));
        } catch (BadRequestException e) {
            throw new Refusal(400, "not a request of Jolokia's protocol");
        } catch (Exception e) {
            return requests.handleThrowable(e);
        }
    }

    /** Those that we know, without JSONP and other types of content. */
    private static Map<String, String[]> parameters(String query) {
        Map<String, String[]> known = new HashMap<>();
        for (String part : query == null ? new String[0] : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0 && PARAMETERS.contains(part.substring(0, equals))) {
                known.put(part.substring(0, equals), new String[] {part.substring(equals + 1)});
            }
        }
        return known;
    }

    private static byte[] body(HttpExchange exchange) throws IOException, Refusal {
        String method = exchange.getRequestMethod();
        if (method.equals("GET")) {
            return new byte[0];
        }
        if (!method.equals("POST")) {
            throw new Refusal(405, "GET and POST are served");
        }
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        if (body.length > BODY_LIMIT) {
            throw new Refusal(413, "a request has at most " + BODY_LIMIT + " octets");
        }
        return body;
    }

    private static AnswerText text(JSONStructure answer) throws IOException, Refusal {
        var text = new AnswerText();
        try (Writer writer = new OutputStreamWriter(text, StandardCharsets.UTF_8)) {
            answer.writeJSONString(writer);
        } catch (AnswerText.TooLong e) {
            throw new Refusal(413, JudgedRequests.TOO_MUCH);
        }
        return text;
    }

    @Override
    public void close() {
        manager.stop();
    }
}
