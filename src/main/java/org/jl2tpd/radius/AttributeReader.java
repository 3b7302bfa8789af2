package org.jl2tpd.radius;

import java.util.Arrays;
import org.jl2tpd.radius.AttributeType.Format;
import org.jl2tpd.radius.AttributeType.Hiding;

/** Reads attributes whose lengths are known to fit: tags off, hidden values shown, vendors' taken out of Vendor-Specific. */
final class AttributeReader {
    /** Greatest tag; in text a greater first octet is the text's own (RFC 2868 3.3). */
    static final int MAX_TAG = 0x1f;

    private static final int HEADER = AttributeWriter.HEADER;

    private final AttributeHiding hiding;

    AttributeReader(AttributeHiding hiding) {
        this.hiding = hiding;
    }

    /** @return null when a hidden value is none */
    AttributeSet read(byte[] packet, int length, byte[] authenticator) {
        AttributeSet set = new AttributeSet();
        boolean good = true;
        for (int at = PacketCodec.HEADER; at < length && good; at += packet[at + 1] & 0xff) {
            int end = at + (packet[at + 1] & 0xff);
            good = (packet[at] & 0xff) == AttributeWriter.VENDOR_SPECIFIC
                    ? readVendors(set, packet, at + HEADER, end, authenticator)
                    : readOne(set, 0, packet, at, end, authenticator);
        }
        return good ? set : null;
    }

    /** What is not made of types and lengths (RFC 2865 5.26 only suggests it) is kept as number 0 of that vendor. */
    private boolean readVendors(AttributeSet set, byte[] packet, int from, int end, byte[] authenticator) {
        if (end - from < AttributeWriter.VENDOR) {
            set.add(unknown(0, AttributeWriter.VENDOR_SPECIFIC), Arrays.copyOfRange(packet, from, end));
            return true;
        }
        int vendor = 0;
        for (int i = 0; i < AttributeWriter.VENDOR; i++) {
            vendor = vendor << 8 | packet[from + i] & 0xff;
        }
        int first = from + AttributeWriter.VENDOR;
        if (!fit(packet, first, end)) {
            set.add(unknown(vendor, 0), Arrays.copyOfRange(packet, first, end));
            return true;
        }
        boolean good = true;
        for (int at = first; at < end && good; at += packet[at + 1] & 0xff) {
            good = readOne(set, vendor, packet, at, at + (packet[at + 1] & 0xff), authenticator);
        }
        return good;
    }

    private static boolean fit(byte[] packet, int from, int end) {
        int at = from;
        while (at < end) {
            int octets = at + 1 < end ? packet[at + 1] & 0xff : 0;
            if (octets < HEADER || at + octets > end) {
                return false;
            }
            at += octets;
        }
        return true;
    }

    private boolean readOne(AttributeSet set, int vendor, byte[] packet, int at, int end, byte[] authenticator) {
        int number = packet[at] & 0xff;
        AttributeType found = Attributes.find(vendor, number);
        AttributeType type = found == null ? unknown(vendor, number) : found;
        int from = at + HEADER;
        boolean tag = type.tagged() && from < end && hasTag(type, packet[from] & 0xff);
        byte[] clear = shown(type, Arrays.copyOfRange(packet, tag ? from + 1 : from, end), authenticator);
        if (clear == null) {
            return false;
        }
        int tagged = tag ? packet[from] & 0xff : 0;
        set.addTagged(type, tagged > MAX_TAG ? AttributeSet.NO_TAG : tagged, clear);
        return true;
    }

    private static boolean hasTag(AttributeType type, int first) {
        return type.format() != Format.TEXT || first <= MAX_TAG;
    }

    private byte[] shown(AttributeType type, byte[] octets, byte[] authenticator) {
        if (type.hiding() == Hiding.USER_PASSWORD) {
            return hiding.showPassword(octets, authenticator);
        }
        return type.hiding() == Hiding.SALTED ? hiding.showSalted(octets, authenticator) : octets;
    }

    private static AttributeType unknown(int vendor, int number) {
        String name =
                vendor == 0 ? "Attribute-" + number : "Attribute-" + Integer.toUnsignedString(vendor) + "-" + number;
        return new AttributeType(name, vendor, number, Format.OCTETS, false, Hiding.NONE);
    }
}
