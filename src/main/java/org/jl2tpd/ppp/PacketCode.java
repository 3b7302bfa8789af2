package org.jl2tpd.ppp;

/** Codes of LCP and NCP packets (RFC 1661 5, RFC 1570 2), and the names of those and of PAP and CHAP. */
final class PacketCode {
    static final int CONFIGURE_REQUEST = 1;
    static final int CONFIGURE_ACK = 2;
    static final int CONFIGURE_NAK = 3;
    static final int CONFIGURE_REJECT = 4;
    static final int TERMINATE_REQUEST = 5;
    static final int TERMINATE_ACK = 6;
    static final int CODE_REJECT = 7;
    static final int PROTOCOL_REJECT = 8;
    static final int ECHO_REQUEST = 9;
    static final int ECHO_REPLY = 10;
    static final int DISCARD_REQUEST = 11;
    static final int IDENTIFICATION = 12;
    static final int TIME_REMAINING = 13;

    /** Code, identifier and length (RFC 1661 5). */
    static final int HEADER_LENGTH = 4;

    private static final String[] NAMES = {
        "0",
        "Configure-Request",
        "Configure-Ack",
        "Configure-Nak",
        "Configure-Reject",
        "Terminate-Request",
        "Terminate-Ack",
        "Code-Reject",
        "Protocol-Reject",
        "Echo-Request",
        "Echo-Reply",
        "Discard-Request",
        "Identification",
        "Time-Remaining"
    };

    private static final String[] PAP_NAMES = {"0", "Authenticate-Request", "Authenticate-Ack", "Authenticate-Nak"};
    private static final String[] CHAP_NAMES = {"0", "Challenge", "Response", "Success", "Failure"};

    private PacketCode() {}

    /** The name of a protocol's code, for traces. */
    static String name(int protocol, int code) {
        String[] names = switch (protocol) {
            case PppProtocol.PAP -> PAP_NAMES;
            case PppProtocol.CHAP -> CHAP_NAMES;
            default -> NAMES;
        };
        return code < names.length ? names[code] : "code-" + code;
    }
}
