package org.jl2tpd.control;

/** States of the control connection (RFC 2661 7.2.1); CLOSING is the transport's linger after StopCCN (5.7). */
public enum TunnelState {
    IDLE,
    WAIT_CTL_REPLY,
    WAIT_CTL_CONN,
    ESTABLISHED,
    CLOSING,
    /** The linger is over: nothing is left of it. */
    GONE
}
