package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.UserDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pools, users and our own addresses change in any order while sessions come and go: no address or prefix is anybody's twice, a session
 * keeps what it has, and when all have ended the pools are whole.
 */
class ReconfiguredPoolsTest {
    private static final int STEPS = 6_000;
    private static final int USERS = 6;
    private static final IpAddress OURS = IpAddress.parse("10.0.0.1");

    /** What may be in pools; each configuration deals some of them to three pools. */
    private static final List<PoolDefinition.Range> RANGES = List.of(
            range("10.0.0.0", "10.0.0.7"),
            range("10.0.0.8", "10.0.0.11"),
            range("10.0.1.1", "10.0.1.1"),
            range("10.0.2.250", "10.0.3.4"));

    private static final List<IpPrefix> LINKS = prefixes("2001:db8::/62", "2001:db8:0:8::/64", "2001:db8:1::/63");
    private static final List<IpPrefix> BLOCKS =
            prefixes("2001:db8:100::/54", "2001:db8:200::/56", "2001:db8:300::/55");

    private final Map<Long, Held> sessions = new TreeMap<>();
    private LocalAuthenticator authenticator;
    private Random random;
    private long lastTicket;

    /** @param wish of a server, null for a user of the configuration */
    private record Held(String user, String pool, AddressWish wish, AddressGrant grant) {}

    private static PoolDefinition.Range range(String first, String last) {
        return new PoolDefinition.Range(IpAddress.parse(first), IpAddress.parse(last));
    }

    private static List<IpPrefix> prefixes(String... texts) {
        return java.util.stream.Stream.of(texts).map(IpPrefix::parse).toList();
    }

    private Configuration any() {
        Map<String, PoolDefinition> pools = new HashMap<>();
        var ranges = deal(RANGES);
        var links = deal(LINKS);
        var blocks = deal(BLOCKS);
        int length = 56 + random.nextInt(3);
        for (int i = 0; i < 3; i++) {
            if (random.nextInt(6) > 0) {
                pools.put("p" + i, new PoolDefinition("p" + i, ranges.get(i), links.get(i), blocks.get(i), length));
            }
        }
        Map<org.jl2tpd.profile.Attribute<?>, Object> ppp = new HashMap<>();
        ppp.put(PppAttributes.LOCAL_IPADDR, random.nextBoolean() ? OURS : IpAddress.parse("10.0.0.9"));
        return Configuration.builder()
                .profiles(Map.of(ProfileKind.PPP, Map.of("ppp", new Profile(ProfileKind.PPP, "ppp", ppp))))
                .users(users())
                .pools(pools)
                .build();
    }

    /** Each to one of the pools or to none, in any order. */
    private <T> List<List<T>> deal(List<T> all) {
        List<List<T>> hands = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<T> mixed = new ArrayList<>(all);
        java.util.Collections.shuffle(mixed, random);
        for (T each : mixed) {
            int hand = random.nextInt(4);
            if (hand < 3) {
                hands.get(hand).add(each);
            }
        }
        return hands;
    }

    private List<UserDefinition> users() {
        List<UserDefinition> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            int kind = random.nextInt(8);
            if (kind > 0) {
                users.add(new UserDefinition(
                        "u" + i,
                        Secret.of("secret"),
                        kind == 1 ? IpAddress.parse("10.0.0." + (2 + random.nextInt(10))) : null,
                        kind == 2 ? IpPrefix.parse("2001:db8:0:" + random.nextInt(4) + "::/64") : null,
                        kind == 3 ? IpPrefix.parse("2001:db8:100:" + 100 * random.nextInt(3) + "::/56") : null,
                        kind == 4 ? "p1" : null,
                        List.of(),
                        true));
            }
        }
        users.add(new UserDefinition("*", Secret.of("secret"), null, null, null, null, List.of(), true));
        return users;
    }

    private void open() {
        if (random.nextInt(3) == 0) {
            wish(++lastTicket, anyWish(), "p" + random.nextInt(3));
            return;
        }
        ask(++lastTicket, "u" + random.nextInt(USERS + 3), "p" + random.nextInt(3));
    }

    private void ask(long ticket, String user, String pool) {
        AuthRequest request = new AuthRequest.Pap(user, Secret.of("secret"));
        AuthReply reply =
                authenticator.authenticate(ticket, request, new AuthContext("lac", "", "", pool, true, OURS, null));
        if (reply.accepted()) {
            sessions.remove(reply.replacesTicket());
            sessions.put(ticket, new Held(user, pool, null, reply.grant()));
        }
    }

    private void wish(long ticket, AddressWish wish, String pool) {
        Addresses addresses = authenticator.addresses();
        AddressGrant grant = addresses.grant(ticket, wish, new AuthContext("lac", "", "", pool, true, OURS, null));
        if (grant != null) {
            sessions.remove(addresses.replaced());
            sessions.put(ticket, new Held(wish.userName(), pool, wish, grant));
        } else {
            assertThat(addresses.problem()).isNotEmpty();
        }
    }

    /** Of a server that knows nothing of our pools, or names one. */
    private AddressWish anyWish() {
        AddressWish.Builder wish = AddressWish.of("r" + random.nextInt(4));
        if (random.nextInt(3) == 0) {
            wish.ipv4(IpAddress.parse("10.0.0." + random.nextInt(12)));
        }
        if (random.nextInt(3) == 0) {
            wish.ipv6Prefix(IpPrefix.parse("2001:db8:" + random.nextInt(2) + ":" + random.nextInt(9) + "::/64"));
        }
        if (random.nextInt(3) == 0) {
            int length = 54 + random.nextInt(8);
            wish.delegatedPrefix(IpPrefix.parse("2001:db8:100:" + 100 * random.nextInt(4) + "::/" + length));
        }
        if (random.nextInt(4) == 0) {
            wish.ipv4Pool("p" + random.nextInt(4)).delegatedPool("p" + random.nextInt(3));
        }
        return wish.build();
    }

    /** A session that proves itself again has what it had. */
    private void proveAgain() {
        if (!sessions.isEmpty()) {
            long ticket = anySession();
            Held before = sessions.get(ticket);
            if (before.wish == null) {
                ask(ticket, before.user, before.pool);
            } else {
                wish(ticket, before.wish, before.pool);
            }
            AddressGrant now = sessions.get(ticket).grant;
            assertThat(now.peerIpv4()).isEqualTo(before.grant.peerIpv4());
            assertThat(now.ipv6Prefix()).isEqualTo(before.grant.ipv6Prefix());
            assertThat(now.delegatedPrefix()).isEqualTo(before.grant.delegatedPrefix());
        }
    }

    private long anySession() {
        return new ArrayList<>(sessions.keySet()).get(random.nextInt(sessions.size()));
    }

    private void close() {
        if (!sessions.isEmpty()) {
            long ticket = anySession();
            authenticator.release(ticket);
            sessions.remove(ticket);
        }
    }

    private void requireNothingTwice(int step) {
        Map<IpAddress, Long> addresses = new HashMap<>();
        List<IpPrefix> prefixes = new ArrayList<>();
        sessions.forEach((ticket, held) -> {
            if (held.grant.peerIpv4() != null) {
                assertThat(addresses.put(held.grant.peerIpv4(), ticket))
                        .as("step %d: %s of session %d", step, held.grant.peerIpv4(), ticket)
                        .isNull();
            }
            add(prefixes, held.grant.ipv6Prefix(), step);
            add(prefixes, held.grant.delegatedPrefix(), step);
        });
    }

    private static void add(List<IpPrefix> prefixes, IpPrefix prefix, int step) {
        if (prefix != null) {
            assertThat(prefixes)
                    .as("step %d: what overlaps %s", step, prefix)
                    .noneMatch(other -> other.contains(prefix.address()) || prefix.contains(other.address()));
            prefixes.add(prefix);
        }
    }

    private void requireWholePools(Configuration last) {
        for (long ticket : List.copyOf(sessions.keySet())) {
            authenticator.release(ticket);
        }
        LocalAuthenticator fresh = new LocalAuthenticator(last);
        assertThat(authenticator.pools()).isEqualTo(fresh.pools()).allSatisfy(pool -> {
            assertThat(pool.ipv4Used()).isZero();
            assertThat(pool.ipv6Used()).isZero();
            assertThat(pool.delegatedUsed()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingIsAnybodysTwiceWhateverBecomesOfThePools(long seed) {
        random = new Random(seed);
        Configuration current = any();
        authenticator = new LocalAuthenticator(current);
        int most = 0;
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(20);
            if (what == 0) {
                current = any();
                authenticator.reconfigure(current);
            } else if (what < 10) {
                open();
            } else if (what < 12) {
                proveAgain();
            } else if (what < 18) {
                close();
            }
            requireNothingTwice(step);
            most = Math.max(most, sessions.size());
        }
        assertThat(most).as("sessions at once").isGreaterThan(10);
        requireWholePools(current);
    }
}
