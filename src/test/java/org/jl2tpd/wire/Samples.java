package org.jl2tpd.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A well-formed value for every AVP, and messages made of them. */
final class Samples {
    static final Secret SECRET = Secret.of("tunnelsecret");

    private Samples() {}

    static byte[] value(AvpType avp) {
        return switch (avp.kind()) {
            case FLAG -> new byte[0];
            case U16 -> new byte[] {0, (byte) (avp.number() + 1)};
            case U32 -> new byte[] {(byte) 0x81, 2, 3, (byte) (avp.number() + 1)};
            case TEXT -> ("text " + avp.number()).getBytes(StandardCharsets.UTF_8);
            case PRIVATE -> HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
            case RESULT -> HexFormat.of().parseHex("00020006" + "776879");
            case Q931 -> HexFormat.of().parseHex("001045" + "6279");
            case CAUSE -> HexFormat.of().parseHex("0010c22301" + "6e6f");
            case OCTETS -> octets(Math.max(avp.minLength(), 4));
        };
    }

    static byte[] octets(int length) {
        var octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (i + 1);
        }
        return octets;
    }

    /** A message with every AVP that its spec lists. */
    static ControlMessage full(MessageType type) {
        var builder = ControlMessage.of(type);
        for (AvpType avp : AvpType.values()) {
            if (type.lists(avp) && avp != AvpType.MESSAGE_TYPE) {
                builder.octets(avp, value(avp));
            }
        }
        return builder.build();
    }
}
