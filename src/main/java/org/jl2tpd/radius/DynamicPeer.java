package org.jl2tpd.radius;

import java.util.concurrent.atomic.AtomicLongArray;

/** A client with its codec, and what is counted of it: one thread counts, any thread reads. */
final class DynamicPeer {
    final DynamicClient client;
    final PacketCodec codec;
    private final AtomicLongArray counters;

    /** @param former of the same name, whose counts go on; null without one */
    DynamicPeer(DynamicClient client, DynamicPeer former) {
        this.client = client;
        this.codec = new PacketCodec(client.secret());
        this.counters = former == null ? new AtomicLongArray(DynamicCounter.values().length) : former.counters;
    }

    void count(DynamicCounter counter) {
        add(counter, 1);
    }

    void add(DynamicCounter counter, long more) {
        counters.lazySet(counter.ordinal(), get(counter) + more);
    }

    private long get(DynamicCounter counter) {
        return counters.get(counter.ordinal());
    }

    void fault(PacketFault fault) {
        if (fault.isMalformed()) {
            count(DynamicCounter.MALFORMED);
        } else {
            count(fault.isBadAuthenticator() ? DynamicCounter.BAD_AUTHENTICATORS : DynamicCounter.UNKNOWN_TYPES);
        }
    }

    DynamicStatus status() {
        return new DynamicStatus(
                client.name(),
                client.source(),
                get(DynamicCounter.DISCONNECT_REQUESTS),
                get(DynamicCounter.DISCONNECT_DUPLICATES),
                get(DynamicCounter.DISCONNECT_ACKS),
                get(DynamicCounter.DISCONNECT_NAKS),
                get(DynamicCounter.DISCONNECT_NO_SESSION),
                get(DynamicCounter.DISCONNECT_SESSIONS),
                get(DynamicCounter.COA_REQUESTS),
                get(DynamicCounter.COA_DUPLICATES),
                get(DynamicCounter.COA_ACKS),
                get(DynamicCounter.COA_NAKS),
                get(DynamicCounter.COA_NO_SESSION),
                get(DynamicCounter.COA_SESSIONS),
                get(DynamicCounter.MALFORMED),
                get(DynamicCounter.BAD_AUTHENTICATORS),
                get(DynamicCounter.DROPPED),
                get(DynamicCounter.UNKNOWN_TYPES));
    }
}
