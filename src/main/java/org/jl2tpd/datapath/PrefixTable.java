package org.jl2tpd.datapath;

import java.util.function.BiConsumer;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * Longest-prefix match from IPv4 and IPv6 prefixes to values: one hash table with open addressing for each prefix length that is in
 * use. IPv4 is v4-mapped, so its lengths are 96 to 128. A lookup allocates nothing.
 *
 * @param <V> what a prefix leads to
 */
final class PrefixTable<V> {
    private static final int V4_BASE = 96;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final AddressMap<V>[] byLength = new AddressMap[129];

    /** Lengths in use, longest first, and their number: of IPv4 (96 and more, v4-mapped) and IPv6. */
    private final int[] v4Lengths = new int[33];

    private final int[] v6Lengths = new int[129];
    private int v4Count;
    private int v6Count;
    private final int[] v4Uses = new int[129];
    private final int[] v6Uses = new int[129];

    private static int bits(IpPrefix prefix) {
        return prefix.address().isV4() ? prefix.length() + V4_BASE : prefix.length();
    }

    /** Maps the prefix to the value and returns the value that it led to before, or null. */
    V put(IpPrefix prefix, V value) {
        int bits = bits(prefix);
        if (byLength[bits] == null) {
            byLength[bits] = new AddressMap<>();
        }
        IpAddress address = prefix.address();
        V old = byLength[bits].put(address.hi(), address.lo(), value);
        if (old == null) {
            if (uses(address.isV4())[bits]++ == 0) {
                refresh();
            }
        }
        return old;
    }

    V get(IpPrefix prefix) {
        AddressMap<V> map = byLength[bits(prefix)];
        return map == null
                ? null
                : map.get(prefix.address().hi(), prefix.address().lo());
    }

    /** Forgets the prefix when it leads to this value; returns whether it did. */
    boolean remove(IpPrefix prefix, V value) {
        int bits = bits(prefix);
        IpAddress address = prefix.address();
        if (byLength[bits] == null || byLength[bits].get(address.hi(), address.lo()) != value) {
            return false;
        }
        byLength[bits].remove(address.hi(), address.lo());
        if (byLength[bits].size() == 0) {
            byLength[bits] = null;
        }
        if (--uses(address.isV4())[bits] == 0) {
            refresh();
        }
        return true;
    }

    private int[] uses(boolean v4) {
        return v4 ? v4Uses : v6Uses;
    }

    private void refresh() {
        v4Count = collect(v4Uses, v4Lengths);
        v6Count = collect(v6Uses, v6Lengths);
    }

    private static int collect(int[] uses, int[] lengths) {
        int count = 0;
        for (int bits = 128; bits >= 0; bits--) {
            if (uses[bits] > 0) {
                lengths[count++] = bits;
            }
        }
        return count;
    }

    /** The value of the longest prefix that contains the address, or null. */
    V find(long hi, long lo) {
        return find(hi, lo, 128);
    }

    /** Whether a prefix, itself or one that holds it, is here. */
    boolean covers(IpPrefix prefix) {
        return find(prefix.address().hi(), prefix.address().lo(), bits(prefix)) != null;
    }

    /** Tells every prefix with its value, in no order; the table must not change meanwhile. */
    void forEach(BiConsumer<IpPrefix, V> action) {
        for (int length = 0; length < byLength.length; length++) {
            if (byLength[length] != null) {
                int bits = length;
                byLength[bits].forEach((hi, lo, value) -> action.accept(prefix(new IpAddress(hi, lo), bits), value));
            }
        }
    }

    private static IpPrefix prefix(IpAddress address, int bits) {
        return new IpPrefix(address, address.isV4() ? bits - V4_BASE : bits);
    }

    private V find(long hi, long lo, int maxBits) {
        boolean v4 = hi == 0 && (lo >>> 32) == 0xffff;
        int[] lengths = v4 ? v4Lengths : v6Lengths;
        int count = v4 ? v4Count : v6Count;
        for (int i = 0; i < count; i++) {
            int bits = lengths[i];
            V value = bits > maxBits ? null : byLength[bits].get(hi & hiMask(bits), lo & loMask(bits));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    static long hiMask(int bits) {
        return bits >= 64 ? -1 : bits == 0 ? 0 : -1L << (64 - bits);
    }

    static long loMask(int bits) {
        return bits >= 128 ? -1 : bits <= 64 ? 0 : -1L << (128 - bits);
    }
}
