package org.jl2tpd.engine;

/** What the engine counts for the whole system, besides messages by type and the control room's counters. */
public enum EngineCounter {
    DATAGRAMS_RECEIVED,
    DATAGRAMS_SENT,
    DROPPED_SHORT,
    DROPPED_L2F,
    DROPPED_VERSION_3,
    DROPPED_VERSION_UNKNOWN,
    DROPPED_CONTROL_FLAGS,
    DROPPED_LENGTH,
    DROPPED_OFFSET,
    /** A control message for a tunnel id that we don't have. */
    NO_MATCHING_TUNNEL,
    /** A datagram for a tunnel of ours from somewhere else than its peer. */
    WRONG_SOURCE,
    /** A control message with tunnel id 0 that is neither SCCRQ nor StopCCN. */
    UNEXPECTED_WITHOUT_TUNNEL,
    /** An SCCRQ that could not be decoded. */
    SCCRQ_MALFORMED,
    SCCRQ_DUPLICATE,
    SCCRQ_DENIED,
    SCCRQ_DRAINING,
    SCCRQ_TIE_WON,
    SCCRQ_TUNNEL_LIMIT,
    /** SCCRQs refused because the process was short of memory. */
    SCCRQ_LACK,
    /** Dropped: too many half-open tunnels in all. */
    SCCRQ_HALF_OPEN_LIMIT,
    /** Dropped: too many half-open tunnels from one prefix. */
    SCCRQ_HALF_OPEN_PREFIX_LIMIT,
    /** Refusals withheld by their rate limit. */
    REFUSALS_WITHHELD,
    HALF_OPEN_EXPIRED,
    TUNNELS_OPENED,
    TUNNELS_CLOSED,
    SESSIONS_OPENED,
    SESSIONS_CLOSED,
    SESSIONS_LIMIT,
    /** Calls refused because the process was short of memory. */
    SESSIONS_LACK,
    /** Calls of peers that were continued into a tunnel of ours. */
    SESSIONS_SWITCHED,
    /** Calls that a switch rule would have sent round in a circle. */
    SWITCH_LOOPS,
    /** LNSs that an authorization named and that did not take the call; the next one was tried, or none was left. */
    LNS_FAILURES,
    SESSION_AUTH_FAILURES,
    DATA_RECEIVED_PACKETS,
    DATA_RECEIVED_OCTETS,
    DATA_SENT_PACKETS,
    DATA_SENT_OCTETS,
    /** Frames kept because their session's last control message was still to come. */
    DATA_EARLY,
    /** Data for a session that does not exist or is not established. */
    DATA_NO_SESSION,
    /** Data with a malformed PPP frame or IP packet. */
    DATA_MALFORMED,
    /** IP packets while their network protocol is not open. */
    DATA_NOT_OPEN,
    /** Packets dropped by sequence numbers. */
    DATA_SEQUENCE_DISCARDS,
    /** Packets of peers dropped since they were more than the session's rate. */
    DATA_RX_RATE_DISCARDS,
    /** Packets for peers dropped since they were more than the session's rate. */
    DATA_TX_RATE_DISCARDS,
    SOCKET_ERRORS,
    DATAPATH_FAILURES,
    ROUTE_LOOPS,
    REDIALS,
    /** Warnings that were not told because there were too many. */
    EVENTS_WITHHELD,
    /** Commands of operators that are more than a look. */
    COMMANDS
}
