package org.jl2tpd.management.http;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Sends an answer, with the headers that every one has. */
final class Answer {
    /** Nothing from elsewhere, nothing inline, no frame around us. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Answer() {}

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        send(exchange, status, type, body.length, out -> out.write(body));
    }

    static void send(HttpExchange exchange, int status, String type, AnswerText text) throws IOException {
        send(exchange, status, type, text.length(), text::copyTo);
    }

    /** Writes what is sent. */
    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void send(HttpExchange exchange, int status, String type, int length, Body body) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        if (!headers.containsKey("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
        }
        boolean without = exchange.getRequestMethod().equals("HEAD") || status == 304 || length == 0;
        exchange.sendResponseHeaders(status, without ? -1 : length);
        if (!without) {
            try (OutputStream out = exchange.getResponseBody()) {
                body.writeTo(out);
            }
        }
    }

    /** An error as Jolokia words them; a browser asks for no password because of it. */
    static void refuse(HttpExchange exchange, int status, String words) throws IOException {
        JsonObject error = new JsonObject();
        error.addProperty("status", status);
        error.addProperty("error", words);
        if (status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "X-Basic realm=\"jl2tpd\"");
        }
        exchange.getResponseHeaders().set("Connection", "close");
        send(
                exchange,
                status,
                "application/json; charset=utf-8",
                error.toString().getBytes(StandardCharsets.UTF_8));
    }
}
