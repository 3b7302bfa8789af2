package org.jl2tpd.datapath;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.wire.IpPrefix;

/** The pools that the kernel routes to the shared device, so that sessions inside need no routes of their own. */
final class RoutedPools {
    private final NetworkKernel kernel;
    private final DatapathCounters counters;
    private List<IpPrefix> wanted;
    private PrefixTable<IpPrefix> routed = new PrefixTable<>();

    RoutedPools(List<IpPrefix> wanted, NetworkKernel kernel, DatapathCounters counters) {
        this.wanted = wanted;
        this.kernel = kernel;
        this.counters = counters;
    }

    /** Whether a pool's route is the prefix's too. */
    boolean covers(IpPrefix prefix) {
        return routed.covers(prefix);
    }

    /** The device was just taken up. */
    void route(TunPort port) {
        wanted.forEach(pool -> route(port, pool, false));
        port.routesPools = !list().isEmpty();
    }

    /** Where a route to the pool exists already it stays, and the pool's sessions get routes of their own. */
    private void route(TunPort port, IpPrefix pool, boolean replace) {
        if (!port.ipv6 && !pool.address().isV4()) {
            return;
        }
        kernel.begin();
        kernel.addRoute(port.device.index(), pool, null, 0, replace);
        if (kernel.commit() == null) {
            routed.put(pool, pool);
        } else {
            counters.add(DatapathCounter.POOL_ROUTE_REFUSED);
        }
    }

    private List<IpPrefix> list() {
        List<IpPrefix> all = new ArrayList<>();
        routed.forEach((pool, same) -> all.add(pool));
        return all;
    }

    /**
     * Takes over other pools. What comes is added before anything goes, so that no session is without a route at any time.
     *
     * @param port null when the device is still to be made
     * @param destinations prefixes of the sessions on it
     * @return null, or what failed: then what was to go is still there
     */
    String follow(List<IpPrefix> next, TunPort port, PrefixTable<TunSession> destinations) {
        wanted = next;
        if (port == null) {
            return null;
        }
        PrefixTable<IpPrefix> former = routed;
        List<IpPrefix> old = list();
        routed = new PrefixTable<>();
        old.stream().filter(next::contains).forEach(pool -> routed.put(pool, pool));
        next.stream()
                .filter(pool -> routed.get(pool) == null)
                .forEach(pool -> route(port, pool, destinations.get(pool) != null || former.get(pool) != null));
        List<IpPrefix> gone = new ArrayList<>();
        old.stream()
                .filter(pool -> routed.get(pool) == null && destinations.get(pool) == null)
                .forEach(gone::add);
        String problem = reroute(port, former, destinations, gone);
        if (problem != null) {
            old.forEach(pool -> routed.put(pool, pool));
        } else {
            remove(port, gone);
        }
        port.routesPools = !list().isEmpty();
        return problem;
    }

    /** Sessions that no pool's route covers any more get their own; those of sessions that one covers now are to go. */
    private String reroute(
            TunPort port, PrefixTable<IpPrefix> former, PrefixTable<TunSession> destinations, List<IpPrefix> gone) {
        kernel.begin();
        destinations.forEach((prefix, state) -> {
            boolean was = former.covers(prefix);
            boolean is = routed.covers(prefix);
            if (was && !is) {
                TunNetwork.addRoute(kernel, port, prefix, state.network, true);
            } else if (is
                    && !was
                    && routed.get(prefix) == null
                    && (port.ipv6 || prefix.address().isV4())) {
                gone.add(prefix);
            }
        });
        return kernel.commit();
    }

    private void remove(TunPort port, List<IpPrefix> gone) {
        kernel.begin();
        gone.forEach(prefix -> kernel.removeRoute(port.device.index(), prefix));
        if (kernel.commit() != null) {
            counters.add(DatapathCounter.CLEANUP_FAILED);
        }
    }
}
