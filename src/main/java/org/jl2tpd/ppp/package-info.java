/**
 * The point-to-point protocol of one link: the automaton of RFC 1661 once, and on it LCP, IPCP (RFC 1332) and IPv6CP (RFC
 * 5072); PAP, CHAP and MS-CHAPv2; router advertisements and DHCPv6 prefix delegation on the link; TCP MSS clamping.
 * Knows nothing of L2TP. Pure: effects leave through {@link org.jl2tpd.ppp.PppHost}.
 */
package org.jl2tpd.ppp;
