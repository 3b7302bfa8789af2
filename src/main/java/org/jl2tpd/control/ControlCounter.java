package org.jl2tpd.control;

/** What the control room counts for the whole system; the tunnel's own counters are in {@link ChannelCounters}. */
public enum ControlCounter {
    RETRANSMISSIONS,
    DUPLICATES,
    OUT_OF_WINDOW,
    OUT_OF_SEQUENCE,
    BOGUS_ACKNOWLEDGEMENTS,
    GIVE_UPS,
    MALFORMED_MESSAGES,
    UNKNOWN_MESSAGES_IGNORED,
    AVPS_IGNORED,
    FSM_ERRORS,
    AUTHENTICATION_FAILURES,
    SESSIONS_REFUSED,
    NO_MATCHING_SESSION
}
