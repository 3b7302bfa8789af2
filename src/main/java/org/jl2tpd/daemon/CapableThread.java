package org.jl2tpd.daemon;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread that has the process's capabilities, for what is to be done at the word of threads that may have none: those that were there before the
 * process became its user, as the virtual machine's for signals.
 */
final class CapableThread implements AutoCloseable {
    private final ThreadPoolExecutor executor;

    /** Started by the calling thread, whose capabilities it has. */
    CapableThread(String name) {
        executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.prestartAllCoreThreads();
    }

    /** Does it there, one thing after the other, and waits for its end. */
    void run(Runnable work) {
        try {
            executor.submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
