package org.jl2tpd.ppp;

/** PPP protocol numbers (RFC 1661 2, IANA "PPP DLL Protocol Numbers"). */
final class PppProtocol {
    static final int IPV4 = 0x0021;
    static final int IPV6 = 0x0057;
    static final int IPCP = 0x8021;
    static final int IPV6CP = 0x8057;
    static final int LCP = 0xc021;
    static final int PAP = 0xc023;
    static final int CHAP = 0xc223;

    private PppProtocol() {}

    static String name(int protocol) {
        return switch (protocol) {
            case IPV4 -> "ipv4";
            case IPV6 -> "ipv6";
            case IPCP -> "ipcp";
            case IPV6CP -> "ipv6cp";
            case LCP -> "lcp";
            case PAP -> "pap";
            case CHAP -> "chap";
            default -> "0x" + Integer.toHexString(protocol);
        };
    }
}
