package org.jl2tpd.wire;

/** Why a datagram is dropped before it reaches a tunnel; each is a counter (RFC 2661 3.1). Never answered. */
public enum HeaderFault {
    /** Fewer octets than the flags demand. */
    SHORT,
    /** Version 1, which is L2F (RFC 2661 8.1). */
    L2F,
    /** Version 3: L2TPv3 (RFC 3931). */
    VERSION_3,
    /** Another version. */
    VERSION_UNKNOWN,
    /** A control message without L or S, or with O or P. */
    CONTROL_FLAGS,
    /** The Length field is smaller than the header or greater than the datagram. */
    LENGTH,
    /** The offset reaches behind the end. */
    OFFSET
}
