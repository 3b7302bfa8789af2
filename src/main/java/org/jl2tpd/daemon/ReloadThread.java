package org.jl2tpd.daemon;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where reloads run: a thread that was started with the daemon, so that it may what the daemon may, whoever asks. */
final class ReloadThread implements Executor, AutoCloseable {
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), body -> {
                Thread made = new Thread(body, "reload");
                made.setDaemon(true);
                return made;
            });

    ReloadThread() {
        thread.prestartAllCoreThreads();
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
