package org.jl2tpd.daemon;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** SIGTERM and SIGINT: the first asks for an orderly stop, the second ends the process at once. */
public final class StopSignal {
    /** Exit code of a process that its second signal ended. */
    static final int AT_ONCE = 1;

    /** Longest wait for the last line on standard error. */
    private static final long LAST_WORDS_MS = 200;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicBoolean first = new AtomicBoolean(true);

    public static StopSignal install() {
        StopSignal stop = new StopSignal();
        Signals.handle("TERM", stop::onSignal);
        Signals.handle("INT", stop::onSignal);
        return stop;
    }

    /**
     * Lets SIGHUP, the terminal's end, ask for the orderly stop too; it never counts as the second signal, since the shell and the
     * kernel may both send it.
     */
    public StopSignal withHangUp() {
        Signals.handle("HUP", this::ask);
        return this;
    }

    private void onSignal() {
        if (first.getAndSet(false)) {
            ask();
        } else {
            say("jl2tpd: stopped at once by a second signal");
            Runtime.getRuntime().halt(AT_ONCE);
        }
    }

    /** On a thread of its own: a standard error that nobody empties must not keep the process alive. */
    private static void say(String line) {
        Thread writer = new Thread(() -> System.err.println(line), "last-words");
        writer.setDaemon(true);
        writer.start();
        try {
            writer.join(LAST_WORDS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for the stop from inside. */
    void ask() {
        asked.countDown();
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits until a stop is asked for, at most so long; returns whether it is. */
    public boolean await(long milliseconds) throws InterruptedException {
        return asked.await(milliseconds, TimeUnit.MILLISECONDS);
    }

    void await() throws InterruptedException {
        asked.await();
    }
}
