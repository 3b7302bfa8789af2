package org.jl2tpd.ppp;

/** Phases of a link (RFC 1661 3.2). */
public enum PppPhase {
    DEAD,
    ESTABLISH,
    AUTHENTICATE,
    NETWORK,
    TERMINATE
}
