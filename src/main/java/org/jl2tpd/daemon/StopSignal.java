package org.jl2tpd.daemon;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** SIGTERM and SIGINT: the first asks for an orderly stop, the second ends the process at once. */
public final class StopSignal {
    /** Exit code of a process that its second signal ended. */
    static final int AT_ONCE = 1;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicBoolean first = new AtomicBoolean(true);

    public static StopSignal install() {
        StopSignal stop = new StopSignal();
        Signals.handle("TERM", stop::onSignal);
        Signals.handle("INT", stop::onSignal);
        return stop;
    }

    private void onSignal() {
        if (first.getAndSet(false)) {
            ask();
        } else {
            Runtime.getRuntime().halt(AT_ONCE);
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
