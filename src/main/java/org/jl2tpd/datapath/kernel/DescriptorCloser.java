package org.jl2tpd.datapath.kernel;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes descriptors of ended sessions. A PPP device and an L2TP session wait in the kernel until every processor has let go of them
 * (RCU), some milliseconds each: done on a few threads side by side those waits are shared, and the event loop goes on.
 */
interface DescriptorCloser extends AutoCloseable {
    /** Closes the descriptors that are not negative, in this order. */
    void close(int... descriptors);

    /** Waits until all is closed. */
    @Override
    void close();

    /** Closes on threads of its own. */
    final class Threads implements DescriptorCloser {
        private static final int THREADS = 8;
        private static final long IDLE_S = 5;
        /** Seconds that the end may take: what is left then is closed by the process's end. */
        private static final long END_S = 3;

        private final L2tpKernel kernel;
        /** Holds at most one entry for each session that there was. */
        private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "l2tp-close");
                    thread.setDaemon(true);
                    return thread;
                });

        Threads(L2tpKernel kernel) {
            this.kernel = kernel;
            threads.allowCoreThreadTimeOut(true);
        }

        @Override
        public void close(int... descriptors) {
            try {
                threads.execute(() -> closeNow(kernel, descriptors));
            } catch (OutOfMemoryError e) {
                // The system lets us have no thread more.
                closeNow(kernel, descriptors);
            }
        }

        @Override
        public void close() {
            threads.shutdown();
            try {
                threads.awaitTermination(END_S, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Closes the descriptors that are not negative on the calling thread. */
    static void closeNow(L2tpKernel kernel, int... descriptors) {
        for (int descriptor : descriptors) {
            if (descriptor >= 0) {
                kernel.close(descriptor);
            }
        }
    }
}
