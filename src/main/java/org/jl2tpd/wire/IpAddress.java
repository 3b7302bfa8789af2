package org.jl2tpd.wire;

/**
 * An IPv4 or IPv6 address as 128 bits; IPv4 is held v4-mapped ({@code ::ffff:a.b.c.d}), so that one form serves both.
 * Immutable, without name resolution and without scope ids.
 *
 * @param hi the first eight octets
 * @param lo the last eight octets
 */
public record IpAddress(long hi, long lo) implements Comparable<IpAddress> {
    private static final long V4_MAPPED = 0xffffL << 32;

    /** The IPv4 address of 32 bits, most significant octet first. */
    public static IpAddress v4(int bits) {
        return new IpAddress(0, V4_MAPPED | (bits & 0xffffffffL));
    }

    /** The address in 4 or 16 octets. */
    public static IpAddress of(byte[] octets) {
        if (octets.length == 4) {
            return v4(java.nio.ByteBuffer.wrap(octets).getInt());
        }
        var buffer = java.nio.ByteBuffer.wrap(octets);
        return new IpAddress(buffer.getLong(), buffer.getLong());
    }

    /** Parses a literal (dotted decimal or RFC 4291 text); null when it is none. Never resolves a name. */
    public static IpAddress parse(String text) {
        return IpText.parse(text);
    }

    /** Whether this is an IPv4 address. */
    public boolean isV4() {
        return hi == 0 && (lo >>> 32) == 0xffff;
    }

    /** The 32 bits of an IPv4 address. */
    public int v4() {
        return (int) lo;
    }

    /** Whether this is 0.0.0.0 or {@code ::}. */
    public boolean isUnspecified() {
        return hi == 0 && (lo == 0 || lo == V4_MAPPED);
    }

    /** Whether this is 224.0.0.0/4 or ff00::/8. */
    public boolean isMulticast() {
        return isV4() ? (v4() >>> 28) == 0xe : (hi >>> 56) == 0xff;
    }

    /** Whether this is 255.255.255.255. */
    public boolean isBroadcast() {
        return isV4() && v4() == -1;
    }

    /** 4 octets for IPv4, 16 for IPv6. */
    public byte[] toBytes() {
        return isV4()
                ? java.nio.ByteBuffer.allocate(4).putInt(v4()).array()
                : java.nio.ByteBuffer.allocate(16).putLong(hi).putLong(lo).array();
    }

    @Override
    public int compareTo(IpAddress other) {
        int high = Long.compareUnsigned(hi, other.hi);
        return high != 0 ? high : Long.compareUnsigned(lo, other.lo);
    }

    /** Dotted decimal, or RFC 5952 text. */
    @Override
    public String toString() {
        return IpText.format(this);
    }
}
