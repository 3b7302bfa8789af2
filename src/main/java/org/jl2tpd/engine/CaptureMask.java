package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.PppProtocol;

/**
 * Overwrites passwords in copies of messages, and the answers to challenges, from which a weak password can be guessed without asking anyone:
 * who is given a capture learns neither.
 */
final class CaptureMask {
    private static final byte STAR = '*';
    private static final int AVP_HEADER = 6;
    private static final int HIDDEN = 0x4000;
    private static final int AVP_LENGTH = 0x03ff;
    private static final int PAP_REQUEST = 1;
    private static final int CHAP_RESPONSE = 2;
    /** Code, identifier, length. */
    private static final int PACKET_HEADER = 4;

    private CaptureMask() {}

    /** The AVPs from {@code start}: Challenge Response and Proxy Authen Response (RFC 2661 4.4.3, 4.4.5); what can't be read is overwritten as a whole. */
    static void control(ByteBuffer message, int start) {
        int at = start;
        while (message.limit() - at >= AVP_HEADER) {
            int flags = message.getShort(at) & 0xffff;
            int length = flags & AVP_LENGTH;
            if (length < AVP_HEADER || length > message.limit() - at) {
                break;
            }
            boolean answers =
                    is(message, at, AvpType.PROXY_AUTHEN_RESPONSE) || is(message, at, AvpType.CHALLENGE_RESPONSE);
            if (answers && (flags & HIDDEN) == 0) {
                fill(message, at + AVP_HEADER, at + length);
            }
            at += length;
        }
        fill(message, at, message.limit());
    }

    private static boolean is(ByteBuffer message, int at, AvpType avp) {
        return message.getShort(at + 2) == 0 && message.getShort(at + 4) == avp.number();
    }

    /** The PPP frame from {@code start}: the password of PAP's Authenticate-Request (RFC 1334 2.2.1), the value of CHAP's Response (RFC 1994 4.1). */
    static void frame(ByteBuffer message, int start) {
        int at = start;
        if ((message.getShort(at) & 0xffff) == PppProtocol.ADDRESS_CONTROL) {
            at += 2;
        }
        int protocol = message.getShort(at) & 0xffff;
        int packet = at + 2;
        if (message.limit() - packet <= PACKET_HEADER) {
            return;
        }
        if (protocol == PppProtocol.PAP && message.get(packet) == PAP_REQUEST) {
            password(message, packet + PACKET_HEADER);
        } else if (protocol == PppProtocol.CHAP && message.get(packet) == CHAP_RESPONSE) {
            int value = packet + PACKET_HEADER + 1;
            fill(message, value, Math.min(message.limit(), value + (message.get(value - 1) & 0xff)));
        }
    }

    /** Behind the name, which its length is before; all of it where the length is wrong. */
    private static void password(ByteBuffer message, int name) {
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
