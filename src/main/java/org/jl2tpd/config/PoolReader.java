package org.jl2tpd.config;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** Reads {@code [pool.NAME]}. */
final class PoolReader {
    /** Most ranges or prefixes of a sort in one pool: finding an address of one looks through them. */
    static final int MAX_BLOCKS = 256;

    private static final String BACKWARDS = "this range is backwards: FIRST-LAST needs the lower address first";

    private PoolReader() {}

    static PoolDefinition read(String name, Node node) {
        node.refuseUnknown(FileKeys.names(FileKeys.POOL), "pool " + name);
        int length = node.number("delegated_length", 48, 64, 56);
        for (String key : List.of("ipv4", "ipv6", "delegated")) {
            if (node.texts(key).size() > MAX_BLOCKS) {
                node.error(key, key + " has more than " + MAX_BLOCKS + " entries");
                return new PoolDefinition(name, List.of(), List.of(), List.of(), length);
            }
        }
        boolean isSticky = node.flag("sticky", true);
        int hold = node.number(
                "lease_hold_seconds",
                0,
                PoolDefinition.MAX_LEASE_HOLD_SECONDS,
                PoolDefinition.DEFAULT_LEASE_HOLD_SECONDS);
        int alarm = node.number("alarm_percent", 0, 100, PoolDefinition.DEFAULT_ALARM_PERCENT);
        List<PoolDefinition.Range> ipv4 = ranges(node);
        List<IpPrefix> ipv6 = prefixes(node, "ipv6", 64);
        List<IpPrefix> delegated = prefixes(node, "delegated", length);
        if (!node.has("ipv4") && !node.has("ipv6") && !node.has("delegated")) {
            node.missing("pool " + name + " is empty: it needs ipv4, ipv6 or delegated");
        }
        return new PoolDefinition(name, ipv4, ipv6, delegated, length, isSticky, hold, alarm);
    }

    private static List<PoolDefinition.Range> ranges(Node node) {
        List<PoolDefinition.Range> ranges = new ArrayList<>();
        List<String> texts = node.texts("ipv4");
        for (int i = 0; i < texts.size(); i++) {
            PoolDefinition.Range range = range(texts.get(i));
            if (range == null) {
                boolean turned = range(turned(texts.get(i))) != null;
                node.error("ipv4", i, turned ? BACKWARDS : "ipv4 must be IPv4 prefixes or FIRST-LAST");
            } else {
                refuseOverlap(node, "ipv4", i, ranges, range);
                ranges.add(range);
            }
        }
        return List.copyOf(ranges);
    }

    /** {@code LAST-FIRST} as {@code FIRST-LAST}; any other text as it is. */
    private static String turned(String text) {
        int dash = text.indexOf('-');
        return dash < 0 ? text : text.substring(dash + 1) + "-" + text.substring(0, dash);
    }

    private static PoolDefinition.Range range(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            IpPrefix prefix = IpPrefix.parse(text.strip());
            return prefix == null || !prefix.address().isV4() ? null : range(prefix);
        }
        IpAddress first = IpAddress.parse(text.substring(0, dash).strip());
        IpAddress last = IpAddress.parse(text.substring(dash + 1).strip());
        boolean good = first != null && last != null && first.isV4() && last.isV4() && first.compareTo(last) <= 0;
        return good ? new PoolDefinition.Range(first, last) : null;
    }

    /** All addresses of a prefix but, up to 30 bits, the first and the last one. */
    private static PoolDefinition.Range range(IpPrefix prefix) {
        int first = prefix.address().v4();
        int last = prefix.length() == 0 ? -1 : first | (int) (0xffffffffL >>> prefix.length());
        int kept = prefix.length() <= 30 ? 1 : 0;
        return new PoolDefinition.Range(IpAddress.v4(first + kept), IpAddress.v4(last - kept));
    }

    private static void refuseOverlap(
            Node node, String key, int index, List<PoolDefinition.Range> before, PoolDefinition.Range range) {
        for (PoolDefinition.Range other : before) {
            if (overlap(other, range)) {
                node.error(key, index, "this range overlaps another one of this pool");
            }
        }
    }

    static boolean overlap(PoolDefinition.Range a, PoolDefinition.Range b) {
        return a.first().compareTo(b.last()) <= 0 && b.first().compareTo(a.last()) <= 0;
    }

    private static List<IpPrefix> prefixes(Node node, String key, int longest) {
        List<IpPrefix> prefixes = node.prefixes(key, true);
        for (int i = 0; i < prefixes.size(); i++) {
            IpPrefix prefix = prefixes.get(i);
            if (prefix.length() > longest) {
                node.error(key, i, key + " must have prefixes of at most " + longest + " bits, not " + prefix);
            }
            for (IpPrefix other : prefixes.subList(0, i)) {
                if (other.contains(prefix.address()) || prefix.contains(other.address())) {
                    node.error(key, i, "this prefix overlaps another one of this pool");
                }
            }
        }
        return List.copyOf(prefixes);
    }
}
