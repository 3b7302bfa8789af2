package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jl2tpd.linux.CredentialSocket;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.NotifySocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager hears, on a socket as systemd has one. */
class ServiceManagerTest {
    private static final long WATCHDOG_MICROS = 100_000;
    /** Several looks at the daemon. */
    private static final long QUIET_MS = 400;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(512);
    private CredentialSocket socket;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        String path = folder.resolve("notify").toString();
        socket = CredentialSocket.bind(path);
        environment.put("NOTIFY_SOCKET", path);
    }

    @AfterEach
    void close() {
        if (socket != null) {
            socket.close();
        }
    }

    /** The next datagram; null when there is none. */
    private String next() {
        int octets = socket.receive(buffer.clear());
        if (octets < 0) {
            return null;
        }
        byte[] text = new byte[octets];
        buffer.get(0, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private String await() throws Exception {
        String[] line = new String[1];
        Eventually.equal(() -> line[0] != null || (line[0] = next()) != null, true);
        return line[0];
    }

    private void drop() {
        while (next() != null) {}
    }

    private ServiceManager watched() {
        environment.put("WATCHDOG_USEC", Long.toString(WATCHDOG_MICROS));
        return ServiceManager.of(environment);
    }

    private static CompletableFuture<String> said(String line) {
        return CompletableFuture.completedFuture(line);
    }

    @Test
    void hearsOfReadinessStatusAndStop() throws Exception {
        try (ServiceManager manager = ServiceManager.of(environment)) {
            assertThat(next()).isNull();
            manager.ready(() -> said("0 tunnels, 0 sessions"));
            assertThat(await()).isEqualTo("READY=1");
            assertThat(await()).isEqualTo("STATUS=0 tunnels, 0 sessions");
        }
        assertThat(await()).isEqualTo("STOPPING=1");
        assertThat(next()).isNull();
        assertThat(socket.senderPid()).isEqualTo(-1);
    }

    @Test
    void hearsWhenAReloadBeginsAndEndsEvenIfItFailed() throws Exception {
        try (ServiceManager manager = ServiceManager.of(environment)) {
            long beforeMicros = System.nanoTime() / 1000;
            try {
                manager.reload(() -> {
                    throw new IllegalStateException("no");
                });
            } catch (IllegalStateException e) {
                // The caller's.
            }
            String[] lines = await().split("\n");
            assertThat(lines[0]).isEqualTo("RELOADING=1");
            assertThat(Long.parseLong(lines[1].substring("MONOTONIC_USEC=".length())))
                    .isBetween(beforeMicros, System.nanoTime() / 1000);
            assertThat(await()).isEqualTo("READY=1");
        }
    }

    @Test
    void hearsOfTheWatchdogOnlyWhileTheReactorAnswers() throws Exception {
        var answer = new Object() {
            volatile CompletableFuture<String> next = said("1 tunnel, 1 session");
        };
        try (ServiceManager manager = watched()) {
            manager.ready(() -> answer.next);
            assertThat(await()).isEqualTo("READY=1");
            assertThat(await()).isEqualTo("WATCHDOG=1\nSTATUS=1 tunnel, 1 session");
            assertThat(await()).isEqualTo("WATCHDOG=1");
            answer.next = new CompletableFuture<>();
            Thread.sleep(QUIET_MS / 4);
            drop();
            Thread.sleep(QUIET_MS);
            assertThat(next()).isNull();
            answer.next = said("1 tunnel, 1 session");
            assertThat(await()).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    @Timeout(20)
    void isNotWaitedForWhenItDoesNotListenAndHearsOfReadinessLater() throws Exception {
        environment.put("WATCHDOG_USEC", Long.toString(WATCHDOG_MICROS));
        try (NotifySocket other = NotifySocket.connect(environment.get("NOTIFY_SOCKET"));
                ServiceManager manager = watched()) {
            while (other.send("X=1")) {}
            manager.ready(() -> said("0 tunnels, 0 sessions"));
            Thread.sleep(QUIET_MS);
            String line = await();
            while (!line.contains("READY=1")) {
                line = await();
            }
            assertThat(line).contains("STATUS=0 tunnels, 0 sessions");
        }
    }

    @Test
    void hearsNoWatchdogOfAnotherProcess() throws Exception {
        environment.put("WATCHDOG_PID", "1");
        try (ServiceManager manager = watched()) {
            manager.ready(() -> said("x"));
            assertThat(await()).isEqualTo("READY=1");
            assertThat(await()).isEqualTo("STATUS=x");
            Thread.sleep(QUIET_MS);
            assertThat(next()).isNull();
        }
    }

    @Test
    void hearsAgainWhenItsSocketWasMadeAnew() throws Exception {
        try (ServiceManager manager = watched()) {
            manager.ready(() -> said("x"));
            assertThat(await()).isEqualTo("READY=1");
            socket.close();
            folder.resolve("notify").toFile().delete();
            socket = CredentialSocket.bind(environment.get("NOTIFY_SOCKET"));
            assertThat(await()).startsWith("WATCHDOG=1");
        }
    }

    @Test
    void saysNothingWithoutAServiceManagerAndBearsAWrongAddress() {
        for (String address : List.of("", "relative", "/nowhere/at/all", "@", "/" + "x".repeat(200))) {
            try (ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", address))) {
                manager.ready(() -> said("x"));
                manager.reload(() -> {});
            }
        }
        assertThat(next()).isNull();
    }
}
