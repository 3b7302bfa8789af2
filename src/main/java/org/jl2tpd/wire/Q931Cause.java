package org.jl2tpd.wire;

/**
 * The Q.931 Cause Code AVP (RFC 2661 4.4.2): the ISDN message that cleared a call.
 *
 * @param cause the Q.931 cause code, 0 to 65535
 * @param message the Q.931 message's number, 0 to 255
 * @param advisory ASCII text, may be empty
 */
public record Q931Cause(int cause, int message, String advisory) {}
