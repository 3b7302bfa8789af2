package org.jl2tpd.daemon;

/** Work that must not keep the one who wants it waiting for ever. */
final class Bounded {
    private static final long NANOS_PER_MS = 1_000_000;

    private Bounded() {}

    /**
     * Has it done by a thread of its own, which inherits the caller's capabilities, and waits for that until a time. What takes longer goes on,
     * and does not keep the process from its end.
     *
     * @param deadlineNs of {@link System#nanoTime}
     * @return whether it is done
     */
    static boolean run(String name, Runnable work, long deadlineNs) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // No thread to be had.
            work.run();
            return true;
        }
        try {
            thread.join(Math.max(1, (deadlineNs - System.nanoTime()) / NANOS_PER_MS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
