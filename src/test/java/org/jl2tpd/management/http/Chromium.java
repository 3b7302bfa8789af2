package org.jl2tpd.management.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A page of a headless Chromium, driven by its DevTools protocol. */
public final class Chromium implements java.io.Closeable {
    private static final long WAIT_MS = 20_000;

    /** What the page said on its console as errors, and exceptions that nobody caught. */
    public final List<String> errors = new CopyOnWriteArrayList<>();

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private String session = "";

    /** The program, null where there is none. */
    public static String program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    /** Starts one with an empty profile of its own. */
    public Chromium() throws Exception {
        profile = Files.createTempDirectory("chromium");
        process = new ProcessBuilder(
                        program(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-extensions",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--ignore-certificate-errors",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address()), new Ear())
                .get(WAIT_MS, TimeUnit.MILLISECONDS);
        JsonObject target = ask("Target.createTarget", json("url", "about:blank"));
        JsonObject attach = json("targetId", target.get("targetId").getAsString());
        attach.addProperty("flatten", true);
        session = ask("Target.attachToTarget", attach).get("sessionId").getAsString();
        for (String domain : List.of("Page", "Runtime", "Log")) {
            ask(domain + ".enable", new JsonObject());
        }
    }

    private String address() throws IOException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String said = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said += line + "\n";
            if (line.contains("DevTools listening on ")) {
                Thread drain = new Thread(() -> drain(lines), "chromium-output");
                drain.setDaemon(true);
                drain.start();
                return line.substring(line.indexOf("ws://"));
            }
        }
        throw new IOException("chromium ended: " + said);
    }

    private static void drain(BufferedReader lines) {
        try {
            while (lines.readLine() != null) {}
        } catch (IOException e) {
            // It ended.
        }
    }

    private static JsonObject json(String name, Object value) {
        JsonObject object = new JsonObject();
        object.add(
                name,
                value instanceof Number n
                        ? new JsonPrimitive(n)
                        : value instanceof Boolean b ? new JsonPrimitive(b) : new JsonPrimitive(value.toString()));
        return object;
    }

    private JsonObject ask(String method, JsonObject parameters) throws Exception {
        int id = number.incrementAndGet();
        JsonObject message = new JsonObject();
        message.addProperty("id", id);
        message.addProperty("method", method);
        message.add("params", parameters);
        if (!session.isEmpty()) {
            message.addProperty("sessionId", session);
        }
        var answer = new CompletableFuture<JsonObject>();
        waiting.put(id, answer);
        socket.sendText(message.toString(), true).get(WAIT_MS, TimeUnit.MILLISECONDS);
        return answer.get(WAIT_MS, TimeUnit.MILLISECONDS);
    }

    /** @param scheme {@code light} or {@code dark}, the system's preference */
    public void look(int width, int height, String scheme) throws Exception {
        JsonObject size = json("width", width);
        size.addProperty("height", height);
        size.addProperty("deviceScaleFactor", 1);
        size.addProperty("mobile", width < 600);
        ask("Emulation.setDeviceMetricsOverride", size);
        JsonArray features = new JsonArray();
        for (var preference : Map.of("prefers-color-scheme", scheme, "prefers-reduced-motion", "reduce")
                .entrySet()) {
            JsonObject feature = json("name", preference.getKey());
            feature.addProperty("value", preference.getValue());
            features.add(feature);
        }
        JsonObject media = new JsonObject();
        media.add("features", features);
        ask("Emulation.setEmulatedMedia", media);
    }

    public void open(String url) throws Exception {
        ask("Page.navigate", json("url", url));
    }

    /** Value of an expression, awaited where it is a promise. */
    public JsonElement eval(String expression) throws Exception {
        JsonObject parameters = json("expression", expression);
        parameters.addProperty("awaitPromise", true);
        parameters.addProperty("returnByValue", true);
        JsonObject answer = ask("Runtime.evaluate", parameters);
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
        }
        JsonElement value = answer.getAsJsonObject("result").get("value");
        return value == null ? com.google.gson.JsonNull.INSTANCE : value;
    }

    /** Waits until an expression is true. */
    public void until(String expression) throws Exception {
        long end = System.nanoTime() + WAIT_MS * 1_000_000;
        while (true) {
            JsonElement value = eval("Boolean(" + expression + ")");
            if (value.isJsonPrimitive() && value.getAsBoolean()) {
                return;
            }
            if (System.nanoTime() > end) {
                String shown = eval("document.body.innerText.slice(0, 600)").toString();
                throw new AssertionError("never true: " + expression + "\nconsole: " + errors + "\npage: " + shown);
            }
            Thread.sleep(50);
        }
    }

    /** Clicks, with the mouse, the first element that a selector finds and whose text begins so. */
    public void click(String selector, String text) throws Exception {
        String find = "[...document.querySelectorAll(" + new JsonPrimitive(selector)
                + ")].filter(e => e.checkVisibility() && e.textContent.trim().startsWith(" + new JsonPrimitive(text)
                + "))[0]";
        until(find);
        JsonArray place = eval("(e => { e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect(); "
                        + "return [r.left + r.width / 2, r.top + r.height / 2]; })(" + find + ")")
                .getAsJsonArray();
        for (String type : List.of("mousePressed", "mouseReleased")) {
            JsonObject mouse = json("type", type);
            mouse.add("x", place.get(0));
            mouse.add("y", place.get(1));
            mouse.addProperty("button", "left");
            mouse.addProperty("clickCount", 1);
            ask("Input.dispatchMouseEvent", mouse);
        }
    }

    /** Types into a field as a person would, all at once. */
    public void fill(String selector, String text) throws Exception {
        until("document.querySelector(" + new JsonPrimitive(selector) + ")");
        eval("(e => { e.focus(); e.value = " + new JsonPrimitive(text)
                + "; e.dispatchEvent(new Event('input', {bubbles: true})); })(document.querySelector("
                + new JsonPrimitive(selector) + "))");
    }

    public void key(String key) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            JsonObject parameters = json("type", type);
            parameters.addProperty("key", key);
            parameters.addProperty("code", key);
            if (key.equals("Tab")) {
                parameters.addProperty("windowsVirtualKeyCode", 9);
            } else if (key.equals("Escape")) {
                parameters.addProperty("windowsVirtualKeyCode", 27);
            } else if (key.equals("Enter")) {
                parameters.addProperty("windowsVirtualKeyCode", 13);
                parameters.addProperty("text", "\r");
            }
            ask("Input.dispatchKeyEvent", parameters);
        }
    }

    public void screenshot(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        String data =
                ask("Page.captureScreenshot", json("format", "png")).get("data").getAsString();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (java.io.UncheckedIOException e) {
            // A process of the browser that just ends takes files away under us.
        }
    }

    /** Hears answers and events. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                hear(JsonParser.parseString(text.toString()).getAsJsonObject());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void hear(JsonObject message) {
            if (message.has("id")) {
                var answer = waiting.remove(message.get("id").getAsInt());
                if (message.has("error")) {
                    answer.completeExceptionally(
                            new IOException(message.get("error").toString()));
                } else {
                    answer.complete(message.getAsJsonObject("result"));
                }
                return;
            }
            String method = message.get("method").getAsString();
            JsonObject said = message.getAsJsonObject("params");
            boolean isError = method.equals("Runtime.exceptionThrown")
                    || method.equals("Runtime.consoleAPICalled")
                            && said.get("type").getAsString().equals("error")
                    || method.equals("Log.entryAdded")
                            && said.getAsJsonObject("entry")
                                    .get("level")
                                    .getAsString()
                                    .equals("error");
            if (isError) {
                errors.add(said.toString());
            }
        }
    }
}
