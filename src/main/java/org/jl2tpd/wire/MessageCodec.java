package org.jl2tpd.wire;

import java.nio.ByteBuffer;

/** The AVPs of a control message, to octets and back (RFC 2661 section 4). */
public final class MessageCodec {
    private MessageCodec() {}

    /**
     * Decodes the AVPs between two absolute indexes. Never throws, whatever the octets are.
     *
     * @param secret unhides hidden AVPs; null when none is configured
     */
    public static DecodedMessage decode(ByteBuffer datagram, int start, int end, Secret secret) {
        throw new UnsupportedOperationException();
    }

    /** Finds the Host Name of an SCCRQ without decoding the rest, to choose the secret that decodes it; null if none. */
    public static String peekHostName(ByteBuffer datagram, int start, int end) {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes the message's AVPs at the buffer's position.
     *
     * @param hideSecret hides every AVP that may be hidden, behind a fresh Random Vector; null hides none. Never
     *     applied to SCCRQ, whose receiver may not know yet which secret is ours (Cisco; reference/peers 7.1)
     */
    public static void encode(ControlMessage message, Secret hideSecret, RandomSource random, ByteBuffer out) {
        throw new UnsupportedOperationException();
    }
}
