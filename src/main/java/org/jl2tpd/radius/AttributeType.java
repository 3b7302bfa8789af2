package org.jl2tpd.radius;

/**
 * An attribute that this build knows. All are constants of {@link Attributes}. Vendor and number make two the same.
 *
 * @param name as its RFC writes it, {@code User-Name}
 * @param vendor 0 for RFC attributes, else the vendor's number (RFC 2865 5.26)
 * @param number the type octet
 * @param format what its value is
 * @param tagged whether a tag stands before the value (RFC 2868 3)
 * @param hiding how the value is hidden on the wire
 */
public record AttributeType(String name, int vendor, int number, Format format, boolean tagged, Hiding hiding) {
    /** What a value is on the wire. */
    public enum Format {
        /** Octets without meaning here. */
        OCTETS,
        /** UTF-8. */
        TEXT,
        /** 32 bits (tagged: 24 bits). */
        NUMBER,
        /** 64 bits. */
        LARGE,
        /** IPv4. */
        ADDRESS,
        /** IPv6. */
        ADDRESS6,
        /** RFC 3162 2.3: reserved octet, length in bits, prefix. */
        PREFIX6,
        /** RFC 3162 2.2: 8 octets. */
        INTERFACE_ID,
        /** Seconds since 1970, 32 bits. */
        DATE
    }

    /** How a value is hidden. */
    public enum Hiding {
        NONE,
        /** RFC 2865 5.2. */
        USER_PASSWORD,
        /** RFC 2868 3.5, with a salt; RFC 2548 2.4.2 uses the same. */
        SALTED
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof AttributeType type && type.number == number && type.vendor == vendor;
    }

    @Override
    public int hashCode() {
        return vendor * 31 + number;
    }

    @Override
    public String toString() {
        return name;
    }
}
