package org.jl2tpd.datapath.kernel;

import java.util.concurrent.CompletableFuture;

/** What the kernel does to packets of sessions' devices, told apart by their interface group (IFLA_GROUP). */
interface PacketRules extends AutoCloseable {
    /** The group of devices through which the MSS of TCP connections is lowered to what fits. */
    int CLAMPED = 1701;
    /** The group of devices whose packets must come from where the routes lead to them (BCP 38). */
    int CHECKED = 1702;
    /** The group of devices with both. */
    int CLAMPED_AND_CHECKED = 1703;

    /** No rules. */
    PacketRules NONE = new PacketRules() {
        @Override
        public void start() {}

        @Override
        public CompletableFuture<String> outcome() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    };

    /** The group of a device; 0, the default of all devices, for neither. */
    static int group(boolean clamped, boolean checked) {
        if (clamped) {
            return checked ? CLAMPED_AND_CHECKED : CLAMPED;
        }
        return checked ? CHECKED : 0;
    }

    /** Begins, on another thread. */
    void start();

    /** Completes with null when the rules are in force, else with what is not and why, in words for an operator. */
    CompletableFuture<String> outcome();

    /** Takes back what was made. */
    @Override
    void close();
}
