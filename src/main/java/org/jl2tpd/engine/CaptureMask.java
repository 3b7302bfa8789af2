package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.PppProtocol;

/** Overwrites passwords in copies of messages, so that no capture holds one. */
final class CaptureMask {
    private static final byte STAR = '*';
    private static final int AVP_HEADER = 6;
    private static final int HIDDEN = 0x4000;
    private static final int AVP_LENGTH = 0x03ff;
    /** Proxy Authen Types whose response is not a password: CHAP and MS-CHAPv1 (RFC 2661 4.4.5). */
    private static final int CHAP = 2;

    private static final int MS_CHAP = 5;
    private static final int PAP_REQUEST = 1;
    private static final int PAP_HEADER = 4;

    private CaptureMask() {}

    /** The AVPs from {@code start}: a Proxy Authen Response that is a password, or may be one; what can't be read is overwritten as a whole. */
    static void control(ByteBuffer message, int start) {
        boolean isDigest = isDigest(message, start);
        int at = start;
        while (message.limit() - at >= AVP_HEADER) {
            int flags = message.getShort(at) & 0xffff;
            int length = flags & AVP_LENGTH;
            if (length < AVP_HEADER || length > message.limit() - at) {
                break;
            }
            if (is(message, at, AvpType.PROXY_AUTHEN_RESPONSE) && (flags & HIDDEN) == 0 && !isDigest) {
                fill(message, at + AVP_HEADER, at + length);
            }
            at += length;
        }
        fill(message, at, message.limit());
    }

    private static boolean isDigest(ByteBuffer message, int start) {
        int at = start;
        while (message.limit() - at >= AVP_HEADER + 2) {
            int flags = message.getShort(at) & 0xffff;
            int length = flags & AVP_LENGTH;
            if (length < AVP_HEADER || length > message.limit() - at) {
                return false;
            }
            if (is(message, at, AvpType.PROXY_AUTHEN_TYPE) && (flags & HIDDEN) == 0 && length == AVP_HEADER + 2) {
                int type = message.getShort(at + AVP_HEADER);
                return type == CHAP || type == MS_CHAP;
            }
            at += length;
        }
        return false;
    }

    private static boolean is(ByteBuffer message, int at, AvpType avp) {
        return message.getShort(at + 2) == 0 && message.getShort(at + 4) == avp.number();
    }

    /** The PPP frame from {@code start}: the password of PAP's Authenticate-Request (RFC 1334 2.2.1). */
    static void frame(ByteBuffer message, int start) {
        int at = start;
        if ((message.getShort(at) & 0xffff) == PppProtocol.ADDRESS_CONTROL) {
            at += 2;
        }
        boolean isPap = (message.getShort(at) & 0xffff) == PppProtocol.PAP;
        int packet = at + 2;
        if (!isPap || message.limit() - packet <= PAP_HEADER || message.get(packet) != PAP_REQUEST) {
            return;
        }
        int name = packet + PAP_HEADER;
        int password = name + 1 + (message.get(name) & 0xff);
        boolean isSound = password < message.limit();
        fill(message, isSound ? password + 1 : name + 1, message.limit());
    }

    private static void fill(ByteBuffer message, int from, int to) {
        for (int at = from; at < to; at++) {
            message.put(at, STAR);
        }
    }
}
