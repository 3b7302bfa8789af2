package org.jl2tpd.wire;

/**
 * The PPP Disconnect Cause AVP (RFC 3145).
 *
 * @param code 0 to 20 (section 3)
 * @param protocol PPP protocol that the code is about, 0 for the global codes 0 to 4
 * @param direction 0 global, 1 at the peer (the sender's own peer), 2 locally
 * @param message UTF-8 text, may be empty
 */
public record PppDisconnectCause(int code, int protocol, int direction, String message) {
    public static final int NONE = 0;
    public static final int ADMINISTRATIVE = 1;
    public static final int NORMAL = 3;
    public static final int LCP_TIMEOUT = 5;
    public static final int NO_LCP = 6;
    public static final int LOOPBACK = 7;
    public static final int ECHO_TIMEOUT = 8;
    public static final int AUTH_TIMEOUT = 13;
    public static final int AUTH_UNACCEPTABLE = 15;
    public static final int AUTH_FAILED = 16;
    public static final int NCP_TIMEOUT = 17;
    public static final int NO_NCP = 18;
    public static final int ADDRESSES_DID_NOT_CONVERGE = 19;
    public static final int NO_ADDRESS_ALLOWED = 20;
}
