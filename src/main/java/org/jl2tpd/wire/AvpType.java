package org.jl2tpd.wire;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The AVPs of RFC 2661 4.4, plus AVP 46 of RFC 3145, as a table: attribute type, name, kind of value, whether it is sent
 * with the M bit, whether it may be hidden, and how many octets its value has. Whatever is not in this table is
 * unrecognized, and its M bit decides (L2TP-4.1-03 to -05).
 */
public enum AvpType {
    MESSAGE_TYPE(0, "Message Type", Kind.U16, true, false, 2, 2),
    RESULT_CODE(1, "Result Code", Kind.RESULT, true, false, 2, AvpType.MAX_VALUE),
    PROTOCOL_VERSION(2, "Protocol Version", Kind.U16, true, false, 2, 2),
    FRAMING_CAPABILITIES(3, "Framing Capabilities", Kind.U32, true, true, 4, 4),
    BEARER_CAPABILITIES(4, "Bearer Capabilities", Kind.U32, true, true, 4, 4),
    TIE_BREAKER(5, "Tie Breaker", Kind.OCTETS, false, false, 8, 8),
    FIRMWARE_REVISION(6, "Firmware Revision", Kind.U16, false, true, 2, 2),
    HOST_NAME(7, "Host Name", Kind.TEXT, true, false, 1, AvpType.MAX_VALUE),
    VENDOR_NAME(8, "Vendor Name", Kind.TEXT, false, true, 0, AvpType.MAX_VALUE),
    ASSIGNED_TUNNEL_ID(9, "Assigned Tunnel ID", Kind.U16, true, true, 2, 2),
    RECEIVE_WINDOW_SIZE(10, "Receive Window Size", Kind.U16, true, false, 2, 2),
    CHALLENGE(11, "Challenge", Kind.PRIVATE, true, true, 1, AvpType.MAX_VALUE),
    Q931_CAUSE_CODE(12, "Q.931 Cause Code", Kind.Q931, true, false, 3, AvpType.MAX_VALUE),
    /** 16 octets; Cisco sends six more, which are read over. */
    CHALLENGE_RESPONSE(13, "Challenge Response", Kind.PRIVATE, true, true, 16, AvpType.MAX_VALUE),
    ASSIGNED_SESSION_ID(14, "Assigned Session ID", Kind.U16, true, true, 2, 2),
    CALL_SERIAL_NUMBER(15, "Call Serial Number", Kind.U32, true, true, 4, 4),
    MINIMUM_BPS(16, "Minimum BPS", Kind.U32, true, true, 4, 4),
    MAXIMUM_BPS(17, "Maximum BPS", Kind.U32, true, true, 4, 4),
    BEARER_TYPE(18, "Bearer Type", Kind.U32, true, true, 4, 4),
    FRAMING_TYPE(19, "Framing Type", Kind.U32, true, true, 4, 4),
    CALLED_NUMBER(21, "Called Number", Kind.TEXT, true, true, 0, AvpType.MAX_VALUE),
    CALLING_NUMBER(22, "Calling Number", Kind.TEXT, true, true, 0, AvpType.MAX_VALUE),
    SUB_ADDRESS(23, "Sub-Address", Kind.TEXT, true, true, 0, AvpType.MAX_VALUE),
    TX_CONNECT_SPEED(24, "Tx Connect Speed", Kind.U32, true, true, 4, 4),
    PHYSICAL_CHANNEL_ID(25, "Physical Channel ID", Kind.U32, false, true, 4, 4),
    INITIAL_RECEIVED_LCP_CONFREQ(26, "Initial Received LCP CONFREQ", Kind.OCTETS, false, true, 0, AvpType.MAX_VALUE),
    LAST_SENT_LCP_CONFREQ(27, "Last Sent LCP CONFREQ", Kind.OCTETS, false, true, 0, AvpType.MAX_VALUE),
    LAST_RECEIVED_LCP_CONFREQ(28, "Last Received LCP CONFREQ", Kind.OCTETS, false, true, 0, AvpType.MAX_VALUE),
    PROXY_AUTHEN_TYPE(29, "Proxy Authen Type", Kind.U16, false, true, 2, 2),
    PROXY_AUTHEN_NAME(30, "Proxy Authen Name", Kind.TEXT, false, true, 0, AvpType.MAX_VALUE),
    PROXY_AUTHEN_CHALLENGE(31, "Proxy Authen Challenge", Kind.PRIVATE, false, true, 0, AvpType.MAX_VALUE),
    PROXY_AUTHEN_ID(32, "Proxy Authen ID", Kind.U16, false, true, 2, 2),
    PROXY_AUTHEN_RESPONSE(33, "Proxy Authen Response", Kind.PRIVATE, false, true, 0, AvpType.MAX_VALUE),
    /** Two reserved octets, then six counters of 32 bits. */
    CALL_ERRORS(34, "Call Errors", Kind.OCTETS, true, true, 26, 26),
    /** Two reserved octets, then the send and the receive ACCM of 32 bits each. */
    ACCM(35, "ACCM", Kind.OCTETS, true, true, 10, 10),
    RANDOM_VECTOR(36, "Random Vector", Kind.OCTETS, true, false, 0, AvpType.MAX_VALUE),
    PRIVATE_GROUP_ID(37, "Private Group ID", Kind.TEXT, false, true, 0, AvpType.MAX_VALUE),
    RX_CONNECT_SPEED(38, "Rx Connect Speed", Kind.U32, false, true, 4, 4),
    SEQUENCING_REQUIRED(39, "Sequencing Required", Kind.FLAG, true, false, 0, 0),
    PPP_DISCONNECT_CAUSE(46, "PPP Disconnect Cause", Kind.CAUSE, false, true, 5, AvpType.MAX_VALUE);

    /** What a value consists of. */
    public enum Kind {
        /** Nothing: the AVP's presence is the value. */
        FLAG,
        U16,
        U32,
        OCTETS,
        TEXT,
        /** Octets that are never shown: challenges, responses, passwords. */
        PRIVATE,
        /** {@link ResultCode}. */
        RESULT,
        /** {@link Q931Cause}. */
        Q931,
        /** {@link PppDisconnectCause}. */
        CAUSE
    }

    /** Octets of an AVP before its value: flags and length, vendor, type (RFC 2661 4.1). */
    public static final int HEADER_LENGTH = 6;
    /** The most octets that a value may have: 1023 less the header (L2TP-4.1-01). */
    public static final int MAX_VALUE = 1017;
    /** The most octets of a value that can be hidden: two are taken by its original length (RFC 2661 4.3). */
    public static final int MAX_HIDDEN_VALUE = 1015;
    /** Octets of a Challenge Response that count. */
    public static final int CHALLENGE_RESPONSE_LENGTH = 16;

    /** All AVPs that may be hidden (checklist 2.1, column H). */
    public static final Set<AvpType> HIDEABLE = hideables();
    /** What a LAC hides by default where there is a secret: the proxied user's name and password (L2TP-4.3-09). */
    public static final Set<AvpType> PROXY_CREDENTIALS =
            Collections.unmodifiableSet(EnumSet.of(PROXY_AUTHEN_NAME, PROXY_AUTHEN_RESPONSE));

    private static final AvpType[] BY_ORDINAL = values();
    private static final AvpType[] BY_NUMBER = byNumber();

    private final int number;
    private final String label;
    private final Kind kind;
    private final boolean mandatory;
    private final boolean hideable;
    private final int minLength;
    private final int maxLength;

    AvpType(int number, String label, Kind kind, boolean mandatory, boolean hideable, int minLength, int maxLength) {
        this.number = number;
        this.label = label;
        this.kind = kind;
        this.mandatory = mandatory;
        this.hideable = hideable;
        this.minLength = minLength;
        this.maxLength = maxLength;
    }

    /** The attribute type on the wire (vendor 0). */
    public int number() {
        return number;
    }

    /** The name as RFC 2661 writes it. */
    public String label() {
        return label;
    }

    /** What its value consists of. */
    public Kind kind() {
        return kind;
    }

    /** Whether it is sent with the M bit. */
    public boolean mandatory() {
        return mandatory;
    }

    /** Whether it may be hidden. */
    public boolean hideable() {
        return hideable;
    }

    /** The fewest octets of a value. */
    public int minLength() {
        return minLength;
    }

    /** The most octets of a value. */
    public int maxLength() {
        return maxLength;
    }

    /** The AVP with this attribute type of vendor 0, null when the table has none. */
    public static AvpType of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }

    /** Whether a value of this length is well-formed. */
    boolean allowsLength(int length) {
        return length >= minLength && length <= maxLength;
    }

    /** This AVP's bit in a set that is held as a 64-bit mask. */
    long bit() {
        return 1L << ordinal();
    }

    static AvpType at(int ordinal) {
        return BY_ORDINAL[ordinal];
    }

    static long mask(AvpType... avps) {
        long mask = 0;
        for (AvpType avp : avps) {
            mask |= avp.bit();
        }
        return mask;
    }

    private static AvpType[] byNumber() {
        var table = new AvpType[PPP_DISCONNECT_CAUSE.number + 1];
        for (AvpType avp : BY_ORDINAL) {
            table[avp.number] = avp;
        }
        return table;
    }

    private static Set<AvpType> hideables() {
        var set = EnumSet.noneOf(AvpType.class);
        for (AvpType avp : values()) {
            if (avp.hideable) {
                set.add(avp);
            }
        }
        return Collections.unmodifiableSet(set);
    }
}
