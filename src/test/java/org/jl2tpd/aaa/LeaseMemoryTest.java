package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;

/** Who comes again gets what he had: after an end, after another configuration, and after a crash. */
class LeaseMemoryTest {
    private static final long SECOND = 1_000_000_000L;
    private static final IpAddress OURS = IpAddress.parse("192.0.2.1");

    private static final int SIZE = 12;

    private long nowNs = 77 * SECOND;

    /** What a process keeps; the next one is given it. */
    private static final class Journal implements LeaseLog {
        final LeaseState state = LeaseState.empty();

        @Override
        public void granted(long ticket, LeasedAddresses addresses, boolean isRemembered) {
            state.live().put(ticket, addresses);
            if (isRemembered) {
                state.users().add(addresses);
            }
        }

        @Override
        public void released(long ticket) {
            assertThat(state.live().remove(ticket)).isNotNull();
        }
    }

    private static Configuration configuration(boolean isSticky, int holdSeconds, int size) {
        var range = new PoolDefinition.Range(IpAddress.v4(0x0a000001), IpAddress.v4(0x0a000000 + size));
        var pool = new PoolDefinition(
                "p",
                List.of(range),
                List.of(IpPrefix.parse("2001:db8::/56")),
                List.of(),
                56,
                isSticky,
                holdSeconds,
                90);
        return Configuration.builder().pools(Map.of("p", pool)).build();
    }

    private Addresses start(Configuration configuration, LeaseState state, LeaseLog log) {
        Addresses addresses = new Addresses(configuration, new LocalUsers(List.of()));
        addresses.restore(state, log, () -> nowNs, 5000);
        return addresses;
    }

    private static AddressGrant grant(Addresses addresses, long ticket, String user) {
        AuthContext context = new AuthContext("lac", "", "", "p", true, OURS, null);
        return addresses.grant(ticket, AddressWish.of(user).build(), context);
    }

    private static String ipv4(Addresses addresses, long ticket, String user) {
        AddressGrant grant = grant(addresses, ticket, user);
        return grant == null ? addresses.problem() : grant.peerIpv4().toString();
    }

    @Test
    void aUserGetsAgainWhatItHadOfEachKindAlsoFromPoolsThatWereMadeAnew() {
        Addresses addresses = start(configuration(true, 0, 4), LeaseState.empty(), LeaseLog.NONE);
        grant(addresses, 1, "other");
        AddressGrant first = grant(addresses, 2, "alice");
        addresses.release(1);
        addresses.release(2);
        assertThat(grant(addresses, 3, "alice")).isEqualTo(first);
        addresses.release(3);
        addresses.reconfigure(configuration(true, 0, 5), new LocalUsers(List.of()));
        assertThat(grant(addresses, 4, "alice")).isEqualTo(first);
    }

    @Test
    void aPoolThatIsNotStickyGivesWhatWasNotGivenYet() {
        Addresses addresses = start(configuration(false, 0, 4), LeaseState.empty(), LeaseLog.NONE);
        assertThat(ipv4(addresses, 1, "alice")).isEqualTo("10.0.0.1");
        addresses.release(1);
        assertThat(ipv4(addresses, 2, "alice")).isEqualTo("10.0.0.2");
    }

    @Test
    void afterARestartAUserGetsAgainWhatItHad() {
        Journal journal = new Journal();
        Addresses before = start(configuration(true, 120, 4), LeaseState.empty(), journal);
        grant(before, 1, "alice");
        AddressGrant bobs = grant(before, 2, "bob");
        before.release(1);
        before.release(2);
        Addresses after = start(configuration(true, 120, 4), journal.state, LeaseLog.NONE);
        assertThat(after.use().get(0).ipv4Used()).isZero();
        assertThat(grant(after, 1, "bob")).isEqualTo(bobs);
        assertThat(ipv4(after, 2, "carol")).isEqualTo("10.0.0.1");
    }

    private Addresses afterACrash(int holdSeconds) {
        Journal journal = new Journal();
        Addresses before = start(configuration(true, holdSeconds, 3), LeaseState.empty(), journal);
        grant(before, 1, "alice");
        grant(before, 2, "bob");
        return start(configuration(true, holdSeconds, 3), journal.state, LeaseLog.NONE);
    }

    @Test
    void afterACrashNobodyElseGetsWhatASessionHadUnlessNothingElseIsFree() {
        Addresses after = afterACrash(120);
        assertThat(after.use().get(0).ipv4Used()).isEqualTo(2);
        assertThat(ipv4(after, 1, "carol")).isEqualTo("10.0.0.3");
        assertThat(ipv4(after, 2, "alice")).isEqualTo("10.0.0.1");
        assertThat(ipv4(after, 3, "dave")).isEqualTo("10.0.0.2");
        assertThat(ipv4(after, 4, "bob")).isEqualTo("pool \"p\" has no free IPv4 address");
        for (long ticket = 1; ticket <= 3; ticket++) {
            after.release(ticket);
        }
        assertThat(after.use().get(0).ipv4Used()).isZero();
    }

    @Test
    void whatIsHeldIsAnybodysAfterTheTimeOfThePool() {
        Addresses after = afterACrash(120);
        nowNs += 119 * SECOND;
        assertThat(ipv4(after, 1, "carol")).isEqualTo("10.0.0.3");
        nowNs += SECOND;
        assertThat(ipv4(after, 2, "dave")).isEqualTo("10.0.0.1");
        assertThat(after.use().get(0).ipv4Used()).isEqualTo(2);
    }

    @Test
    void nothingIsHeldWhereThePoolSaysSo() {
        assertThat(afterACrash(0).use().get(0).ipv4Used()).isZero();
    }

    @Test
    void whatIsHeldStaysHeldAtAnotherConfiguration() {
        Addresses after = afterACrash(120);
        after.reconfigure(configuration(true, 120, 4), new LocalUsers(List.of()));
        assertThat(ipv4(after, 1, "carol")).isEqualTo("10.0.0.3");
        assertThat(ipv4(after, 2, "dave")).isEqualTo("10.0.0.4");
        assertThat(ipv4(after, 3, "bob")).isEqualTo("10.0.0.2");
        nowNs += 200 * SECOND;
        assertThat(ipv4(after, 4, "eve")).isEqualTo("10.0.0.1");
    }

    @Test
    void whatWasHeldBeforeASecondCrashIsHeldForTheRestOfItsTime() {
        LeaseState state = LeaseState.empty();
        state.held().add(new LeaseState.Held(new LeasedAddresses("alice", IpAddress.v4(0x0a000001), null, null), 4920));
        Addresses after = start(configuration(true, 120, 2), state, LeaseLog.NONE);
        assertThat(ipv4(after, 1, "bob")).isEqualTo("10.0.0.2");
        nowNs += 40 * SECOND;
        assertThat(ipv4(after, 2, "carol")).isEqualTo("10.0.0.1");
    }

    /** Crashes at any moment: nothing is anybody's twice, what is free is not lost, and who comes in time has what he had. */
    @Test
    void throughAnyNumberOfCrashesNothingIsLostAndNothingIsAnybodysTwice() {
        Random random = new Random(5);
        Journal journal = new Journal();
        Configuration configuration = configuration(true, 60, SIZE);
        Addresses addresses = start(configuration, LeaseState.empty(), journal);
        Map<Long, String> sessions = new HashMap<>();
        Map<IpAddress, String> held = new HashMap<>();
        long heldUntilNs = 0;
        int own = 0;
        for (long ticket = 1; ticket < 20_000; ticket++) {
            nowNs += random.nextInt(2 * (int) SECOND);
            int what = random.nextInt(200);
            if (nowNs >= heldUntilNs) {
                held.clear();
            }
            if (what == 0) {
                held.clear();
                journal.state.live().values().forEach(each -> held.put(each.ipv4(), each.userName()));
                heldUntilNs = nowNs + 60 * SECOND;
                LeaseState left = journal.state;
                journal = new Journal();
                addresses = start(configuration, left, journal);
                sessions.clear();
            } else if (what < 110) {
                String user = "u" + random.nextInt(16);
                int free = SIZE - sessions.size() - held.size();
                AddressGrant grant = grant(addresses, ticket, user);
                assertThat(grant == null).isEqualTo(sessions.size() == SIZE);
                if (grant != null) {
                    sessions.put(ticket, user);
                    own += held.containsValue(user) ? 1 : 0;
                    String holder = held.containsValue(user) ? user : free > 0 ? null : held.get(grant.peerIpv4());
                    assertThat(held.remove(grant.peerIpv4())).isEqualTo(holder);
                }
            } else if (!sessions.isEmpty()) {
                long any = new ArrayList<>(sessions.keySet()).get(random.nextInt(sessions.size()));
                addresses.release(any);
                sessions.remove(any);
            }
            requireNothingTwice(journal, sessions.size());
        }
        assertThat(own).isGreaterThan(50);
    }

    private static void requireNothingTwice(Journal journal, int sessions) {
        assertThat(journal.state.live().values().stream()
                        .map(LeasedAddresses::ipv4)
                        .distinct()
                        .count())
                .isEqualTo(sessions);
    }
}
