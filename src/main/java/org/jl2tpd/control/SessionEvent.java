package org.jl2tpd.control;

import org.jl2tpd.wire.MessageType;

/** Events of the session machines (RFC 2661 7.4, 7.5); {@code _BAD} is a message that is not acceptable where it was expected. */
enum SessionEvent {
    /** A call of ours is wanted. */
    OPEN,
    TUNNEL_OPEN,
    TUNNEL_CLOSED,
    /** The called party answered and framing was detected. */
    ANSWERED,
    /** Local close request, line drop or bearer failure. */
    CLOSE,
    /** Not established in time. */
    TIMEOUT,
    ICRQ,
    ICRQ_BAD,
    ICRP,
    ICRP_BAD,
    /** An acceptable ICRP to a call whose ICCN its owner holds back. */
    ICRP_HELD,
    ICCN,
    ICCN_BAD,
    OCRQ,
    OCRQ_BAD,
    OCRP,
    OCRP_BAD,
    OCCN,
    CDN,
    WEN,
    SLI,
    /** A malformed message that ends the session. */
    INVALID;

    /** The event of an acceptable message; null for messages of the tunnel. */
    static SessionEvent of(MessageType type) {
        return switch (type) {
            case ICRQ -> ICRQ;
            case ICRP -> ICRP;
            case ICCN -> ICCN;
            case OCRQ -> OCRQ;
            case OCRP -> OCRP;
            case OCCN -> OCCN;
            case CDN -> CDN;
            case WEN -> WEN;
            case SLI -> SLI;
            default -> null;
        };
    }
}
