package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.wire.IpAddress;

/** A set of IPv4 addresses as xl2tpd's lines make it: each adds a range or takes one away, and the later line wins. */
final class Ranges {
    /** Most ranges: what a pool may have. */
    static final int MAX = 256;

    /** Inclusive; as unsigned 32 bits. */
    record Range(long first, long last) {
        @Override
        public String toString() {
            return address(first) + "-" + address(last);
        }
    }

    private List<Range> ranges = new ArrayList<>();

    /** {@code A}, {@code A-B} or {@code A/LENGTH}; null when it is none. */
    static Range parse(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return prefix(
                    text.substring(0, slash).strip(), text.substring(slash + 1).strip());
        }
        int dash = text.indexOf('-');
        String low = dash < 0 ? text : text.substring(0, dash);
        String high = dash < 0 ? text : text.substring(dash + 1);
        IpAddress first = IpAddress.parse(low.strip());
        IpAddress last = IpAddress.parse(high.strip());
        if (first == null || last == null || !first.isV4() || !last.isV4()) {
            return null;
        }
        Range range = new Range(first.v4() & 0xffffffffL, last.v4() & 0xffffffffL);
        return range.first() <= range.last() ? range : null;
    }

    private static Range prefix(String address, String length) {
        IpAddress base = IpAddress.parse(address);
        if (base == null || !base.isV4() || !length.matches("[0-9]{1,2}") || Integer.parseInt(length) > 32) {
            return null;
        }
        long size = 1L << 32 - Integer.parseInt(length);
        long first = (base.v4() & 0xffffffffL) / size * size;
        return new Range(first, first + size - 1);
    }

    void add(Range range) {
        remove(range);
        ranges.add(range);
        ranges.sort(java.util.Comparator.comparingLong(Range::first));
        join();
    }

    void remove(Range range) {
        List<Range> rest = new ArrayList<>();
        for (Range each : ranges) {
            if (each.first() < range.first()) {
                rest.add(new Range(each.first(), Math.min(each.last(), range.first() - 1)));
            }
            if (each.last() > range.last()) {
                rest.add(new Range(Math.max(each.first(), range.last() + 1), each.last()));
            }
        }
        ranges = rest;
    }

    private void join() {
        List<Range> joined = new ArrayList<>();
        for (Range each : ranges) {
            Range before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null && before.last() + 1 >= each.first()) {
                joined.set(joined.size() - 1, new Range(before.first(), Math.max(before.last(), each.last())));
            } else {
                joined.add(each);
            }
        }
        ranges = joined;
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    List<Range> list() {
        return List.copyOf(ranges);
    }

    /** The same addresses as ADDRESS/LENGTH. */
    List<String> prefixes() {
        List<String> prefixes = new ArrayList<>();
        for (Range range : ranges) {
            long next = range.first();
            while (next <= range.last()) {
                int bits = next == 0 ? 32 : Math.min(32, Long.numberOfTrailingZeros(next));
                while (next + (1L << bits) - 1 > range.last()) {
                    bits--;
                }
                prefixes.add(address(next) + "/" + (32 - bits));
                next += 1L << bits;
            }
        }
        return prefixes;
    }

    static String address(long value) {
        return IpAddress.v4((int) value).toString();
    }
}
