package org.jl2tpd.aaa;

import java.util.List;
import org.jl2tpd.engine.Authenticator;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.wire.Secret;

/**
 * Judges peers by the local users of the configuration and gives them addresses of its pools; always answers at once. A refusal
 * says nothing of which part was wrong, and an unknown user costs the same computation as a wrong password.
 */
public final class LocalAuthenticator implements Authenticator {
    private static final String REFUSED = "Authentication failed";
    /** Stands in for the password of a user that does not exist. */
    private static final Secret NOBODY = Secret.of("no such user has this password");

    private LocalUsers users;
    private final Addresses addresses;
    private long accepted;
    /** The last session that was refused for want of an address, and why. */
    private long refusedTicket;

    private String refusalDetail = "";
    private long refused;

    public LocalAuthenticator(Configuration configuration) {
        users = new LocalUsers(configuration.users());
        addresses = new Addresses(configuration, users);
    }

    /** Continues a former process, whose leases the journal has, and keeps leases there; before anybody is judged. */
    public void keepLeases(LeaseJournal journal) {
        addresses.restore(journal.takeFormer(), journal, System::nanoTime, System.currentTimeMillis() / 1000);
    }

    /** Sessions keep what they have; users who are no more fail at their next proof. */
    @Override
    public void reconfigure(Configuration other) {
        LocalUsers now = new LocalUsers(other.users());
        addresses.reconfigure(other, now);
        users = now;
    }

    @Override
    public AuthReply authenticate(long ticket, AuthRequest request, AuthContext context) {
        boolean anonymous = request instanceof AuthRequest.None;
        if (anonymous && context.authRequired()) {
            return refuse();
        }
        LocalUsers.Entry user = anonymous ? null : users.find(accountName(request));
        if (!anonymous && !isProved(request, user)) {
            return refuse();
        }
        if (!addresses.mayHold(ticket, user)) {
            return refuse();
        }
        AddressGrant grant = addresses.grant(ticket, anonymous ? null : accountName(request), user, context);
        if (grant == null) {
            refusedTicket = ticket;
            refusalDetail = addresses.problem();
            return addresses.refusal();
        }
        accepted++;
        return AuthReply.accept("", response(request, user), grant).replacing(addresses.replaced());
    }

    private AuthReply refuse() {
        refused++;
        refusalDetail = "";
        return AuthReply.refuse(REFUSED, false);
    }

    /** The name to look up: MS-CHAPv2 names may have a Windows domain in front (RFC 2759 4). */
    private static String accountName(AuthRequest request) {
        String name = request.userName();
        return request instanceof AuthRequest.MsChapV2 ? name.substring(name.indexOf('\\') + 1) : name;
    }

    /** Whether a user of the configuration has the name that was presented; the one for everybody does not count. */
    boolean knows(AuthRequest request) {
        return users.has(accountName(request));
    }

    private static boolean isProved(AuthRequest request, LocalUsers.Entry user) {
        Secret password = user == null ? null : user.definition.password();
        boolean proved = request.isProvedBy(password == null ? NOBODY : password);
        return proved & password != null && user.definition.enabled();
    }

    private static String response(AuthRequest request, LocalUsers.Entry user) {
        return request instanceof AuthRequest.MsChapV2 microsoft
                ? microsoft.authenticatorResponse(user.definition.password())
                : null;
    }

    @Override
    public String refusalDetail(long ticket) {
        return ticket == refusedTicket ? refusalDetail : "";
    }

    @Override
    public void release(long ticket) {
        addresses.release(ticket);
    }

    /** Requests that were accepted. */
    public long accepted() {
        return accepted;
    }

    /** Requests that were refused because nothing proved them. */
    public long refused() {
        return refused;
    }

    /** Proved requests that found no free address. */
    public long exhausted() {
        return addresses.unsatisfied();
    }

    /** Proved requests of users who had as many sessions as they may have. */
    public long limited() {
        return addresses.limited();
    }

    /** Where sessions get their addresses, whoever judged them. */
    Addresses addresses() {
        return addresses;
    }

    /** Sessions that hold addresses, or are counted as their user's. */
    public int leases() {
        return addresses.leases();
    }

    /** How full the pools are, by name; any thread may ask. */
    public List<PoolUse> pools() {
        return addresses.use();
    }

    /** The same with what became of the pools; any thread may ask. */
    public List<PoolHistory> poolHistories() {
        return addresses.pools().stream().map(Pool::history).toList();
    }

    /** Who hears of pools that are nearly full, from now on: on the thread that judges. */
    public void tellPools(PoolListener listener) {
        addresses.tellAlarms(listener);
    }

    /** Hears of pools that are nearly full; must not block. */
    @FunctionalInterface
    public interface PoolListener {
        /**
         * @param isNearlyFull false when it has room again
         * @param words {@code NAME KIND: USED of SIZE in use}
         */
        void changed(boolean isNearlyFull, String words);
    }

    /**
     * @param alarmPercent how full the pool may be before it is told as nearly full, 0 for never
     */
    public record PoolHistory(
            PoolUse use, KindHistory ipv4, KindHistory ipv6, KindHistory delegated, int alarmPercent) {}

    /**
     * Of a pool since it is there.
     *
     * @param peak most that were in use at once
     * @param exhausted sessions that got none because none was free
     * @param isNearlyFull whether that was told and holds
     */
    public record KindHistory(int peak, long exhausted, boolean isNearlyFull) {}

    /**
     * @param name of the pool
     * @param ipv4Size addresses that it can give
     * @param ipv4Used addresses that it gave
     * @param ipv6Size prefixes of links
     * @param ipv6Used of those given
     * @param delegatedSize prefixes for delegation
     * @param delegatedUsed of those given
     */
    public record PoolUse(
            String name,
            int ipv4Size,
            int ipv4Used,
            int ipv6Size,
            int ipv6Used,
            int delegatedSize,
            int delegatedUsed) {}
}
