package org.jl2tpd.radius;

import org.jl2tpd.radius.AttributeSet.Value;
import org.jl2tpd.radius.AttributeType.Hiding;

/** Writes attributes: type, length, tag, hidden value; a vendor's inside Vendor-Specific (RFC 2865 5.26). */
final class AttributeWriter {
    /** Type and length. */
    static final int HEADER = 2;

    static final int VENDOR_SPECIFIC = 26;

    /** Octets of a vendor's number. */
    static final int VENDOR = 4;

    /** The first salt; each hidden value of a codec has the next. */
    private static final int FIRST_SALT = 0x8001;

    private static final int MAX_ATTRIBUTE = 255;

    private final AttributeHiding hiding;
    private int salt = FIRST_SALT;

    AttributeWriter(AttributeHiding hiding) {
        this.hiding = hiding;
    }

    /** @return where the next one begins, -1 when they don't fit */
    int write(byte[] packet, int from, AttributeSet set, byte[] authenticator) {
        int at = from;
        for (Value value : set.values()) {
            byte[] octets = hidden(value, authenticator);
            int head = head(value.type());
            if (head + octets.length > MAX_ATTRIBUTE || at + head + octets.length > packet.length) {
                return -1;
            }
            putHead(packet, at, value, octets.length);
            System.arraycopy(octets, 0, packet, at + head, octets.length);
            at += head + octets.length;
        }
        return at;
    }

    private static int head(AttributeType type) {
        return HEADER + (type.vendor() == 0 ? 0 : VENDOR + HEADER) + (type.tagged() ? 1 : 0);
    }

    private static void putHead(byte[] packet, int from, Value value, int octets) {
        AttributeType type = value.type();
        int at = from;
        if (type.vendor() != 0) {
            packet[at++] = VENDOR_SPECIFIC;
            packet[at++] = (byte) (head(type) + octets);
            for (int shift = 24; shift >= 0; shift -= 8) {
                packet[at++] = (byte) (type.vendor() >>> shift);
            }
        }
        packet[at++] = (byte) type.number();
        packet[at++] = (byte) (HEADER + (type.tagged() ? 1 : 0) + octets);
        if (type.tagged()) {
            packet[at] = (byte) value.tag();
        }
    }

    private byte[] hidden(Value value, byte[] authenticator) {
        Hiding how = value.type().hiding();
        if (how == Hiding.USER_PASSWORD) {
            return hiding.hidePassword(value.octets(), authenticator);
        }
        return how == Hiding.SALTED ? hiding.hideSalted(value.octets(), salt++, authenticator) : value.octets();
    }
}
