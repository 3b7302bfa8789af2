package org.jl2tpd.datapath.kernel;

import java.util.concurrent.CompletableFuture;

/** Has the kernel lower the MSS of TCP connections through devices of {@link #GROUP}. */
interface MssClamp extends AutoCloseable {
    /** The interface group (IFLA_GROUP) of devices whose connections are clamped. */
    int GROUP = 1701;

    /** Nothing is clamped. */
    MssClamp NONE = new MssClamp() {
        @Override
        public void start() {}

        @Override
        public CompletableFuture<String> outcome() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    };

    /** Begins, on another thread. */
    void start();

    /** Completes with null when connections are clamped, else with why not, in words for an operator. */
    CompletableFuture<String> outcome();

    /** Takes back what was made. */
    @Override
    void close();
}
