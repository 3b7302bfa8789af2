package org.jl2tpd.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** AVPs put together octet by octet, well-formed or not, for tests of the decoder. */
final class RawMessage {
    static final int M = 0x8000;
    static final int H = 0x4000;

    private final List<byte[]> avps = new ArrayList<>();

    /** Begins with a Message Type AVP that has the M bit. */
    static RawMessage of(int messageType) {
        return new RawMessage().avp(M, 0, 0, new byte[] {(byte) (messageType >> 8), (byte) messageType});
    }

    static RawMessage of(MessageType type) {
        return of(type.number());
    }

    /** The message's type and every AVP that it must have, with sample values. */
    static RawMessage complete(MessageType type) {
        var raw = of(type);
        for (AvpType avp : AvpType.values()) {
            if (type.requires(avp)) {
                raw.avp(avp);
            }
        }
        return raw;
    }

    RawMessage avp(int flags, int vendor, int number, byte[] value) {
        return octets(ByteBuffer.allocate(AvpType.HEADER_LENGTH + value.length)
                .putShort((short) (flags | AvpType.HEADER_LENGTH + value.length))
                .putShort((short) vendor)
                .putShort((short) number)
                .put(value)
                .array());
    }

    RawMessage avp(AvpType avp, byte[] value) {
        return avp(avp.mandatory() ? M : 0, 0, avp.number(), value);
    }

    RawMessage avp(AvpType avp) {
        return avp(avp, Samples.value(avp));
    }

    /** The value hidden with the secret, with padding behind it. */
    RawMessage hidden(AvpType avp, byte[] value, Secret secret, byte[] vector, int padding) {
        var subformat = ByteBuffer.allocate(2 + value.length + padding)
                .putShort((short) value.length)
                .put(value)
                .array();
        new AvpHiding().hide(avp.number(), secret, vector, subformat, 0, subformat.length);
        return avp(H | (avp.mandatory() ? M : 0), 0, avp.number(), subformat);
    }

    RawMessage octets(byte[] octets) {
        avps.add(octets);
        return this;
    }

    List<byte[]> avps() {
        return avps;
    }

    byte[] toBytes() {
        var out = ByteBuffer.allocate(avps.stream().mapToInt(a -> a.length).sum());
        avps.forEach(out::put);
        return out.array();
    }

    DecodedMessage decode() {
        return decode(null);
    }

    /** Decodes from the middle of a larger buffer, as from a datagram. */
    DecodedMessage decode(Secret secret) {
        byte[] octets = toBytes();
        var datagram = ByteBuffer.allocateDirect(12 + octets.length + 5);
        datagram.put(12, octets);
        return MessageCodec.decode(datagram, 12, 12 + octets.length, secret);
    }

    ControlMessage message() {
        return (ControlMessage) decode();
    }

    DecodedMessage.Malformed malformed() {
        return (DecodedMessage.Malformed) decode();
    }
}
