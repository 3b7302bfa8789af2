package org.jl2tpd.aaa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.UserDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** The pools by number: those of the configuration, and behind them former ones that sessions have addresses of. */
final class PoolSet {
    private static final int NO_POOL = Lease.NO_POOL;

    private Configuration configuration;
    private Set<Object> reserved;
    /** Our own ends of links. */
    private Set<IpAddress> ours;

    private List<Pool> pools;
    /** Those of the configuration; replaced as a whole, since any thread may look. */
    private volatile List<Pool> current;

    private final Map<String, Integer> numbers = new HashMap<>();

    PoolSet(Configuration configuration) {
        this.configuration = configuration;
        this.reserved = reservations(configuration);
        this.ours = ours(configuration);
        make(List.of());
    }

    private void make(List<Pool> former) {
        List<Pool> made = new ArrayList<>();
        numbers.clear();
        for (PoolDefinition definition : new TreeMap<>(configuration.pools()).values()) {
            numbers.put(definition.name(), made.size());
            made.add(new Pool(definition));
        }
        made.forEach(pool -> reserved.forEach(each -> reserve(pool, each)));
        current = List.copyOf(made);
        made.addAll(former);
        pools = List.copyOf(made);
    }

    /** Our own addresses and those of certain users, which no pool may give. */
    private static Set<Object> reservations(Configuration configuration) {
        Set<Object> all = new HashSet<>(ours(configuration));
        for (Profile ppp : configuration.profiles().get(ProfileKind.PPP).values()) {
            all.add(ppp.get(PppAttributes.REMOTE_IPADDR));
        }
        for (UserDefinition user : configuration.users()) {
            all.add(user.ipv4());
            all.add(user.ipv6Prefix());
            all.add(user.delegatedPrefix());
        }
        all.remove(null);
        return all;
    }

    private static Set<IpAddress> ours(Configuration configuration) {
        Set<IpAddress> all = new HashSet<>();
        for (Profile ppp : configuration.profiles().get(ProfileKind.PPP).values()) {
            all.add(ppp.get(PppAttributes.LOCAL_IPADDR));
        }
        all.remove(null);
        return all;
    }

    private static void reserve(Pool pool, Object each) {
        if (each instanceof IpAddress address) {
            pool.ipv4.reserve(address);
        } else {
            pool.ipv6.reserve((IpPrefix) each);
            pool.delegated.reserve((IpPrefix) each);
        }
    }

    /** Another configuration holds; false when the pools have to be made anew for it. */
    boolean follow(Configuration other) {
        Set<Object> wanted = reservations(other);
        boolean isSame = other.pools().equals(configuration.pools()) && wanted.equals(reserved);
        configuration = other;
        reserved = wanted;
        ours = ours(other);
        return isSame;
    }

    /** Makes the pools anew; those that leases have addresses of stay behind them until the next time. */
    void remake(LeaseTable leases, IntUnaryOperator user) {
        List<Pool> before = pools;
        List<Pool> shown = current;
        List<Pool> used = new ArrayList<>();
        int made = configuration.pools().size();
        leases.renumber(user, number -> {
            if (number == NO_POOL) {
                return NO_POOL;
            }
            Pool pool = before.get(number);
            if (!used.contains(pool)) {
                used.add(pool);
            }
            return made + used.indexOf(pool);
        });
        make(used);
        shown.forEach(former -> {
            if (numbers.containsKey(former.name)) {
                pools.get(numbers.get(former.name)).continues(former);
            }
        });
    }

    boolean isOurs(IpAddress address) {
        return ours.contains(address);
    }

    /** Number of the pool of that name, {@link Lease#NO_POOL} for none. */
    int number(String name) {
        return numbers.getOrDefault(name, NO_POOL);
    }

    Pool get(int number) {
        return pools.get(number);
    }

    /** Those of the configuration; any thread may ask. */
    List<Pool> current() {
        return current;
    }

    /** Keeps out of the pools what a session has which did not get it there. */
    void block(Object held) {
        current.forEach(pool -> pool.block(held));
    }

    /** That session has ended. */
    void unblock(Object held) {
        current.forEach(pool -> pool.unblock(held));
    }

    /** Whether a pool of the configuration gave a part of it to somebody. */
    boolean isAnyTaken(Object held) {
        return current.stream().anyMatch(pool -> pool.isAnyTaken(held));
    }

    /** Takes just what the lease has, which was given back a moment ago. */
    void takeAgain(Lease lease) {
        for (AddressKind kind : AddressKind.ALL) {
            if (lease.pool(kind) != NO_POOL) {
                pools.get(lease.pool(kind)).slots(kind).take(lease.slot(kind));
            }
        }
    }

    void giveBack(int[] numbersByKind, int[] slots) {
        for (AddressKind kind : AddressKind.ALL) {
            if (numbersByKind[kind.ordinal()] != NO_POOL) {
                pools.get(numbersByKind[kind.ordinal()]).slots(kind).release(slots[kind.ordinal()]);
            }
        }
    }

    /** What the lease has of that kind, null for nothing. */
    Object at(Lease lease, AddressKind kind) {
        return lease.pool(kind) == NO_POOL ? null : pools.get(lease.pool(kind)).at(kind, lease.slot(kind));
    }
}
