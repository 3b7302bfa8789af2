package org.jl2tpd.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The AVPs of a control message, to octets and back (RFC 2661 section 4). Buffers are big-endian. */
public final class MessageCodec {
    /** Octets of the Random Vector that goes before the first hidden AVP (L2TP-4.3-08). */
    public static final int RANDOM_VECTOR_LENGTH = 16;

    static final int RANDOM_VECTOR_AVP_LENGTH = AvpType.HEADER_LENGTH + RANDOM_VECTOR_LENGTH;
    static final int MESSAGE_TYPE_LENGTH = AvpType.HEADER_LENGTH + 2;

    private static final int MANDATORY = 0x8000;
    private static final int HIDDEN = 0x4000;

    private MessageCodec() {}

    /**
     * Decodes the AVPs between two absolute indexes. Never throws, whatever the octets are.
     *
     * @param secret unhides hidden AVPs; null when none is configured
     */
    public static DecodedMessage decode(ByteBuffer datagram, int start, int end, Secret secret) {
        return new MessageDecoder(datagram, start, end, secret).decode(start);
    }

    /** Finds the Host Name of an SCCRQ without decoding the rest, to choose the secret that decodes it; null if none. */
    public static String peekHostName(ByteBuffer datagram, int start, int end) {
        int at = start;
        while (at < end) {
            int length = MessageDecoder.avpLength(datagram, at, end);
            if (length < 0) {
                return null;
            }
            boolean clear = (datagram.getShort(at) & 0x7c00) == 0;
            if (clear && datagram.getInt(at + 2) == AvpType.HOST_NAME.number() && length > AvpType.HEADER_LENGTH) {
                var name = new byte[length - AvpType.HEADER_LENGTH];
                datagram.get(at + AvpType.HEADER_LENGTH, name);
                return new String(name, StandardCharsets.UTF_8);
            }
            at += length;
        }
        return null;
    }

    /**
     * Writes the message's AVPs at the buffer's position.
     *
     * @param hideSecret hides every AVP that may be hidden, behind a fresh Random Vector; null hides none. Never
     *     applied to SCCRQ, whose receiver may not know yet which secret is ours (Cisco does not understand it)
     */
    public static void encode(ControlMessage message, Secret hideSecret, RandomSource random, ByteBuffer out) {
        encode(message, hideSecret, AvpType.HIDEABLE, random, out);
    }

    /**
     * Writes the message's AVPs at the buffer's position, which takes at most {@link ControlMessage#maxEncodedLength}.
     *
     * @param hideSecret what to hide with, null for nothing at all
     * @param hide which AVPs to hide; those that may not be hidden, and all of an SCCRQ, are sent in clear
     */
    public static void encode(
            ControlMessage message, Secret hideSecret, Set<AvpType> hide, RandomSource random, ByteBuffer out) {
        boolean mayHide = hideSecret != null && message.type() != MessageType.SCCRQ;
        putHeader(out, AvpType.MESSAGE_TYPE, 2, 0);
        out.putShort((short) message.type().number());
        byte[] vector = null;
        AvpHiding hiding = null;
        for (int at = message.first(); at >= 0; at = message.next(at)) {
            if (mayHide && isHidden(message, at, hide)) {
                if (vector == null) {
                    vector = putRandomVector(random, out);
                    hiding = new AvpHiding();
                }
                putHidden(message, at, hiding, hideSecret, vector, out);
            } else {
                putHeader(out, message.avpAt(at), message.lengthAt(at), 0);
                out.put(message.body(), at, message.lengthAt(at));
            }
        }
    }

    /** A value that leaves no room for its original length cannot be hidden; {@link ControlMessage.Builder} makes none. */
    private static boolean isHidden(ControlMessage message, int at, Set<AvpType> hide) {
        AvpType avp = message.avpAt(at);
        return avp.hideable() && hide.contains(avp) && message.lengthAt(at) <= AvpType.MAX_HIDDEN_VALUE;
    }

    private static byte[] putRandomVector(RandomSource random, ByteBuffer out) {
        var vector = new byte[RANDOM_VECTOR_LENGTH];
        random.nextBytes(vector);
        putHeader(out, AvpType.RANDOM_VECTOR, vector.length, 0);
        out.put(vector);
        return vector;
    }

    /** The entry's length and value are, side by side, the subformat of RFC 2661 4.3. */
    private static void putHidden(
            ControlMessage message, int at, AvpHiding hiding, Secret secret, byte[] vector, ByteBuffer out) {
        AvpType avp = message.avpAt(at);
        int octets = 2 + message.lengthAt(at);
        var subformat = new byte[octets];
        System.arraycopy(message.body(), at - 2, subformat, 0, octets);
        hiding.hide(avp.number(), secret, vector, subformat, 0, octets);
        putHeader(out, avp, octets, HIDDEN);
        out.put(subformat);
    }

    private static void putHeader(ByteBuffer out, AvpType avp, int octets, int hidden) {
        int flags = (avp.mandatory() ? MANDATORY : 0) | hidden | AvpType.HEADER_LENGTH + octets;
        out.putShort((short) flags).putShort((short) 0).putShort((short) avp.number());
    }
}
