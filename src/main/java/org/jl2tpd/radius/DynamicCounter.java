package org.jl2tpd.radius;

/** What is counted of a client; {@link DynamicStatus} explains each. The first six of Disconnect and CoA are in the same order. */
enum DynamicCounter {
    DISCONNECT_REQUESTS,
    DISCONNECT_DUPLICATES,
    DISCONNECT_ACKS,
    DISCONNECT_NAKS,
    DISCONNECT_NO_SESSION,
    DISCONNECT_SESSIONS,
    COA_REQUESTS,
    COA_DUPLICATES,
    COA_ACKS,
    COA_NAKS,
    COA_NO_SESSION,
    COA_SESSIONS,
    MALFORMED,
    BAD_AUTHENTICATORS,
    DROPPED,
    UNKNOWN_TYPES;

    private static final DynamicCounter[] ALL = values();

    /** This counter of Disconnect, or CoA's that is like it. */
    DynamicCounter of(boolean disconnect) {
        return disconnect ? this : ALL[ordinal() + COA_REQUESTS.ordinal()];
    }
}
