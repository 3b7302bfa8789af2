package org.jl2tpd.wire;

import static org.jl2tpd.wire.AvpType.*;

/** The control messages of RFC 2661 section 6, each with the AVPs that it must and may carry (checklist section 3). */
public enum MessageType {
    SCCRQ(
            1,
            mask(PROTOCOL_VERSION, HOST_NAME, FRAMING_CAPABILITIES, ASSIGNED_TUNNEL_ID),
            mask(BEARER_CAPABILITIES, RECEIVE_WINDOW_SIZE, CHALLENGE, TIE_BREAKER, FIRMWARE_REVISION, VENDOR_NAME)),
    SCCRP(
            2,
            mask(PROTOCOL_VERSION, FRAMING_CAPABILITIES, HOST_NAME, ASSIGNED_TUNNEL_ID),
            mask(
                    BEARER_CAPABILITIES,
                    FIRMWARE_REVISION,
                    VENDOR_NAME,
                    RECEIVE_WINDOW_SIZE,
                    CHALLENGE,
                    CHALLENGE_RESPONSE)),
    SCCCN(3, 0, mask(CHALLENGE_RESPONSE)),
    STOPCCN(4, mask(ASSIGNED_TUNNEL_ID, RESULT_CODE), 0),
    HELLO(6, 0, 0),
    OCRQ(
            7,
            mask(
                    ASSIGNED_SESSION_ID,
                    CALL_SERIAL_NUMBER,
                    MINIMUM_BPS,
                    MAXIMUM_BPS,
                    BEARER_TYPE,
                    FRAMING_TYPE,
                    CALLED_NUMBER),
            mask(SUB_ADDRESS)),
    OCRP(8, mask(ASSIGNED_SESSION_ID), mask(PHYSICAL_CHANNEL_ID)),
    OCCN(9, mask(TX_CONNECT_SPEED, FRAMING_TYPE), mask(RX_CONNECT_SPEED, SEQUENCING_REQUIRED)),
    ICRQ(
            10,
            mask(ASSIGNED_SESSION_ID, CALL_SERIAL_NUMBER),
            mask(BEARER_TYPE, PHYSICAL_CHANNEL_ID, CALLING_NUMBER, CALLED_NUMBER, SUB_ADDRESS)),
    ICRP(11, mask(ASSIGNED_SESSION_ID), 0),
    ICCN(
            12,
            mask(TX_CONNECT_SPEED, FRAMING_TYPE),
            mask(
                    INITIAL_RECEIVED_LCP_CONFREQ,
                    LAST_SENT_LCP_CONFREQ,
                    LAST_RECEIVED_LCP_CONFREQ,
                    PROXY_AUTHEN_TYPE,
                    PROXY_AUTHEN_NAME,
                    PROXY_AUTHEN_CHALLENGE,
                    PROXY_AUTHEN_ID,
                    PROXY_AUTHEN_RESPONSE,
                    PRIVATE_GROUP_ID,
                    RX_CONNECT_SPEED,
                    SEQUENCING_REQUIRED)),
    CDN(14, mask(RESULT_CODE, ASSIGNED_SESSION_ID), mask(Q931_CAUSE_CODE, PPP_DISCONNECT_CAUSE)),
    WEN(15, mask(CALL_ERRORS), 0),
    SLI(16, mask(ACCM), 0);

    private static final MessageType[] BY_NUMBER = byNumber();

    private final int number;
    private final long mandatory;
    private final long listed;

    MessageType(int number, long mandatory, long optional) {
        this.number = number;
        this.mandatory = mandatory;
        this.listed = mandatory | optional | MESSAGE_TYPE.bit();
    }

    /** The value of the Message Type AVP. */
    public int number() {
        return number;
    }

    /** Whether it belongs to the control connection (SCCRQ to HELLO) and not to one session. */
    public boolean isTunnelScope() {
        return number <= 6;
    }

    /** The message with this number, null when RFC 2661 has none. */
    public static MessageType of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }

    /** Whether the message must have this AVP. Message Type itself is not counted. */
    public boolean requires(AvpType avp) {
        return (mandatory & avp.bit()) != 0;
    }

    /** Whether the message must or may have this AVP; any other is ignored (L2TP-6.0-02). */
    public boolean lists(AvpType avp) {
        return (listed & avp.bit()) != 0;
    }

    /** The mandatory AVPs that a set lacks, as a mask. */
    long missingFrom(long present) {
        return mandatory & ~present;
    }

    private static MessageType[] byNumber() {
        var table = new MessageType[SLI.number + 1];
        for (MessageType type : values()) {
            table[type.number] = type;
        }
        return table;
    }
}
