package org.jl2tpd.radius;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * Attributes of a packet in their order, with clear values. Setters return this set; a value longer than an attribute holds is cut, or
 * split where its RFC allows that. Not for several threads at once.
 */
public final class AttributeSet {
    /** Longest value of an attribute without a vendor (RFC 2865 5). */
    public static final int MAX_VALUE = 253;

    /** Longest value of a vendor's attribute (RFC 2865 5.26). */
    public static final int MAX_VENDOR_VALUE = 247;

    /** No tag (RFC 2868 3.1). */
    public static final int NO_TAG = 0;

    private static final int PREFIX6_HEADER = 2;

    /**
     * One attribute.
     *
     * @param tag 1 to 31, 0 for none
     */
    public record Value(AttributeType type, int tag, byte[] octets) {
        /** Without its value. */
        @Override
        public String toString() {
            return type.name();
        }
    }

    private final List<Value> values = new ArrayList<>();

    /** Adds octets as they are; null adds nothing. */
    public AttributeSet add(AttributeType type, byte[] octets) {
        return addTagged(type, NO_TAG, octets);
    }

    /** The same with a tag. */
    public AttributeSet addTagged(AttributeType type, int tag, byte[] octets) {
        if (octets != null) {
            int most = (type.vendor() == 0 ? MAX_VALUE : MAX_VENDOR_VALUE) - (type.tagged() ? 1 : 0);
            values.add(new Value(type, tag, octets.length <= most ? octets : Arrays.copyOf(octets, most)));
        }
        return this;
    }

    /** Adds text; null or empty text adds nothing, since no attribute may be empty (RFC 2865 5). */
    public AttributeSet add(AttributeType type, String text) {
        return text == null || text.isEmpty() ? this : add(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a number of the type's size. */
    public AttributeSet add(AttributeType type, long number) {
        int octets = type.format() == AttributeType.Format.LARGE || type.format() == AttributeType.Format.INTERFACE_ID
                ? 8
                : type.tagged() ? 3 : 4;
        byte[] bytes = new byte[octets];
        for (int i = 0; i < octets; i++) {
            bytes[i] = (byte) (number >>> 8 * (octets - 1 - i));
        }
        return add(type, bytes);
    }

    /** Adds an address; null adds nothing. */
    public AttributeSet add(AttributeType type, IpAddress address) {
        return address == null ? this : add(type, address.toBytes());
    }

    /** Adds an IPv6 prefix (RFC 3162 2.3); null adds nothing. */
    public AttributeSet add(AttributeType type, IpPrefix prefix) {
        if (prefix == null) {
            return this;
        }
        int octets = (prefix.length() + 7) / 8;
        byte[] bytes = new byte[PREFIX6_HEADER + octets];
        bytes[1] = (byte) prefix.length();
        System.arraycopy(prefix.address().toBytes(), 0, bytes, PREFIX6_HEADER, octets);
        return add(type, bytes);
    }

    /** Adds all of another set. */
    public AttributeSet addAll(AttributeSet other) {
        values.addAll(other.values);
        return this;
    }

    public List<Value> values() {
        return Collections.unmodifiableList(values);
    }

    public int size() {
        return values.size();
    }

    public boolean has(AttributeType type) {
        return first(type) != null;
    }

    /** The first one's octets, null without one. */
    public byte[] octets(AttributeType type) {
        Value value = first(type);
        return value == null ? null : value.octets();
    }

    /** The octets of all of the type, in order. */
    public List<byte[]> all(AttributeType type) {
        if (first(type) == null) {
            return List.of();
        }
        List<byte[]> all = new ArrayList<>();
        for (Value value : values) {
            if (value.type().equals(type)) {
                all.add(value.octets());
            }
        }
        return all;
    }

    /** The first one's text, empty without one. */
    public String text(AttributeType type) {
        byte[] octets = octets(type);
        return octets == null ? "" : new String(octets, StandardCharsets.UTF_8);
    }

    /** The texts of all of the type, in order. */
    public List<String> texts(AttributeType type) {
        List<String> texts = new ArrayList<>();
        for (byte[] octets : all(type)) {
            texts.add(new String(octets, StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** The first one's number (unsigned where it has 32 bits), {@code otherwise} without one or when it has no number's length. */
    public long number(AttributeType type, long otherwise) {
        byte[] octets = octets(type);
        int most = type.format() == AttributeType.Format.LARGE || type.format() == AttributeType.Format.INTERFACE_ID
                ? 8
                : 4;
        return octets == null || octets.length == 0 || octets.length > most ? otherwise : number(octets);
    }

    /** A number of up to 8 octets. */
    public static long number(byte[] octets) {
        long number = 0;
        for (byte octet : octets) {
            number = number << 8 | octet & 0xff;
        }
        return number;
    }

    /** The first one's address, null without a good one. */
    public IpAddress address(AttributeType type) {
        byte[] octets = octets(type);
        return octets == null || octets.length != 4 && octets.length != 16 ? null : IpAddress.of(octets);
    }

    /** The first one's IPv6 prefix, null without a good one. */
    public IpPrefix prefix(AttributeType type) {
        byte[] octets = octets(type);
        if (octets == null || octets.length < PREFIX6_HEADER || octets.length > PREFIX6_HEADER + 16) {
            return null;
        }
        int length = octets[1] & 0xff;
        if (length > 128 || octets.length - PREFIX6_HEADER < (length + 7) / 8) {
            return null;
        }
        byte[] address = new byte[16];
        System.arraycopy(octets, PREFIX6_HEADER, address, 0, octets.length - PREFIX6_HEADER);
        return IpPrefix.parse(IpAddress.of(address) + "/" + length);
    }

    private Value first(AttributeType type) {
        for (Value value : values) {
            if (value.type().equals(type)) {
                return value;
            }
        }
        return null;
    }

    /** Names of types; no value. */
    @Override
    public String toString() {
        return values.toString();
    }
}
