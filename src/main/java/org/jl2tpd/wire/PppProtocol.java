package org.jl2tpd.wire;

/** PPP protocol numbers (RFC 1661 section 2; the IANA registry of PPP numbers) and the address and control octets. */
public final class PppProtocol {
    public static final int IPV4 = 0x0021;
    public static final int VJ_COMPRESSED = 0x002d;
    public static final int VJ_UNCOMPRESSED = 0x002f;
    public static final int MULTILINK = 0x003d;
    public static final int IPV6 = 0x0057;
    /** Compressed datagrams, MPPE among them. */
    public static final int COMPRESSED = 0x00fd;

    public static final int IPCP = 0x8021;
    public static final int IPV6CP = 0x8057;
    public static final int CCP = 0x80fd;

    public static final int LCP = 0xc021;
    public static final int PAP = 0xc023;
    public static final int LQR = 0xc025;
    public static final int CHAP = 0xc223;
    public static final int EAP = 0xc227;

    /** Address (all stations) and control (unnumbered information) octets that may stand before the protocol. */
    public static final int ADDRESS_CONTROL = 0xff03;

    private PppProtocol() {}

    /** Whether this may be a protocol number: its low octet odd, its high octet even (RFC 1661 section 2). */
    public static boolean isValid(int protocol) {
        return (protocol & 0x0101) == 0x0001;
    }
}
