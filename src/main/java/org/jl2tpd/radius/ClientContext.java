package org.jl2tpd.radius;

import org.jl2tpd.wire.RandomSource;

/** What the parts of a {@link RadiusClient} share. */
final class ClientContext {
    /** A wait differs from its value by at most one in so many (RFC 5080 2.2.1). */
    private static final int JITTER = 10;

    final RandomSource random;
    final RadiusNetwork network;
    final ServerListener listener;
    final TimerHeap timers = new TimerHeap();
    ClientSettings settings;

    ClientContext(RandomSource random, RadiusNetwork network, ServerListener listener) {
        this.random = random;
        this.network = network;
        this.listener = listener;
    }

    /** That long, a tenth more or less. */
    long jittered(long ns) {
        long most = ns / JITTER;
        return ns - most + below(2 * most + 1);
    }

    /** 0 to less than the bound. */
    long below(long bound) {
        return Long.remainderUnsigned(random.nextLong(), Math.max(1, bound));
    }
}
