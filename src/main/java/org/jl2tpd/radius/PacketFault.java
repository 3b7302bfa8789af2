package org.jl2tpd.radius;

/** Why a packet is not taken; it is counted and dropped, never answered. */
public enum PacketFault {
    /** Shorter than a header, or than it says; or longer than 4,096 octets (RFC 2865 3). */
    LENGTH,
    /** An attribute leaves the packet or is shorter than its own header, or Message-Authenticator has a wrong length or comes twice. */
    ATTRIBUTE,
    /** A code that this build does not know. */
    CODE,
    /** A code that does not answer what was asked. */
    OTHER_CODE,
    /** The Request or Response Authenticator is wrong. */
    AUTHENTICATOR,
    /** Message-Authenticator is required and absent. */
    NO_MESSAGE_AUTHENTICATOR,
    /** Message-Authenticator is wrong. */
    MESSAGE_AUTHENTICATOR,
    /** A hidden value is none. */
    HIDDEN_VALUE;

    /** Whether RFC 4668 counts it as malformed. */
    public boolean isMalformed() {
        return this == LENGTH || this == ATTRIBUTE || this == HIDDEN_VALUE;
    }

    /** Whether RFC 4668 counts it as a bad authenticator. */
    public boolean isBadAuthenticator() {
        return this == AUTHENTICATOR || this == NO_MESSAGE_AUTHENTICATOR || this == MESSAGE_AUTHENTICATOR;
    }
}
