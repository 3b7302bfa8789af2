package org.jl2tpd.interop;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jl2tpd.cli.Jl2tpctl;

/** Our packaged daemon in a namespace, started and asked as an operator would. */
public final class Jl2tpd {
    public static final Duration READY_LIMIT = Duration.ofSeconds(180);
    /** The design's limit of an orderly stop, and a slow machine's allowance. */
    public static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    /** jl2tpctl's exit code when nobody answers in time, as on an emulated processor now and then. */
    private static final int NO_ANSWER = 3;

    private static final int ATTEMPTS = 6;
    /** What may be asked again because it changes nothing. */
    private static final Set<String> QUESTIONS = Set.of("list", "status", "show", "counters");

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Running process;
    private final Path socket;

    private Jl2tpd(Running process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    /**
     * Starts the daemon and waits until it serves.
     *
     * @param name of the process; a name used again starts its log anew
     * @param system lines of the system profile
     * @param rest the rest of the configuration
     */
    public static Jl2tpd start(Namespace namespace, String name, String system, String rest) {
        return start(namespace, name, List.of(), system, rest);
    }

    /**
     * The same through another command.
     *
     * @param wrapper a command that runs what its further arguments say in its own place
     */
    public static Jl2tpd start(Namespace namespace, String name, List<String> wrapper, String system, String rest) {
        Path socket = namespace.lab().sockets().resolve(name + ".sock");
        List<String> command = command(namespace.lab().folder(), socket, name, wrapper, system, rest);
        return ready(namespace.start(name, command.toArray(String[]::new)), socket);
    }

    /**
     * The same on this host itself, with its files in the folder: for the memory datapath on loopback.
     *
     * @param folder of a short name, for the control socket
     */
    static Jl2tpd start(Path folder, String name, List<String> wrapper, String system, String rest) {
        return ready(launch(folder, name, wrapper, system, rest), folder.resolve(name + ".sock"));
    }

    /** Does not wait until it serves. */
    static Running launch(Path folder, String name, List<String> wrapper, String system, String rest) {
        Path socket = folder.resolve(name + ".sock");
        return Running.start(folder, name, command(folder, socket, name, wrapper, system, rest));
    }

    /** In a namespace; does not wait until it serves. */
    static Running launch(Namespace namespace, String name, String system, String rest) {
        Path socket = namespace.lab().sockets().resolve(name + ".sock");
        List<String> command = command(namespace.lab().folder(), socket, name, List.of(), system, rest);
        return namespace.start(name, command.toArray(String[]::new));
    }

    private static Jl2tpd ready(Running process, Path socket) {
        process.awaitLine("ready", READY_LIMIT);
        return new Jl2tpd(process, socket);
    }

    private static List<String> command(
            Path folder, Path socket, String name, List<String> wrapper, String system, String rest) {
        Path file = folder.resolve(name + ".toml");
        String text = "[system]\nsocket_path = \"" + socket + "\"\n" + system + "\n" + rest;
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(file);
            Files.createFile(file, OWNER_ONLY);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(Requirements.DIST.resolve("bin/jl2tpd").toString(), "--config", file.toString()));
        return command;
    }

    public Running process() {
        return process;
    }

    /** What jl2tpctl answers as JSON; run in this process, because a JVM for each question is what a slow machine has no time for. */
    public JsonElement ask(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--socket", socket.toString(), "--json"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = NO_ANSWER;
        for (int i = 0; exit == NO_ANSWER && i < (QUESTIONS.contains(arguments[0]) ? ATTEMPTS : 1); i++) {
            exit = Jl2tpctl.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        }
        if (exit != 0) {
            throw new AssertionError("jl2tpctl " + words + " exited " + exit + "\n" + err + process.lastLines());
        }
        return JsonParser.parseString(out.toString());
    }

    /**
     * What a command of jl2tpctl said.
     *
     * @param exit its exit code
     * @param text standard output, then standard error
     */
    record Said(int exit, String text) {}

    /** Says a command as an operator at a terminal would; any exit code will do. */
    Said say(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--socket", socket.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Jl2tpctl.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        return new Said(exit, out + "" + err);
    }

    Path socket() {
        return socket;
    }

    public List<JsonObject> tunnels() {
        return rows(ask("list", "tunnels"), "tunnels");
    }

    public List<JsonObject> sessions() {
        return rows(ask("list", "sessions"), "sessions");
    }

    public JsonObject status() {
        return ask("status").getAsJsonObject();
    }

    public JsonObject counters() {
        return ask("counters").getAsJsonObject();
    }

    /** Waits for a session that matches. */
    public JsonObject awaitSession(String what, Duration limit, Predicate<JsonObject> condition) {
        List<JsonObject> found = new ArrayList<>();
        Wait.until(
                what,
                limit,
                () -> {
                    found.clear();
                    sessions().stream().filter(condition).forEach(found::add);
                    return !found.isEmpty();
                },
                this::describe);
        return found.get(0);
    }

    /** Waits for a session with IPv4 up. */
    public JsonObject awaitNetwork(Duration limit) {
        return awaitSession("session with an address", limit, Jl2tpd::hasIpv4);
    }

    /** Tunnels, sessions and the end of the log, for messages of failures. */
    public String describe() {
        return tunnels() + "\n" + sessions() + "\n" + process.lastLines();
    }

    /** Whether IPCP gave the session its addresses. */
    public static boolean hasIpv4(JsonObject session) {
        return !text(session, "local_ipv4").isEmpty()
                && !text(session, "peer_ipv4").isEmpty();
    }

    /** Orderly stop; the exit code must be 0. */
    public void stop() {
        int exit = process.terminate(STOP_LIMIT);
        if (exit != 0) {
            throw new AssertionError("exit code " + exit + "\n" + process.lastLines());
        }
    }

    public static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    private static List<JsonObject> rows(JsonElement answer, String key) {
        JsonArray rows = answer.isJsonArray()
                ? answer.getAsJsonArray()
                : answer.getAsJsonObject().getAsJsonArray(key);
        return StreamSupport.stream(rows.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }
}
