package org.jl2tpd.wire;

/**
 * The control messages of RFC 2661 section 6. The owner of this room completes it with each message's mandatory and
 * optional AVPs (checklist section 3) and whether a fault in it ends the tunnel or the session.
 */
public enum MessageType {
    SCCRQ(1),
    SCCRP(2),
    SCCCN(3),
    STOPCCN(4),
    HELLO(6),
    OCRQ(7),
    OCRP(8),
    OCCN(9),
    ICRQ(10),
    ICRP(11),
    ICCN(12),
    CDN(14),
    WEN(15),
    SLI(16);

    private final int number;

    MessageType(int number) {
        this.number = number;
    }

    /** The value of the Message Type AVP. */
    public int number() {
        return number;
    }

    /** Whether it belongs to the control connection (SCCRQ to HELLO) and not to one session. */
    public boolean isTunnelScope() {
        return number <= 6;
    }
}
