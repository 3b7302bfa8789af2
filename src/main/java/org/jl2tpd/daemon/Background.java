package org.jl2tpd.daemon;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jl2tpd.linux.Linux;

/**
 * Starts what serves managers at a lower priority than the engine has: threads inherit the priority of who starts them. Where a processor is scarce, managers
 * wait for sessions, and not the other way around.
 */
final class Background {
    /** nice(2): of one processor such a thread gets a thirtieth beside the engine's that is busy. */
    static final int NICENESS = 15;

    private Background() {}

    /** Opens something. */
    interface Opening {
        void open() throws IOException;
    }

    /** Does it on a thread of lower priority and waits for its end. */
    static void open(Opening opening) throws IOException {
        var done = new CompletableFuture<Void>();
        Thread thread = new Thread(() -> run(opening, done), "background");
        thread.setDaemon(true);
        thread.start();
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new IOException(failure.getMessage(), failure);
            }
            throw e;
        }
    }

    private static void run(Opening opening, CompletableFuture<Void> done) {
        try {
            if (Linux.problem() == null) {
                Linux.beNice(NICENESS);
            }
            opening.open();
            done.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }
}
