package org.jl2tpd.radius;

/** What is counted of a server; {@link ServerStatus} explains each. */
enum ServerCounter {
    ROUND_TRIP_NS,
    REQUESTS,
    RETRANSMISSIONS,
    ACCEPTS,
    REJECTS,
    CHALLENGES,
    RESPONSES,
    MALFORMED,
    BAD_AUTHENTICATORS,
    PENDING,
    TIMEOUTS,
    UNKNOWN_TYPES,
    DROPPED
}
