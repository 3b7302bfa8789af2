package org.jl2tpd.radius;

/** What is counted of a client; {@link DynamicStatus} explains each. Those of Disconnect and CoA are in the same order. */
enum DynamicCounter {
    DISCONNECT_REQUESTS,
    DISCONNECT_DUPLICATES,
    DISCONNECT_ACKS,
    DISCONNECT_NAKS,
    DISCONNECT_NO_SESSION,
    DISCONNECT_SESSIONS,
    DISCONNECT_MALFORMED,
    DISCONNECT_BAD_AUTHENTICATORS,
    DISCONNECT_DROPPED,
    COA_REQUESTS,
    COA_DUPLICATES,
    COA_ACKS,
    COA_NAKS,
    COA_NO_SESSION,
    COA_SESSIONS,
    COA_MALFORMED,
    COA_BAD_AUTHENTICATORS,
    COA_DROPPED,
    UNKNOWN_TYPES;

    private static final DynamicCounter[] ALL = values();

    /** This counter of Disconnect, or CoA's that is like it. */
    DynamicCounter of(boolean disconnect) {
        return disconnect ? this : ALL[ordinal() + COA_REQUESTS.ordinal()];
    }
}
