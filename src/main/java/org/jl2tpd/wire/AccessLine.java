package org.jl2tpd.wire;

/** The AVPs by which an ICRQ describes a subscriber's line (RFC 5515 5): of another vendor than RFC 2661's, and known by number alone. */
public final class AccessLine {
    /** The Broadband (ADSL) Forum. */
    public static final int VENDOR = 3561;

    public static final int AGENT_CIRCUIT_ID = 1;
    public static final int AGENT_REMOTE_ID = 2;

    /** First and last of the rates, each 64 bits, in bits a second: Actual-Data-Rate-Upstream to Minimum-Data-Rate-Downstream-Low-Power. */
    public static final int FIRST_RATE = 129;

    public static final int LAST_RATE = 138;

    /** First and last of the interleaving delays, each 32 bits, in milliseconds. */
    public static final int FIRST_DELAY = 139;

    public static final int LAST_DELAY = 142;

    public static final int LOOP_ENCAPSULATION = 144;
    public static final int LINE_TYPE = 145;
    public static final int IWF_SESSION = 254;

    private static final int MIN_ID = 2;
    private static final int MAX_ID = 63;

    private AccessLine() {}

    /** Whether RFC 5515 defines an AVP of that number for an ICRQ. */
    static boolean knows(int number) {
        return number == AGENT_CIRCUIT_ID
                || number == AGENT_REMOTE_ID
                || number >= FIRST_RATE && number <= LAST_DELAY
                || number == LOOP_ENCAPSULATION
                || number == LINE_TYPE
                || number == IWF_SESSION;
    }

    /** Whether the value of a known one may have that length. */
    static boolean allowsLength(int number, int octets) {
        if (number <= AGENT_REMOTE_ID) {
            return octets >= MIN_ID && octets <= MAX_ID;
        }
        return octets == (number <= LAST_RATE ? 8 : number == LOOP_ENCAPSULATION ? 3 : 4);
    }
}
