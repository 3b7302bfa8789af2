package org.jl2tpd.aaa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.UserDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** Gives addresses to tickets and takes them back: a user's own, the profile's, or one of a pool, in this order. */
final class Addresses {
    private static final int NOBODY = -1;
    private static final int NO_POOL = -1;
    private static final long NO_TICKET = Holdings.NO_TICKET;

    private LocalUsers users;
    private Configuration configuration;
    private Set<Object> reserved;
    /** Those of the configuration, and behind them former ones that sessions have addresses of. */
    private List<Pool> pools;
    /** Those of the configuration; replaced as a whole, since any thread may look. */
    private volatile List<Pool> current;

    private final Map<String, Integer> poolNumbers = new HashMap<>();
    private final Holdings holdings = new Holdings();
    private final LeaseTable leases = new LeaseTable();
    /** Addresses of ppp profiles ({@code remote_ipaddr}) in use, and by which ticket. */
    private final Map<IpAddress, Long> profileAddresses = new HashMap<>();
    /** Addresses, prefixes and routes of certain users in use, and by which ticket. */
    private final Map<Object, Long> fixed = new HashMap<>();
    /** What the last ticket that got nothing would have needed, null when it was something of a pool. */
    private Object missing;

    private long replaced;

    Addresses(Configuration configuration, LocalUsers users) {
        this.users = users;
        this.configuration = configuration;
        this.reserved = reservations(configuration);
        makePools(List.of());
    }

    private void makePools(List<Pool> former) {
        List<Pool> made = new ArrayList<>();
        poolNumbers.clear();
        for (PoolDefinition definition : new TreeMap<>(configuration.pools()).values()) {
            poolNumbers.put(definition.name(), made.size());
            made.add(new Pool(definition));
        }
        made.forEach(pool -> reserved.forEach(each -> reserve(pool, each)));
        current = List.copyOf(made);
        made.addAll(former);
        pools = List.copyOf(made);
    }

    /** Our own addresses and those of certain users, which no pool may give. */
    private static Set<Object> reservations(Configuration configuration) {
        Set<Object> all = new HashSet<>();
        for (Profile ppp : configuration.profiles().get(ProfileKind.PPP).values()) {
            all.add(ppp.get(PppAttributes.LOCAL_IPADDR));
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

    private static void reserve(Pool pool, Object each) {
        if (each instanceof IpAddress address) {
            pool.ipv4.reserve(address);
        } else {
            pool.ipv6.reserve((IpPrefix) each);
            pool.delegated.reserve((IpPrefix) each);
        }
    }

    /**
     * Another configuration: what sessions have they keep until they end, and nobody else gets it. A pool that no longer has an address of
     * a session does not get it back.
     */
    void reconfigure(Configuration other, LocalUsers now) {
        LocalUsers formerUsers = users;
        Configuration former = configuration;
        Set<Object> wanted = reservations(other);
        boolean samePools = other.pools().equals(former.pools()) && wanted.equals(reserved);
        users = now;
        configuration = other;
        Map<LocalUsers.Entry, Integer> numbers = new HashMap<>();
        IntUnaryOperator user = number -> number == NOBODY
                ? NOBODY
                : numbers.computeIfAbsent(formerUsers.get(number), entry -> now.adopt(entry).number);
        if (samePools) {
            now.remember(formerUsers);
            leases.renumber(user, pool -> pool);
        } else {
            reserved = wanted;
            hold(formerUsers);
            retirePools(user);
        }
    }

    /** Notes all that sessions have, but for routes: those overlap what pools give even without another configuration. */
    private void hold(LocalUsers formerUsers) {
        holdings.clear();
        for (int row = 0; row < leases.rows(); row++) {
            if (leases.isTaken(row)) {
                hold(row, leases.ticket(row));
                hold(leases.ticket(row), leases.user(row) == NOBODY ? null : formerUsers.get(leases.user(row)));
            }
        }
        profileAddresses.forEach((held, ticket) -> holdings.add(ticket, held));
    }

    private void hold(long ticket, LocalUsers.Entry user) {
        if (user != null) {
            user.addresses().forEach(held -> holdings.add(ticket, held));
        }
    }

    private void hold(int row, long ticket) {
        if (leases.pool(row) == NO_POOL) {
            return;
        }
        Pool pool = pools.get(leases.pool(row));
        if (leases.ipv4(row) != SlotPool.NONE) {
            holdings.add(ticket, pool.ipv4.address(leases.ipv4(row)));
        }
        if (leases.ipv6(row) != SlotPool.NONE) {
            holdings.add(ticket, pool.ipv6.prefix(leases.ipv6(row)));
        }
        if (leases.delegated(row) != SlotPool.NONE) {
            holdings.add(ticket, pool.delegated.prefix(leases.delegated(row)));
        }
    }

    /** Pools are made anew; those that sessions have addresses of stay behind them until the next time. */
    private void retirePools(IntUnaryOperator user) {
        List<Pool> before = pools;
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
        makePools(used);
        holdings.forEach(held -> current.forEach(pool -> pool.block(held)));
    }

    /** Whether the ticket is new, or its lease is that user's: a session does not change its user. */
    boolean mayHold(long ticket, LocalUsers.Entry user) {
        int row = leases.find(ticket);
        return row == LeaseTable.NONE || isOf(row, user);
    }

    /** By name: the user may have been changed since. */
    private boolean isOf(int row, LocalUsers.Entry user) {
        int holder = leases.user(row);
        return holder == NOBODY || user == null
                ? holder == number(user)
                : users.get(holder).definition.name().equals(user.definition.name());
    }

    private static int number(LocalUsers.Entry user) {
        return user == null ? NOBODY : user.number;
    }

    /** What the ticket holds already, or what it gets now; null when something that it should get is not free. */
    AddressGrant grant(long ticket, LocalUsers.Entry user, AuthContext context) {
        missing = null;
        replaced = NO_TICKET;
        int row = leases.find(ticket);
        if (row == LeaseTable.NONE) {
            if (!lease(ticket, user, context)) {
                return null;
            }
            row = leases.find(ticket);
        }
        int holder = leases.user(row);
        return describe(row, holder == NOBODY ? null : users.get(holder), context);
    }

    private boolean lease(long ticket, LocalUsers.Entry user, AuthContext context) {
        List<Object> own = user == null ? List.of() : user.fixed();
        long older = older(own, user);
        if (missing != null) {
            return false;
        }
        if (older != NO_TICKET && isAlike(older, user, context)) {
            rename(older, ticket);
        } else if (!leaseAnew(ticket, older, user, context)) {
            return false;
        }
        if (older != NO_TICKET) {
            release(older);
        }
        own.forEach(each -> fixed.put(each, ticket));
        replaced = older;
        return true;
    }

    /** The older session of the same user that holds what is the user's own; notes what another user's session holds. */
    private long older(List<Object> own, LocalUsers.Entry user) {
        long older = NO_TICKET;
        for (Object each : own) {
            for (long holder : holders(each, user)) {
                boolean isOnly = older == NO_TICKET || older == holder;
                if (isOnly && user.isOne() && isOf(leases.find(holder), user)) {
                    older = holder;
                } else {
                    missing = each;
                }
            }
        }
        return older;
    }

    /** A route is in use only where another session has the very same one. */
    private Set<Long> holders(Object each, LocalUsers.Entry user) {
        Long holder = fixed.get(each);
        if (holder != null) {
            return Set.of(holder);
        }
        return user.addresses().contains(each) ? holdings.holders(each) : Set.of();
    }

    /** Whether what an older session has of pool and profile is just what the new one needs. */
    private boolean isAlike(long older, LocalUsers.Entry user, AuthContext context) {
        IpAddress wanted = profileAddress(user, context);
        boolean sameAddress = wanted == null
                ? !profileAddresses.containsValue(older)
                : Long.valueOf(older).equals(profileAddresses.get(wanted));
        int row = leases.find(older);
        return sameAddress && leases.user(row) == number(user) && leases.pool(row) == poolNumber(user, context);
    }

    private static IpAddress profileAddress(LocalUsers.Entry user, AuthContext context) {
        return user != null && user.definition.ipv4() != null ? null : context.remoteIpv4();
    }

    private void rename(long older, long ticket) {
        int row = leases.find(older);
        int pool = leases.pool(row);
        int user = leases.user(row);
        int ipv4 = leases.ipv4(row);
        int ipv6 = leases.ipv6(row);
        int delegated = leases.delegated(row);
        leases.remove(row);
        leases.insert(ticket, user, pool, ipv4, ipv6, delegated);
        profileAddresses.replaceAll((address, holder) -> holder == older ? ticket : holder);
        holdings.rename(older, ticket);
    }

    private boolean leaseAnew(long ticket, long older, LocalUsers.Entry user, AuthContext context) {
        boolean ownIpv4 = user != null && user.definition.ipv4() != null;
        boolean profileIpv4 = profileAddress(user, context) != null;
        if (profileIpv4 && !isFreeFor(context.remoteIpv4(), older)) {
            missing = context.remoteIpv4();
            return false;
        }
        int pool = poolNumber(user, context);
        if (pool != NO_POOL && !leaseOfPool(ticket, user, pool, ownIpv4 || profileIpv4)) {
            return false;
        }
        if (pool == NO_POOL) {
            leases.insert(ticket, number(user), NO_POOL, SlotPool.NONE, SlotPool.NONE, SlotPool.NONE);
        }
        if (profileIpv4) {
            profileAddresses.put(context.remoteIpv4(), ticket);
        }
        return true;
    }

    private boolean isFreeFor(IpAddress address, long older) {
        long holder = profileAddresses.getOrDefault(address, holdings.holder(address));
        return holder == NO_TICKET || holder == older;
    }

    private int poolNumber(LocalUsers.Entry user, AuthContext context) {
        String own = user == null ? null : user.definition.poolName();
        return poolNumbers.getOrDefault(own == null ? context.poolName() : own, NO_POOL);
    }

    /** All that the pool has and the user has not of its own, or nothing. */
    private boolean leaseOfPool(long ticket, LocalUsers.Entry user, int number, boolean hasIpv4) {
        Pool pool = pools.get(number);
        UserDefinition own = user == null ? null : user.definition;
        boolean wantsIpv4 = !hasIpv4 && pool.ipv4.slots().size() > 0;
        boolean wantsIpv6 =
                (own == null || own.ipv6Prefix() == null) && pool.ipv6.slots().size() > 0;
        boolean wantsDelegated = (own == null || own.delegatedPrefix() == null)
                && pool.delegated.slots().size() > 0;
        int ipv4 = wantsIpv4 ? pool.ipv4.slots().take(last(user, number)) : SlotPool.NONE;
        int ipv6 = wantsIpv6 ? pool.ipv6.slots().take(SlotPool.NONE) : SlotPool.NONE;
        int delegated = wantsDelegated ? pool.delegated.slots().take(SlotPool.NONE) : SlotPool.NONE;
        boolean short4 = wantsIpv4 && ipv4 == SlotPool.NONE;
        boolean short6 = wantsIpv6 && ipv6 == SlotPool.NONE || wantsDelegated && delegated == SlotPool.NONE;
        if (short4 || short6) {
            pool.giveBack(ipv4, ipv6, delegated);
            return false;
        }
        remember(user, number, ipv4);
        leases.insert(ticket, number(user), number, ipv4, ipv6, delegated);
        return true;
    }

    private static int last(LocalUsers.Entry user, int pool) {
        return user != null && user.lastPool == pool ? user.lastSlot : SlotPool.NONE;
    }

    private static void remember(LocalUsers.Entry user, int pool, int slot) {
        if (user != null && user.isOne()) {
            user.lastPool = pool;
            user.lastSlot = slot;
        }
    }

    private AddressGrant describe(int row, LocalUsers.Entry user, AuthContext context) {
        Pool pool = leases.pool(row) == NO_POOL ? null : pools.get(leases.pool(row));
        UserDefinition own = user == null ? null : user.definition;
        IpAddress peer = own == null || own.ipv4() == null ? context.remoteIpv4() : own.ipv4();
        if (leases.ipv4(row) != SlotPool.NONE) {
            peer = pool.ipv4.address(leases.ipv4(row));
        }
        IpPrefix link = leases.ipv6(row) != SlotPool.NONE
                ? pool.ipv6.prefix(leases.ipv6(row))
                : own == null ? null : own.ipv6Prefix();
        IpPrefix delegated = leases.delegated(row) != SlotPool.NONE
                ? pool.delegated.prefix(leases.delegated(row))
                : own == null ? null : own.delegatedPrefix();
        List<IpPrefix> routes = own == null ? List.of() : own.routes();
        return new AddressGrant(context.localIpv4(), peer, List.of(), link, delegated, routes, 0, 0);
    }

    void release(long ticket) {
        int row = leases.find(ticket);
        if (row == LeaseTable.NONE) {
            return;
        }
        if (leases.pool(row) != NO_POOL) {
            pools.get(leases.pool(row)).giveBack(leases.ipv4(row), leases.ipv6(row), leases.delegated(row));
        }
        if (leases.user(row) != NOBODY) {
            users.get(leases.user(row)).fixed().forEach(each -> fixed.remove(each, ticket));
        }
        if (!profileAddresses.isEmpty()) {
            profileAddresses.values().remove(ticket);
        }
        leases.remove(row);
        for (Object held : holdings.release(ticket)) {
            current.forEach(pool -> pool.unblock(held));
        }
    }

    /** The older session that lost to the last grant what it had, 0 for none. */
    long replaced() {
        return replaced;
    }

    /** What the last ticket that got nothing would have needed and another session has; empty when a pool is used up. */
    String problem() {
        if (missing == null) {
            return "";
        }
        return (missing instanceof IpPrefix ? "route " : "address ") + missing + " is in use by another session";
    }

    int leases() {
        return leases.size();
    }

    List<LocalAuthenticator.PoolUse> use() {
        List<LocalAuthenticator.PoolUse> use = new ArrayList<>();
        for (Pool pool : current) {
            use.add(new LocalAuthenticator.PoolUse(
                    pool.name,
                    pool.ipv4.slots().size(),
                    pool.ipv4.slots().used(),
                    pool.ipv6.slots().size(),
                    pool.ipv6.slots().used(),
                    pool.delegated.slots().size(),
                    pool.delegated.slots().used()));
        }
        return use;
    }
}
