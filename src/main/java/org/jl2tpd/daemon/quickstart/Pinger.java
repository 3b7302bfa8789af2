package org.jl2tpd.daemon.quickstart;

import java.util.concurrent.CompletableFuture;

/** How the quick start pings through its session. */
interface Pinger extends AutoCloseable {
    /** Octets of an echo request's payload. */
    int PAYLOAD_OCTETS = 56;

    /** Sends one echo request; gives the round trip in ns, or fails with the reason. */
    CompletableFuture<Long> ping();

    /** From where to where, and how: {@code 192.0.2.10 to 192.0.2.1 in memory}. */
    String describe();

    @Override
    void close();
}
