package org.jl2tpd.reactor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.wire.IpAddress;

/** Resolves host names on worker threads, a bounded number at once. Answers are not cached: every try asks anew. */
final class NameResolver implements AutoCloseable {
    static final int THREADS = 4;
    /** Names that wait for a thread at most. */
    static final int QUEUE = 256;
    /** Addresses of a name that are kept. */
    static final int ADDRESSES = 16;

    private static final long IDLE_SECONDS = 30;

    /** Takes an answer, on a worker thread. */
    interface Answer {
        void resolved(List<IpAddress> addresses, String problem);
    }

    private final ThreadPoolExecutor workers;

    NameResolver() {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        workers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                NameResolver::thread);
        workers.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "resolver");
        thread.setDaemon(true);
        return thread;
    }

    /** Starts a lookup; false when too many are under way. */
    boolean resolve(String hostName, Answer answer) {
        try {
            workers.execute(() -> lookUp(hostName, answer));
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The latter where the system lets us have no thread more.
            return false;
        }
    }

    private static void lookUp(String hostName, Answer answer) {
        try {
            var found = new ArrayList<IpAddress>();
            for (InetAddress address : InetAddress.getAllByName(hostName)) {
                if (found.size() < ADDRESSES) {
                    found.add(IpAddress.of(address.getAddress()));
                }
            }
            answer.resolved(List.copyOf(found), null);
        } catch (UnknownHostException | RuntimeException e) {
            answer.resolved(List.of(), "cannot resolve " + hostName + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
