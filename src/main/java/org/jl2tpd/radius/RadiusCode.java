package org.jl2tpd.radius;

/** Codes of packets (RFC 2865 3, RFC 2866 3, RFC 5176 2.3, RFC 5997). */
public enum RadiusCode {
    ACCESS_REQUEST(1),
    ACCESS_ACCEPT(2),
    ACCESS_REJECT(3),
    ACCOUNTING_REQUEST(4),
    ACCOUNTING_RESPONSE(5),
    ACCESS_CHALLENGE(11),
    STATUS_SERVER(12),
    DISCONNECT_REQUEST(40),
    DISCONNECT_ACK(41),
    DISCONNECT_NAK(42),
    COA_REQUEST(43),
    COA_ACK(44),
    COA_NAK(45);

    public final int number;

    RadiusCode(int number) {
        this.number = number;
    }

    /** The code of that number, null for any other. */
    public static RadiusCode of(int number) {
        for (RadiusCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return null;
    }
}
