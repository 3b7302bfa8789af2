package org.jl2tpd.management.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The web console's files: a fixed table in memory, so that no path of a request ever reaches a file system. They hold no data. */
final class ConsoleFiles {
    private static final List<String> NAMES = List.of(
            "index.html",
            "console.css",
            "views.css",
            "dialogs.css",
            "app.js",
            "jolokia.js",
            "model.js",
            "parts.js",
            "charts.js",
            "overview.js",
            "tunnels.js",
            "sessions.js",
            "others.js",
            "icon.svg");

    private record Entry(String type, byte[] octets, String tag) {}

    private final Map<String, Entry> files = new HashMap<>();

    ConsoleFiles() throws IOException {
        for (String name : NAMES) {
            Entry entry = read(name);
            files.put("/" + name, entry);
            if (name.equals("index.html")) {
                files.put("/", entry);
            }
        }
    }

    private static Entry read(String name) throws IOException {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream("console/" + name)) {
            if (in == null) {
                throw new IOException("the console's file " + name + " is missing");
            }
            byte[] octets = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);
            return new Entry(type(name), octets, '"' + HexFormat.of().formatHex(digest, 0, 12) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
    }

    void serve(HttpExchange exchange) throws IOException, Refusal {
        Entry entry = files.get(exchange.getRequestURI().getRawPath());
        if (entry == null) {
            throw new Refusal(404, "there is nothing here");
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new Refusal(405, "GET and HEAD are served");
        }
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.getResponseHeaders().set("ETag", entry.tag());
        boolean known = entry.tag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        Answer.send(exchange, known ? 304 : 200, entry.type(), entry.octets());
    }
}
