package org.jl2tpd.management.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jl2tpd.management.CommandGateway;
import org.jl2tpd.management.ConfigurationStore;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.DaemonInfo;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.ManagementDefinition.HttpUser;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.wire.Secret;

/** A daemon without an engine, with HTTP in front of it. */
final class HttpBench implements AutoCloseable {
    static final HttpUser OPERATOR = new HttpUser("operator", Secret.of("pass:word"), Access.WRITE);
    static final HttpUser VIEWER = new HttpUser("viewer", Secret.of("look"), Access.READ);

    final int port = freePort();
    final ManagedDaemon daemon;
    final HttpFace face;

    HttpBench(String name) throws IOException {
        this(name, new FakeEngine(), Map.of(), List.of(OPERATOR, VIEWER), Map.of());
    }

    HttpBench(
            String name,
            CommandGateway engine,
            Map<Attribute<?>, Object> attributes,
            List<HttpUser> users,
            Map<String, Secret> secrets)
            throws IOException {
        Profile http = new Profile(ProfileKind.HTTP, "http", attributes)
                .with(HttpAttributes.ENABLED, true)
                .with(HttpAttributes.PORT, port);
        ManagementDefinition none = ManagementDefinition.NONE;
        var management = new ManagementDefinition(
                none.snmp(), none.snmpUsers(), none.snmpCommunities(), none.snmpTargets(), none.jmx(), http, users);
        var configuration = configuration(management, secrets);
        StateStore state = StateStore.inMemory();
        var info = new DaemonInfo("1.2.3", ProcessHandle.current().pid(), System.nanoTime());
        var control = new Control(engine, new ConfigurationStore(configuration), state, info, Control.DEFAULT_WAIT);
        daemon = new ManagedDaemon(name, control, new Inventory(control), EventHub.start("events"), state);
        face = HttpFace.start(daemon);
    }

    private static Configuration configuration(ManagementDefinition management, Map<String, Secret> secrets) {
        return Configuration.builder().secrets(secrets).management(management).build();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(both);
    }

    static String operator() {
        return basic("operator", "pass:word");
    }

    /** Status, headers and body of an answer as they came. */
    record Reply(int status, String text) {
        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    Reply post(String body, String... headers) throws IOException {
        return send("POST", "/jolokia", body, headers);
    }

    Reply get(String path, String... headers) throws IOException {
        return send("GET", path, "", headers);
    }

    /** Sends a request word by word: a client library would not let us lie about host and origin. */
    Reply send(String method, String path, String body, String... headers) throws IOException {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        boolean host = false;
        for (String header : headers) {
            host |= header.startsWith("Host:");
            text.append(header).append("\r\n");
        }
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        text.append(host ? "" : "Host: 127.0.0.1:" + port + "\r\n");
        text.append(body.isEmpty() ? "" : "Content-Length: " + octets.length + "\r\n")
                .append("\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            try {
                socket.getOutputStream().write(octets);
            } catch (IOException e) {
                // It answered before the body was whole, which is what some tests are for.
            }
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Reply(Integer.parseInt(answer.split(" ")[1]), answer);
        }
    }

    @Override
    public void close() {
        face.close();
        daemon.events().close();
    }
}
