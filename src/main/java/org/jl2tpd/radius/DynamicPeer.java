package org.jl2tpd.radius;

import java.util.Arrays;

/** A client with its codec, and what is counted of it: one thread counts, any thread reads. */
final class DynamicPeer {
    final DynamicClient client;
    final PacketCodec codec;
    private final Counter[] counters;

    /** @param former of the same name, whose counts go on; null without one */
    DynamicPeer(DynamicClient client, DynamicPeer former) {
        this.client = client;
        this.codec = new PacketCodec(client.secret());
        this.counters = former == null ? zeros() : former.counters;
    }

    private static Counter[] zeros() {
        Counter[] zeros = new Counter[DynamicCounter.values().length];
        Arrays.setAll(zeros, i -> new Counter());
        return zeros;
    }

    void count(DynamicCounter counter) {
        add(counter, 1);
    }

    void add(DynamicCounter counter, long more) {
        counters[counter.ordinal()].set(get(counter) + more);
    }

    private long get(DynamicCounter counter) {
        return counters[counter.ordinal()].get();
    }

    void fault(PacketFault fault, boolean disconnect) {
        if (fault.isMalformed()) {
            count(DynamicCounter.DISCONNECT_MALFORMED.of(disconnect));
        } else if (fault.isBadAuthenticator()) {
            count(DynamicCounter.DISCONNECT_BAD_AUTHENTICATORS.of(disconnect));
        } else {
            count(DynamicCounter.UNKNOWN_TYPES);
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
                get(DynamicCounter.DISCONNECT_MALFORMED),
                get(DynamicCounter.DISCONNECT_BAD_AUTHENTICATORS),
                get(DynamicCounter.DISCONNECT_DROPPED),
                get(DynamicCounter.COA_REQUESTS),
                get(DynamicCounter.COA_DUPLICATES),
                get(DynamicCounter.COA_ACKS),
                get(DynamicCounter.COA_NAKS),
                get(DynamicCounter.COA_NO_SESSION),
                get(DynamicCounter.COA_SESSIONS),
                get(DynamicCounter.COA_MALFORMED),
                get(DynamicCounter.COA_BAD_AUTHENTICATORS),
                get(DynamicCounter.COA_DROPPED),
                get(DynamicCounter.UNKNOWN_TYPES));
    }
}
