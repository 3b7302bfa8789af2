package org.jl2tpd.aaa;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * Gives addresses to tickets and takes them back: a user's own, those of a pool that a server named for it, the profile's, or one of the
 * profile's pool, in this order. Whoever has too many sessions gets none. One thread, the engine's.
 */
final class Addresses {
    private static final String NO_ADDRESS = "No address is available";
    private static final String TOO_MANY = "Too many sessions";
    private static final int NOBODY = Lease.NOBODY;
    private static final int NO_POOL = Lease.NO_POOL;
    private static final long NO_TICKET = Holdings.NO_TICKET;

    private LocalUsers users;
    private final PoolSet pools;
    private final Holdings holdings = new Holdings();
    private final LeaseTable leases = new LeaseTable();
    private final LeaseMemory memory;
    private final PoolAlarms alarms = new PoolAlarms();
    private final SessionsOfUsers sessions = new SessionsOfUsers();
    /** Addresses of ppp profiles ({@code remote_ipaddr}) in use, and by which ticket. */
    private final Map<IpAddress, Long> profileAddresses = new HashMap<>();
    /** Addresses, prefixes and routes of certain users in use, and by which ticket. */
    private final Map<Object, Long> fixed = new HashMap<>();
    /** Why the last ticket that got nothing got nothing; empty where it got something. */
    private String problem = "";
    /** Whether that was for its user's other sessions. */
    private boolean isLimited;

    private long replaced;
    /** Changed by one thread, and read by any. */
    private volatile long limited;

    private volatile long unsatisfied;

    /** What a session had, so that it can have it again. */
    private record Former(Lease lease, LocalUsers.Entry user, IpAddress profileAddress, List<Object> held, long rank) {}

    Addresses(Configuration configuration, LocalUsers users) {
        this.users = users;
        this.pools = new PoolSet(configuration);
        this.memory = new LeaseMemory(pools);
    }

    /**
     * Continues a former process; before anything is granted.
     *
     * @param clockNs any monotonic clock
     * @param nowSeconds since 1970
     */
    void restore(LeaseState state, LeaseLog log, LongSupplier clockNs, long nowSeconds) {
        memory.restore(state, log, clockNs, nowSeconds);
    }

    /**
     * Another configuration: what sessions have they keep until they end, and nobody else gets it. A pool that no longer has an address of
     * a session does not get it back.
     */
    void reconfigure(Configuration other, LocalUsers now) {
        LocalUsers formerUsers = users;
        users = now;
        Map<LocalUsers.Entry, Integer> numbers = new HashMap<>();
        IntUnaryOperator user = number -> number == NOBODY
                ? NOBODY
                : numbers.computeIfAbsent(formerUsers.get(number), entry -> now.adopt(entry).number);
        if (pools.follow(other)) {
            leases.renumber(user, pool -> pool);
        } else {
            hold(formerUsers);
            pools.remake(leases, user);
            holdings.forEach(pools::block);
            memory.poolsChanged();
            alarms.look(pools.current());
        }
    }

    /** Notes all that sessions have, but for routes: those overlap what pools give even without another configuration. */
    private void hold(LocalUsers formerUsers) {
        holdings.clear();
        for (int row = 0; row < leases.rows(); row++) {
            if (leases.isTaken(row)) {
                hold(leases.get(row), formerUsers);
            }
        }
        profileAddresses.forEach((held, ticket) -> holdings.add(ticket, held));
    }

    private void hold(Lease lease, LocalUsers formerUsers) {
        for (AddressKind kind : AddressKind.ALL) {
            Object held = pools.at(lease, kind);
            if (held != null) {
                holdings.add(lease.ticket(), held);
            }
        }
        if (lease.user() != NOBODY) {
            formerUsers.get(lease.user()).wish.addresses().forEach(held -> holdings.add(lease.ticket(), held));
        }
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
                : users.get(holder).isSameAs(user);
    }

    private static int number(LocalUsers.Entry user) {
        return user == null ? NOBODY : user.number;
    }

    private static AddressWish wishOf(LocalUsers.Entry user) {
        return user == null ? AddressWish.NONE : user.wish;
    }

    /**
     * What the ticket holds already, or what it gets now by the wish of a server.
     *
     * @return null when it gets nothing, see {@link #refusal} and {@link #problem}
     */
    AddressGrant grant(long ticket, AddressWish wish, AuthContext context) {
        LocalUsers.Entry user = users.admit(wish);
        problem = "";
        isLimited = false;
        AddressGrant grant = mayHold(ticket, user) ? grant(ticket, wish.userName(), user, context) : null;
        int row = leases.find(ticket);
        if (row == LeaseTable.NONE || leases.user(row) != user.number) {
            users.dismiss(user);
        }
        if (grant == null && problem.isEmpty()) {
            problem = "a session does not change its user";
        }
        return grant;
    }

    /**
     * What the ticket holds already, or what it gets now; null when something that it should get is not free.
     *
     * @param userName by which the user's sessions are counted, null for nobody
     */
    AddressGrant grant(long ticket, String userName, LocalUsers.Entry user, AuthContext context) {
        problem = "";
        isLimited = false;
        replaced = NO_TICKET;
        boolean isNew = leases.find(ticket) == LeaseTable.NONE;
        if (isNew && !lease(ticket, userName, user, context)) {
            unsatisfied += isLimited ? 0 : 1;
            alarms.look(pools.current());
            return null;
        }
        Lease lease = leases.get(leases.find(ticket));
        AddressGrant grant = describe(lease, wishOf(lease.user() == NOBODY ? null : users.get(lease.user())), context);
        if (isNew) {
            memory.granted(ticket, userName, user != null && user.isOne(), grant);
            alarms.look(pools.current());
        }
        return grant;
    }

    private boolean lease(long ticket, String userName, LocalUsers.Entry user, AuthContext context) {
        memory.expire();
        long older = older(user, context);
        if (problem.isEmpty()) {
            older = limit(userName, wishOf(user), older, context);
        }
        if (!problem.isEmpty()) {
            return false;
        }
        Former former = older == NO_TICKET ? null : remove(older);
        if (!leaseAnew(ticket, userName, user, former, context)) {
            restore(former);
            return false;
        }
        dismiss(former);
        replaced = older;
        return true;
    }

    /** The older session of the same user that holds what is the user's own; notes what another user's session holds. */
    private long older(LocalUsers.Entry user, AuthContext context) {
        long older = NO_TICKET;
        for (Object each : wishOf(user).fixed()) {
            for (long holder : holders(each, user)) {
                boolean isOnly = older == NO_TICKET || older == holder;
                if (isOnly && user.isOne() && isOf(leases.find(holder), user)) {
                    older = holder;
                } else {
                    problem = inUse(each, user.wish);
                }
            }
        }
        if (user != null && user.isForeign()) {
            requirePossible(user.wish, context);
        }
        return older;
    }

    private static String inUse(Object each, AddressWish wish) {
        boolean isAddress = each instanceof IpAddress;
        String what = isAddress ? "address " : wish.addresses().contains(each) ? "prefix " : "route ";
        return what + each + " is in use by another session";
    }

    /** What the rules of the configuration say of its own users. */
    private void requirePossible(AddressWish wish, AuthContext context) {
        IpPrefix link = wish.ipv6Prefix();
        IpPrefix delegated = wish.delegatedPrefix();
        if (wish.ipv4() != null && (wish.ipv4().equals(context.localIpv4()) || pools.isOurs(wish.ipv4()))) {
            problem = "address " + wish.ipv4() + " is our own";
        } else if (link != null && delegated != null && overlap(link, delegated)) {
            problem = "prefixes " + link + " and " + delegated + " of one user overlap";
        }
    }

    /** A route is in use only where another session has the very same one. */
    private Set<Long> holders(Object each, LocalUsers.Entry user) {
        Long holder = fixed.get(each);
        if (holder != null) {
            return Set.of(holder);
        }
        if (!user.wish.addresses().contains(each)) {
            return Set.of();
        }
        Set<Long> all = new TreeSet<>(holdings.holders(each));
        Long ofProfile = profileAddresses.get(each);
        if (ofProfile != null) {
            all.add(ofProfile);
        }
        if (user.isForeign() && pools.isAnyTaken(each)) {
            addLeasesOf(each, all);
        }
        return all;
    }

    private void addLeasesOf(Object each, Set<Long> holders) {
        for (int row = 0; row < leases.rows(); row++) {
            for (AddressKind kind : AddressKind.ALL) {
                if (leases.isTaken(row) && leases.pool(row, kind) != NO_POOL) {
                    Object held = pools.get(leases.pool(row, kind)).at(kind, leases.slot(row, kind));
                    if (overlap(each, held)) {
                        holders.add(leases.ticket(row));
                    }
                }
            }
        }
    }

    private static boolean overlap(Object one, Object other) {
        return one instanceof IpPrefix a && other instanceof IpPrefix b
                ? a.contains(b.address()) || b.contains(a.address())
                : one.equals(other);
    }

    /** The session that has to end for this one; notes when there are too many. */
    private long limit(String userName, AddressWish wish, long older, AuthContext context) {
        int most =
                wish.sessionLimit() > 0 ? wish.sessionLimit() : context.ppp().get(PppAttributes.MAX_SESSIONS_PER_USER);
        if (userName == null || most == 0 || sessions.count(userName) < most) {
            return older;
        }
        if (context.ppp().get(PppAttributes.SESSION_LIMIT_ACTION) == Choices.SessionLimitAction.DENY) {
            problem = "the user has " + sessions.count(userName) + " sessions, and may have " + most;
            isLimited = true;
            limited++;
            return NO_TICKET;
        }
        return older == NO_TICKET ? sessions.oldest(userName) : older;
    }

    private boolean leaseAnew(long ticket, String userName, LocalUsers.Entry user, Former former, AuthContext context) {
        IpAddress ofProfile = profileAddress(wishOf(user), user, context);
        if (ofProfile != null && isTaken(ofProfile)) {
            problem = inUse(ofProfile, wishOf(user));
            return false;
        }
        int[] numbers = poolNumbers(user, ofProfile != null, context);
        int[] slots = problem.isEmpty() ? take(numbers, userName, user, former) : null;
        if (slots == null) {
            return false;
        }
        insert(new Lease(ticket, number(user), userName, numbers, slots), user, ofProfile);
        return true;
    }

    /** The profile's address where nothing goes before it, else null. */
    private static IpAddress profileAddress(AddressWish wish, LocalUsers.Entry user, AuthContext context) {
        boolean hasNamedPool = user != null && user.isForeign() && wish.ipv4Pool() != null;
        return wish.ipv4() != null || hasNamedPool ? null : context.remoteIpv4();
    }

    private boolean isTaken(IpAddress address) {
        return profileAddresses.containsKey(address) || holdings.holder(address) != NO_TICKET;
    }

    private int[] poolNumbers(LocalUsers.Entry user, boolean hasIpv4, AuthContext context) {
        int[] numbers = new int[AddressKind.COUNT];
        for (AddressKind kind : AddressKind.ALL) {
            boolean needsNone = wishOf(user).fixed(kind) != null || kind == AddressKind.IPV4 && hasIpv4;
            numbers[kind.ordinal()] = needsNone ? NO_POOL : poolNumber(kind, user, context);
        }
        return numbers;
    }

    private int poolNumber(AddressKind kind, LocalUsers.Entry user, AuthContext context) {
        String own = wishOf(user).pool(kind);
        int number = pools.number(own == null ? context.poolName() : own);
        boolean isEmpty = number == NO_POOL || pools.get(number).slots(kind).size() == 0;
        if (isEmpty && own != null && user.isForeign()) {
            problem = number == NO_POOL ? "there is no pool \"" + own + "\"" : pool(number) + " has no " + kind.words;
        }
        return isEmpty ? NO_POOL : number;
    }

    private String pool(int number) {
        return "pool \"" + pools.get(number).name + "\"";
    }

    /** One slot of each pool, or null. */
    private int[] take(int[] numbers, String userName, LocalUsers.Entry user, Former former) {
        int[] slots = new int[AddressKind.COUNT];
        Arrays.fill(slots, SlotPool.NONE);
        for (AddressKind kind : AddressKind.ALL) {
            int number = numbers[kind.ordinal()];
            if (number != NO_POOL) {
                int slot = take(kind, number, userName, user, former);
                slots[kind.ordinal()] = slot;
                if (slot == SlotPool.NONE) {
                    pools.giveBack(numbers, slots);
                    pools.get(number).slots(kind).countExhausted();
                    problem = pool(number) + " has no free " + kind.words;
                    return null;
                }
            }
        }
        return slots;
    }

    private int take(AddressKind kind, int number, String userName, LocalUsers.Entry user, Former former) {
        Pool pool = pools.get(number);
        int preferred = former != null && former.lease.pool(kind) == number
                ? former.lease.slot(kind)
                : memory.preferred(userName, user != null && user.isOne(), kind, pool);
        int slot = pool.slots(kind).take(preferred);
        return slot == SlotPool.NONE ? memory.takeHeld(kind, pool) : slot;
    }

    private void insert(Lease lease, LocalUsers.Entry user, IpAddress profileAddress) {
        long ticket = lease.ticket();
        leases.insert(lease);
        if (lease.userName() != null) {
            sessions.add(lease.userName(), ticket);
        }
        if (profileAddress != null) {
            profileAddresses.put(profileAddress, ticket);
        }
        wishOf(user).fixed().forEach(each -> fixed.put(each, ticket));
        wishOf(user).addresses().forEach(held -> hold(ticket, held));
    }

    private void hold(long ticket, Object held) {
        if (holdings.add(ticket, held)) {
            pools.block(held);
        }
    }

    /** The session has nothing any more; null when it had nothing. */
    private Former remove(long ticket) {
        int row = leases.find(ticket);
        if (row == LeaseTable.NONE) {
            return null;
        }
        Lease lease = leases.get(row);
        LocalUsers.Entry user = lease.user() == NOBODY ? null : users.get(lease.user());
        leases.remove(row);
        pools.giveBack(lease.pools(), lease.slots());
        wishOf(user).fixed().forEach(each -> fixed.remove(each, ticket));
        List<Object> held = holdings.release(ticket);
        held.forEach(pools::unblock);
        long rank = lease.userName() == null ? 0 : sessions.remove(lease.userName(), ticket);
        return new Former(lease, user, removeProfileAddress(ticket), held, rank);
    }

    private IpAddress removeProfileAddress(long ticket) {
        IpAddress address = profileAddressOf(ticket);
        profileAddresses.remove(address);
        return address;
    }

    /** The one that the session has, whatever its ppp profile says meanwhile; null for none. */
    private IpAddress profileAddressOf(long ticket) {
        for (Map.Entry<IpAddress, Long> each : profileAddresses.entrySet()) {
            if (each.getValue() == ticket) {
                return each.getKey();
            }
        }
        return null;
    }

    /** It has again what it had a moment ago. */
    private void restore(Former former) {
        if (former == null) {
            return;
        }
        long ticket = former.lease.ticket();
        leases.insert(former.lease);
        pools.takeAgain(former.lease);
        wishOf(former.user).fixed().forEach(each -> fixed.put(each, ticket));
        former.held.forEach(held -> hold(ticket, held));
        if (former.profileAddress != null) {
            profileAddresses.put(former.profileAddress, ticket);
        }
        if (former.lease.userName() != null) {
            sessions.add(former.lease.userName(), ticket, former.rank);
        }
    }

    private void dismiss(Former former) {
        if (former != null) {
            memory.released(former.lease.ticket());
        }
        if (former != null && former.user != null) {
            users.dismiss(former.user);
        }
    }

    private AddressGrant describe(Lease lease, AddressWish wish, AuthContext context) {
        IpAddress pooled = (IpAddress) pools.at(lease, AddressKind.IPV4);
        Object link = pools.at(lease, AddressKind.IPV6);
        Object delegated = pools.at(lease, AddressKind.DELEGATED);
        IpAddress own = pooled == null && wish.ipv4() == null ? profileAddressOf(lease.ticket()) : wish.ipv4();
        return new AddressGrant(
                context.localIpv4(),
                pooled == null ? own : pooled,
                wish.dns(),
                link == null ? wish.ipv6Prefix() : (IpPrefix) link,
                delegated == null ? wish.delegatedPrefix() : (IpPrefix) delegated,
                wish.routes(),
                wish.sessionTimeoutSeconds(),
                wish.idleTimeoutSeconds(),
                wish.peerInterfaceId());
    }

    void release(long ticket) {
        Former former = remove(ticket);
        dismiss(former);
        if (former != null) {
            alarms.look(pools.current());
        }
    }

    /** The older session that lost to the last grant what it had, 0 for none. */
    long replaced() {
        return replaced;
    }

    /** Why the last ticket that got nothing got nothing, for our operator. */
    String problem() {
        return problem;
    }

    /** What its peer is told. */
    AuthReply refusal() {
        return isLimited ? AuthReply.refuse(TOO_MANY, false) : AuthReply.refuse(NO_ADDRESS, true);
    }

    /** Whether it was refused for its user's other sessions, and not for want of an address. */
    boolean isLimited() {
        return isLimited;
    }

    /** Sessions that were refused because their user has as many as it may have. */
    long limited() {
        return limited;
    }

    /** Sessions that were refused because something that they should get was not free. */
    long unsatisfied() {
        return unsatisfied;
    }

    int leases() {
        return leases.size();
    }

    /** Who hears of pools that are nearly full, from now on. */
    void tellAlarms(LocalAuthenticator.PoolListener listener) {
        alarms.tell(listener);
        alarms.look(pools.current());
    }

    List<Pool> pools() {
        return pools.current();
    }

    List<LocalAuthenticator.PoolUse> use() {
        return pools.current().stream().map(Pool::use).toList();
    }
}
