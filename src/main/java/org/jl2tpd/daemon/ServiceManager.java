package org.jl2tpd.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jl2tpd.linux.NotifySocket;
import org.jl2tpd.linux.SystemCallException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd, or whoever speaks its protocol, how the daemon is (sd_notify(3), sd_watchdog_enabled(3)): ready, reloading, stopping, a line
 * of status, and that it is alive, which is said only while the reactor answers. Without {@code NOTIFY_SOCKET} it does nothing. Any thread
 * may call it.
 */
final class ServiceManager implements AutoCloseable {
    /** Seconds between two looks at the daemon where no watchdog wants them more often. */
    static final int LOOK_S = 10;

    private static final String READY = "READY=1";
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

    private final NotifySocket socket;
    private final boolean hasWatchdog;
    private final long lookMicros;
    private Thread thread;
    private String status = "";
    /** Whether it has still to hear that the daemon serves. */
    private boolean owesReady;

    private boolean ended;

    private ServiceManager(NotifySocket socket, long watchdogMicros) {
        this.socket = socket;
        this.hasWatchdog = watchdogMicros > 0;
        long most = LOOK_S * MICROS_PER_SECOND;
        this.lookMicros = hasWatchdog ? Math.min(Math.max(1, watchdogMicros / 2), most) : most;
    }

    /** The one that the environment names; one that says nothing where it names none. */
    static ServiceManager of(Map<String, String> environment) {
        String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (name.isEmpty()) {
            return new ServiceManager(null, 0);
        }
        try {
            return new ServiceManager(NotifySocket.connect(name), watchdogMicros(environment));
        } catch (SystemCallException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("service_manager_not_reached");
            return new ServiceManager(null, 0);
        }
    }

    /** 0 where there is none, or where it watches another process. */
    private static long watchdogMicros(Map<String, String> environment) {
        String process = environment.getOrDefault("WATCHDOG_PID", "");
        long own = ProcessHandle.current().pid();
        if (!process.isEmpty() && !process.equals(Long.toString(own))) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0")));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * The daemon serves from now on; it is looked at from time to time.
     *
     * @param look asks the reactor for the line of status; completes when it has answered
     */
    synchronized void ready(Supplier<CompletableFuture<String>> look) {
        if (socket == null || ended) {
            return;
        }
        sendReady();
        thread = new Thread(() -> watch(look), "service-manager");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says that the configuration is read again, and when that is done. */
    void reload(Runnable reload) {
        // nanoTime is CLOCK_MONOTONIC on Linux, which is what systemd compares with.
        send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
        try {
            reload.run();
        } finally {
            sendReady();
        }
    }

    private void watch(Supplier<CompletableFuture<String>> look) {
        boolean answered = true;
        try {
            while (true) {
                long beforeNs = System.nanoTime();
                boolean answers = look(look.get());
                if (answered && !answers) {
                    LOG.atWarn()
                            .addKeyValue("waited_ms", lookMicros / 1000)
                            .log(hasWatchdog ? "watchdog_is_not_told" : "reactor_does_not_answer");
                }
                answered = answers;
                long restMicros = lookMicros - (System.nanoTime() - beforeNs) / 1000;
                TimeUnit.MICROSECONDS.sleep(Math.max(0, restMicros));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the reactor's answer, and says what it is; returns whether it came. */
    private boolean look(CompletableFuture<String> answer) throws InterruptedException {
        try {
            say(answer.get(lookMicros, TimeUnit.MICROSECONDS));
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private synchronized void say(String line) {
        if (ended) {
            return;
        }
        List<String> words = new ArrayList<>();
        if (owesReady) {
            words.add(READY);
        }
        if (hasWatchdog) {
            words.add("WATCHDOG=1");
        }
        if (!line.equals(status)) {
            words.add("STATUS=" + line);
        }
        if (!words.isEmpty() && send(String.join("\n", words))) {
            owesReady = false;
            status = line;
        }
    }

    private synchronized void sendReady() {
        owesReady = !send(READY);
    }

    /** Returns false when it was not taken, and may be said again. */
    private synchronized boolean send(String text) {
        if (socket == null || ended) {
            return true;
        }
        try {
            return socket.send(text);
        } catch (SystemCallException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("service_manager_not_reached");
            return true;
        }
    }

    /** The daemon begins to stop; nothing is said after that. */
    @Override
    public synchronized void close() {
        if (ended) {
            return;
        }
        send("STOPPING=1");
        ended = true;
        if (thread != null) {
            thread.interrupt();
        }
        if (socket != null) {
            socket.close();
        }
    }
}
