package org.jl2tpd.wire;

/**
 * An address prefix; bits behind the length are zero.
 *
 * @param address the first address
 * @param length bits, 0 to 32 for IPv4 and 0 to 128 for IPv6
 */
public record IpPrefix(IpAddress address, int length) {
    public IpPrefix {
        address = mask(address, length);
    }

    /** Parses {@code ADDRESS/LENGTH}, or a bare address as a host prefix; null when it is neither. */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int max = address.isV4() ? 32 : 128;
        if (slash < 0) {
            return new IpPrefix(address, max);
        }
        String digits = text.substring(slash + 1);
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        int length = Integer.parseInt(digits);
        return length > max ? null : new IpPrefix(address, length);
    }

    /** Whether the address is of this family and inside. */
    public boolean contains(IpAddress other) {
        int bits = address.isV4() ? length + 96 : length;
        return other.isV4() == address.isV4()
                && (other.hi() & hiMask(bits)) == address.hi()
                && (other.lo() & loMask(bits)) == address.lo();
    }

    private static IpAddress mask(IpAddress address, int length) {
        int bits = address.isV4() ? length + 96 : length;
        long hi = address.hi() & hiMask(bits);
        long lo = address.lo() & loMask(bits);
        return hi == address.hi() && lo == address.lo() ? address : new IpAddress(hi, lo);
    }

    private static long hiMask(int bits) {
        return bits >= 64 ? -1L : bits == 0 ? 0 : -1L << (64 - bits);
    }

    private static long loMask(int bits) {
        return bits >= 128 ? -1L : bits <= 64 ? 0 : -1L << (128 - bits);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
