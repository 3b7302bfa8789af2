package org.jl2tpd.ppp;

/**
 * The LCP of a link as a LAC tells it to an LNS (RFC 2661 4.4.5): options without the packet's header.
 *
 * @param initialReceived of the first Configure-Request that the peer sent
 * @param lastSent of our last Configure-Request, which the peer has acknowledged
 * @param lastReceived of the peer's last one, which we have acknowledged
 * @param authIdentifier identifier of the peer's last PAP request or CHAP response, 0 to 255; 0 without one
 */
public record LcpRecord(byte[] initialReceived, byte[] lastSent, byte[] lastReceived, int authIdentifier) {}
