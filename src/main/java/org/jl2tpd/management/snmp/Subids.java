package org.jl2tpd.management.snmp;

import java.util.Arrays;

/** Object identifiers as sub-identifiers, which are unsigned. */
final class Subids {
    static final int[] NONE = {};

    private Subids() {}

    /** Of the dotted form. */
    static int[] parse(String dotted) {
        return Arrays.stream(dotted.split("\\."))
                .mapToInt(Integer::parseUnsignedInt)
                .toArray();
    }

    static int compare(int[] a, int[] b) {
        return Arrays.compareUnsigned(a, b);
    }

    static boolean startsWith(int[] name, int[] prefix) {
        return name.length >= prefix.length && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** {@code prefix.number.rest}. */
    static int[] join(int[] prefix, int number, int[] rest) {
        int[] joined = Arrays.copyOf(prefix, prefix.length + 1 + rest.length);
        joined[prefix.length] = number;
        System.arraycopy(rest, 0, joined, prefix.length + 1, rest.length);
        return joined;
    }

    /** What comes behind the first {@code length} sub-identifiers. */
    static int[] rest(int[] name, int length) {
        return name.length <= length ? NONE : Arrays.copyOfRange(name, length, name.length);
    }
}
