package org.jl2tpd.ppp;

import java.nio.ByteBuffer;

/** The Authentication-Protocol option of LCP (RFC 1661 6.2): PAP (RFC 1334), CHAP with MD5 (RFC 1994) and MS-CHAPv2 (RFC 2759). */
final class AuthOption {
    static final int TYPE = 3;
    private static final int ALGORITHM_MD5 = 5;
    private static final int ALGORITHM_MS_CHAP_V2 = 0x81;

    private AuthOption() {}

    static void write(ByteBuffer out, AuthProtocol protocol) {
        switch (protocol) {
            case PAP -> out.put((byte) TYPE).put((byte) 4).putShort((short) PppProtocol.PAP);
            case CHAP_MD5 -> writeChap(out, ALGORITHM_MD5);
            case MS_CHAP_V2 -> writeChap(out, ALGORITHM_MS_CHAP_V2);
        }
    }

    private static void writeChap(ByteBuffer out, int algorithm) {
        out.put((byte) TYPE).put((byte) 5).putShort((short) PppProtocol.CHAP).put((byte) algorithm);
    }

    /** The protocol that the option's data names; null for one that we do not speak. */
    static AuthProtocol read(ByteBuffer options, int at, int length) {
        int protocol = length < 2 ? 0 : options.getShort(at) & 0xffff;
        if (protocol == PppProtocol.PAP && length == 2) {
            return AuthProtocol.PAP;
        }
        if (protocol != PppProtocol.CHAP || length != 3) {
            return null;
        }
        return switch (options.get(at + 2) & 0xff) {
            case ALGORITHM_MD5 -> AuthProtocol.CHAP_MD5;
            case ALGORITHM_MS_CHAP_V2 -> AuthProtocol.MS_CHAP_V2;
            default -> null;
        };
    }

    /** The PPP protocol number by which it runs. */
    static int number(AuthProtocol protocol) {
        return protocol == AuthProtocol.PAP ? PppProtocol.PAP : PppProtocol.CHAP;
    }
}
