package org.jl2tpd.control;

/** Events of the control connection (RFC 2661 7.2.1); {@code _BAD} is a message that is not acceptable where it was expected. */
enum TunnelEvent {
    OPEN,
    CALL,
    CLOSE,
    SCCRQ,
    SCCRQ_BAD,
    SCCRP,
    SCCRP_BAD,
    SCCCN,
    SCCCN_BAD,
    STOPCCN,
    HELLO,
    /** A malformed message, or a mandatory one that is unknown, which ends the tunnel. */
    INVALID,
    /** Not established in time. */
    TIMEOUT,
    /** The peer does not answer any more (5.8). */
    GIVE_UP,
    /** The tie was lost (4.4.3), or the owner gives an unproven peer up: ends without a word on the wire. */
    DISCARD,
    /** State was kept long enough after the last exchange (5.7). */
    LINGER_OVER
}
