package org.jl2tpd.aaa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    /** Length of a link's prefix. */
    private static final int LINK_BITS = 64;

    private static final int NOBODY = -1;
    private static final int NO_POOL = -1;
    private static final long NO_TICKET = 0;

    private static final class Pool {
        final String name;
        final AddressPool ipv4;
        final PrefixPool ipv6;
        final PrefixPool delegated;

        Pool(PoolDefinition definition) {
            name = definition.name();
            ipv4 = new AddressPool(definition.ipv4());
            ipv6 = new PrefixPool(definition.ipv6(), LINK_BITS);
            delegated = new PrefixPool(definition.delegated(), definition.delegatedLength());
        }
    }

    private final LocalUsers users;
    private final List<Pool> pools = new ArrayList<>();
    private final Map<String, Integer> poolNumbers = new HashMap<>();
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
        for (PoolDefinition definition : new TreeMap<>(configuration.pools()).values()) {
            poolNumbers.put(definition.name(), pools.size());
            pools.add(new Pool(definition));
        }
        reserve(configuration);
    }

    /** Keeps our own addresses and those of certain users out of every pool. */
    private void reserve(Configuration configuration) {
        Set<IpAddress> addresses = new HashSet<>();
        for (Profile ppp : configuration.profiles().get(ProfileKind.PPP).values()) {
            addresses.add(ppp.get(PppAttributes.LOCAL_IPADDR));
            addresses.add(ppp.get(PppAttributes.REMOTE_IPADDR));
        }
        configuration.users().forEach(user -> addresses.add(user.ipv4()));
        addresses.remove(null);
        for (Pool pool : pools) {
            addresses.forEach(pool.ipv4::reserve);
            configuration.users().forEach(user -> reserve(pool, user));
        }
    }

    private static void reserve(Pool pool, UserDefinition user) {
        if (user.ipv6Prefix() != null) {
            pool.ipv6.reserve(user.ipv6Prefix());
        }
        if (user.delegatedPrefix() != null) {
            pool.delegated.reserve(user.delegatedPrefix());
        }
    }

    /** Whether the ticket is new, or its lease is that user's: a session does not change its user. */
    boolean mayHold(long ticket, LocalUsers.Entry user) {
        int row = leases.find(ticket);
        return row == LeaseTable.NONE || leases.user(row) == number(user);
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
        return describe(row, user, context);
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
        own.forEach(each -> fixed.put(each, ticket));
        if (older != NO_TICKET) {
            release(older);
        }
        replaced = older;
        return true;
    }

    /** The older session of the same user that holds what is the user's own; notes what another user's session holds. */
    private long older(List<Object> own, LocalUsers.Entry user) {
        long older = NO_TICKET;
        for (Object each : own) {
            long holder = fixed.getOrDefault(each, NO_TICKET);
            if (holder != NO_TICKET && user.isOne() && leases.user(leases.find(holder)) == user.number) {
                older = holder;
            } else if (holder != NO_TICKET) {
                missing = each;
            }
        }
        return older;
    }

    /** Whether what an older session has of pool and profile is just what the new one needs. */
    private boolean isAlike(long older, LocalUsers.Entry user, AuthContext context) {
        IpAddress wanted = profileAddress(user, context);
        boolean sameAddress = wanted == null
                ? !profileAddresses.containsValue(older)
                : Long.valueOf(older).equals(profileAddresses.get(wanted));
        return sameAddress && leases.pool(leases.find(older)) == poolNumber(user, context);
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
    }

    private boolean leaseAnew(long ticket, long older, LocalUsers.Entry user, AuthContext context) {
        boolean ownIpv4 = user != null && user.definition.ipv4() != null;
        boolean profileIpv4 = profileAddress(user, context) != null;
        if (profileIpv4 && profileAddresses.getOrDefault(context.remoteIpv4(), older) != older) {
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
            giveBack(pool, ipv4, ipv6, delegated);
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

    private static void giveBack(Pool pool, int ipv4, int ipv6, int delegated) {
        pool.ipv4.slots().release(ipv4);
        pool.ipv6.slots().release(ipv6);
        pool.delegated.slots().release(delegated);
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
            giveBack(pools.get(leases.pool(row)), leases.ipv4(row), leases.ipv6(row), leases.delegated(row));
        }
        if (leases.user(row) != NOBODY) {
            users.get(leases.user(row)).fixed().forEach(each -> fixed.remove(each, ticket));
        }
        if (!profileAddresses.isEmpty()) {
            profileAddresses.values().remove(ticket);
        }
        leases.remove(row);
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
        for (Pool pool : pools) {
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
