package org.jl2tpd.aaa;

import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** The text of Framed-Route (RFC 2865 5.22) and Framed-IPv6-Route (RFC 3162 2.5): prefix, gateway, metrics, of which the prefix counts. */
final class RouteText {
    private static final int CLASS_A = 8;
    private static final int CLASS_B = 16;
    private static final int CLASS_C = 24;

    private RouteText() {}

    /** The IPv4 prefix, of its class's length where the text has none; null when it is none. */
    static IpPrefix ipv4(String text) {
        String first = firstWord(text);
        IpAddress address = IpAddress.parse(first);
        if (address != null && address.isV4()) {
            return new IpPrefix(address, classLength(address));
        }
        IpPrefix prefix = IpPrefix.parse(first);
        return prefix != null && prefix.address().isV4() ? prefix : null;
    }

    /** The IPv6 prefix; null when it is none. */
    static IpPrefix ipv6(String text) {
        IpPrefix prefix = IpPrefix.parse(firstWord(text));
        return prefix != null && !prefix.address().isV4() ? prefix : null;
    }

    private static String firstWord(String text) {
        String trimmed = text.strip();
        int space = trimmed.indexOf(' ');
        return space < 0 ? trimmed : trimmed.substring(0, space);
    }

    private static int classLength(IpAddress address) {
        int first = address.v4() >>> 24;
        return first < 128 ? CLASS_A : first < 192 ? CLASS_B : CLASS_C;
    }

    /** The subnet that an address and its netmask make; null where it is the address alone, or the mask is none. */
    static IpPrefix subnet(IpAddress address, IpAddress netmask) {
        if (address == null || netmask == null || !address.isV4() || !netmask.isV4()) {
            return null;
        }
        int mask = netmask.v4();
        int length = Integer.bitCount(mask);
        boolean contiguous = length > 0 && mask == -1 << 32 - length;
        return contiguous && length < 32 ? new IpPrefix(address, length) : null;
    }
}
