package org.jl2tpd.daemon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** The prefixes that pools consist of. */
final class PoolRoutes {
    private PoolRoutes() {}

    static List<IpPrefix> of(Collection<PoolDefinition> pools) {
        List<IpPrefix> routes = new ArrayList<>();
        for (PoolDefinition pool : pools) {
            pool.ipv4().forEach(range -> addRange(range, routes));
            routes.addAll(pool.ipv6());
            routes.addAll(pool.delegated());
        }
        return routes.stream().distinct().toList();
    }

    /** The fewest prefixes that are exactly the range. */
    private static void addRange(PoolDefinition.Range range, List<IpPrefix> routes) {
        long first = range.first().v4() & 0xffffffffL;
        long last = range.last().v4() & 0xffffffffL;
        while (first <= last) {
            int hostBits = first == 0 ? 32 : Long.numberOfTrailingZeros(first);
            while (first + (1L << hostBits) - 1 > last) {
                hostBits--;
            }
            routes.add(new IpPrefix(IpAddress.v4((int) first), 32 - hostBits));
            first += 1L << hostBits;
        }
    }
}
