package org.jl2tpd.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads over Jolokia what a console reads: the daemon's snapshot, then a page of 50 sessions, without pause, while it is switched on. {@code on} and {@code off}
 * on standard input switch it; at {@code off} it prints the reads and their rate. Ends with standard input. Argument: port.
 */
public final class ConsoleReads {
    private static final int PAGE = 50;
    private static final int PAGES = 200;
    private static final String PAGE_OF_SESSIONS = """
            {"type": "exec", "mbean": "org.jl2tpd:type=Daemon", "operation": "listSessions", "arguments": [%d, %d, ""]}""";

    private final URI jolokia;
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean on;

    private ConsoleReads(int port) {
        jolokia = URI.create("http://127.0.0.1:" + port + "/jolokia/");
    }

    public static void main(String[] args) throws IOException {
        var console = new ConsoleReads(Integer.parseInt(args[0]));
        var thread = new Thread(console::run);
        thread.setDaemon(true);
        thread.start();
        long startNs = 0;
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.equals("on")) {
                console.reads.set(0);
                startNs = System.nanoTime();
                console.on = true;
            } else {
                console.on = false;
                double seconds = (System.nanoTime() - startNs) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "{\"reads\": %d, \"reads_per_second\": %.1f}%n",
                        console.reads.get(),
                        console.reads.get() / seconds);
            }
        }
    }

    private void run() {
        try {
            for (long i = 0; ; i++) {
                while (!on) {
                    Thread.sleep(5);
                }
                if (i % 2 == 0) {
                    read("read/org.jl2tpd:type=Daemon/Snapshot", null);
                } else {
                    read("", PAGE_OF_SESSIONS.formatted(i / 2 % PAGES * PAGE, PAGE));
                }
                reads.incrementAndGet();
            }
        } catch (IOException e) {
            System.err.println("Jolokia: " + e);
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(String path, String body) throws IOException {
        var connection = (HttpURLConnection) jolokia.resolve(path).toURL().openConnection();
        if (body != null) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        try (var answer = connection.getInputStream()) {
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            if (!text.contains("\"status\":200")) {
                throw new IOException(text.substring(0, Math.min(500, text.length())));
            }
        }
    }
}
