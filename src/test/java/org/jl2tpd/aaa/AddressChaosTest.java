package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.engine.CallFacts;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices.SessionLimitAction;
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

/** Whatever servers wish, sessions do and configurations say, in whatever order: nobody has what another one has, and nothing is lost. */
class AddressChaosTest {
    private static final IpAddress OURS = IpAddress.parse("10.0.0.1");
    private static final int STEPS = 4_000;

    private final List<Configuration> configurations =
            List.of(configuration(2, 9, "10.0.0.30"), configuration(5, 12, "10.0.0.7"), configuration(20, 22, null));
    private final Map<Long, AddressGrant> live = new TreeMap<>();
    private LocalUsers users = new LocalUsers(configurations.get(0).users());
    private final Addresses addresses = new Addresses(configurations.get(0), users);
    private Random random;
    private long nextTicket = 1;

    private static Configuration configuration(int first, int last, String fixed) {
        var range = new PoolDefinition.Range(address(first), address(last));
        var pool = new PoolDefinition(
                "p",
                List.of(range),
                List.of(new IpPrefix(IpAddress.parse("2001:db8:0:" + first + "0::"), 60)),
                List.of(IpPrefix.parse("2001:db8:100::/52")),
                56);
        IpAddress own = fixed == null ? null : IpAddress.parse(fixed);
        return Configuration.builder()
                .pools(Map.of("p", pool))
                .users(List.of(
                        new UserDefinition("u0", Secret.of("x"), own, null, null, null, List.of(), true),
                        new UserDefinition("*", Secret.of("x"), null, null, null, null, List.of(), true)))
                .build();
    }

    private static IpAddress address(int last) {
        return IpAddress.parse("10.0.0." + last);
    }

    private AuthContext context() {
        Map<Attribute<?>, Object> values = new HashMap<>();
        values.put(PppAttributes.MAX_SESSIONS_PER_USER, random.nextInt(4));
        values.put(PppAttributes.SESSION_LIMIT_ACTION, SessionLimitAction.values()[random.nextInt(2)]);
        IpAddress remote = random.nextInt(8) == 0 ? address(40) : null;
        Profile ppp = new Profile(ProfileKind.PPP, "ppp", values);
        return new AuthContext("lac", "", "", "p", true, OURS, remote, ppp, CallFacts.NONE);
    }

    private AddressWish wish() {
        AddressWish.Builder wish = AddressWish.of("u" + random.nextInt(5)).sessionLimit(random.nextInt(3));
        if (random.nextInt(3) == 0) {
            wish.ipv4(address(2 + random.nextInt(24)));
        }
        if (random.nextInt(4) == 0) {
            int length = 52 + random.nextInt(13);
            wish.delegatedPrefix(new IpPrefix(
                    IpAddress.parse("2001:db8:100:" + Integer.toHexString(random.nextInt(0x1000)) + "::"), length));
        }
        if (random.nextInt(4) == 0) {
            wish.ipv6Prefix(new IpPrefix(IpAddress.parse("2001:db8:0:" + (20 + random.nextInt(50)) + "::"), 64));
        }
        return wish.build();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyHasWhatAnotherOneHasAndNothingIsLost(long seed) {
        random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            step();
            requireUnique();
        }
        new ArrayList<>(live.keySet()).forEach(this::release);
        assertThat(addresses.leases()).isZero();
        assertThat(addresses.use())
                .allSatisfy(pool -> assertThat(pool.ipv4Used() + pool.ipv6Used() + pool.delegatedUsed())
                        .as("%s", pool)
                        .isZero());
    }

    private void step() {
        int what = random.nextInt(40);
        if (what == 0) {
            Configuration other = configurations.get(random.nextInt(3));
            LocalUsers now = new LocalUsers(other.users());
            addresses.reconfigure(other, now);
            users = now;
        } else if (what < 14 && !live.isEmpty()) {
            release(any());
        } else if (what < 17 && !live.isEmpty()) {
            grant(any());
        } else {
            grant(nextTicket++);
        }
    }

    private long any() {
        return new ArrayList<>(live.keySet()).get(random.nextInt(live.size()));
    }

    private void release(long ticket) {
        live.remove(ticket);
        addresses.release(ticket);
    }

    private void grant(long ticket) {
        AddressGrant grant;
        AuthContext context = context();
        switch (random.nextInt(4)) {
            case 0 -> {
                AddressWish wish = wish().withoutAddresses();
                grant = addresses.grant(ticket, wish, context.withoutAddresses());
            }
            case 1 -> {
                String name = "u" + random.nextInt(3);
                LocalUsers.Entry user = users.find(name);
                grant = addresses.mayHold(ticket, user) ? addresses.grant(ticket, name, user, context) : null;
            }
            default -> grant = addresses.grant(ticket, wish(), context);
        }
        if (grant == null) {
            return;
        }
        if (live.containsKey(ticket)) {
            assertThat(grant.peerIpv4()).isEqualTo(live.get(ticket).peerIpv4());
            return;
        }
        long replaced = addresses.replaced();
        if (replaced != 0) {
            assertThat(live).containsKey(replaced);
            release(replaced);
        }
        live.put(ticket, grant);
    }

    private void requireUnique() {
        Set<Object> ipv4 = new HashSet<>();
        List<IpPrefix> prefixes = new ArrayList<>();
        live.forEach((ticket, grant) -> {
            assertThat(grant.peerIpv4() == null || ipv4.add(grant.peerIpv4()))
                    .as("%s of %s", grant.peerIpv4(), live)
                    .isTrue();
            add(prefixes, grant.ipv6Prefix());
            add(prefixes, grant.delegatedPrefix());
        });
    }

    private void add(List<IpPrefix> all, IpPrefix prefix) {
        if (prefix != null) {
            for (IpPrefix other : all) {
                assertThat(other.contains(prefix.address()) || prefix.contains(other.address()))
                        .as("%s and %s of %s", prefix, other, live)
                        .isFalse();
            }
            all.add(prefix);
        }
    }
}
