package org.jl2tpd.control;

/** States of the four session machines (RFC 2661 7.4 and 7.5). */
public enum SessionState {
    IDLE,
    WAIT_TUNNEL,
    WAIT_REPLY,
    WAIT_CONNECT,
    WAIT_CS_ANSWER,
    ESTABLISHED,
    CLOSED
}
