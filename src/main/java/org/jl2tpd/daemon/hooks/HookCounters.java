package org.jl2tpd.daemon.hooks;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;

/** What hooks came to; never goes back. */
final class HookCounters {
    final AtomicLong started = new AtomicLong();
    /** Could not be started, or ended with a status other than 0, or by a signal; those that took too long too. */
    final AtomicLong failed = new AtomicLong();

    final AtomicLong timedOut = new AtomicLong();
    /** Never started: too many waited, or the daemon stopped. */
    final AtomicLong dropped = new AtomicLong();

    void read(ObjLongConsumer<String> to) {
        to.accept("hooks_started", started.get());
        to.accept("hooks_failed", failed.get());
        to.accept("hooks_timed_out", timedOut.get());
        to.accept("hooks_dropped", dropped.get());
    }
}
