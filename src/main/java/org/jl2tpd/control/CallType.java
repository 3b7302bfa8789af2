package org.jl2tpd.control;

/** The four kinds of session: who we are, and which way the call goes. */
public enum CallType {
    /** We are LAC and send ICRQ (RFC 2661 7.4.1). */
    LAC_INCOMING,
    /** We are LNS and receive ICRQ (7.4.2). */
    LNS_INCOMING,
    /** We are LAC and receive OCRQ (7.5.1). */
    LAC_OUTGOING,
    /** We are LNS and send OCRQ (7.5.2). */
    LNS_OUTGOING;

    /** Whether we are the LAC of the session. */
    public boolean isLac() {
        return this == LAC_INCOMING || this == LAC_OUTGOING;
    }

    /** Whether we ask for it (ICRQ or OCRQ is ours). */
    public boolean isInitiator() {
        return this == LAC_INCOMING || this == LNS_OUTGOING;
    }
}
