package org.jl2tpd.wire;

/**
 * The AVPs of RFC 2661 4.4 with their type numbers, plus AVP 46 of RFC 3145. The owner of this room completes it as the
 * table of L2TP checklist section 2.1: mandatory bit, hideable, kind of value, limits.
 */
public enum AvpType {
    MESSAGE_TYPE(0),
    RESULT_CODE(1),
    PROTOCOL_VERSION(2),
    FRAMING_CAPABILITIES(3),
    BEARER_CAPABILITIES(4),
    TIE_BREAKER(5),
    FIRMWARE_REVISION(6),
    HOST_NAME(7),
    VENDOR_NAME(8),
    ASSIGNED_TUNNEL_ID(9),
    RECEIVE_WINDOW_SIZE(10),
    CHALLENGE(11),
    Q931_CAUSE_CODE(12),
    CHALLENGE_RESPONSE(13),
    ASSIGNED_SESSION_ID(14),
    CALL_SERIAL_NUMBER(15),
    MINIMUM_BPS(16),
    MAXIMUM_BPS(17),
    BEARER_TYPE(18),
    FRAMING_TYPE(19),
    CALLED_NUMBER(21),
    CALLING_NUMBER(22),
    SUB_ADDRESS(23),
    TX_CONNECT_SPEED(24),
    PHYSICAL_CHANNEL_ID(25),
    INITIAL_RECEIVED_LCP_CONFREQ(26),
    LAST_SENT_LCP_CONFREQ(27),
    LAST_RECEIVED_LCP_CONFREQ(28),
    PROXY_AUTHEN_TYPE(29),
    PROXY_AUTHEN_NAME(30),
    PROXY_AUTHEN_CHALLENGE(31),
    PROXY_AUTHEN_ID(32),
    PROXY_AUTHEN_RESPONSE(33),
    CALL_ERRORS(34),
    ACCM(35),
    RANDOM_VECTOR(36),
    PRIVATE_GROUP_ID(37),
    RX_CONNECT_SPEED(38),
    SEQUENCING_REQUIRED(39),
    PPP_DISCONNECT_CAUSE(46);

    private final int number;

    AvpType(int number) {
        this.number = number;
    }

    /** The attribute type on the wire (vendor 0). */
    public int number() {
        return number;
    }
}
