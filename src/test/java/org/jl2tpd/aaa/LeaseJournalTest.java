package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file of leases: what is read is what was written, whatever happened in between. */
@Timeout(30)
class LeaseJournalTest {
    @TempDir
    Path directory;

    private static LeasedAddresses leased(String user, int last) {
        return new LeasedAddresses(
                user,
                IpAddress.v4(0x0a000000 + last),
                last % 2 == 0 ? IpPrefix.parse("2001:db8:0:" + Integer.toHexString(last & 0xffff) + "::/64") : null,
                null);
    }

    private LeaseJournal open(long nowSeconds, LeaseJournal.Output output) throws IOException {
        return LeaseJournal.open(directory, "leases-test", () -> nowSeconds, output);
    }

    private LeaseJournal open(long nowSeconds) throws IOException {
        return open(nowSeconds, (channel, octets) -> channel.write(octets));
    }

    private static long counter(LeaseJournal journal, String name) {
        Map<String, Long> counters = new HashMap<>();
        journal.counters(counters::put);
        return counters.get(name);
    }

    @Test
    void whatSessionsHadIsReadByTheNextProcess() throws IOException {
        LeasedAddresses alice = leased("al ice\n+ 1%é", 2);
        try (LeaseJournal journal = open(1000)) {
            assertThat(journal.takeFormer()).isNotNull();
            journal.granted(1, alice, true);
            journal.granted(2, leased(null, 3), false);
            journal.granted(3, leased("carol", 4), true);
            journal.released(3);
        }
        try (LeaseJournal journal = open(2000)) {
            LeaseState state = journal.takeFormer();
            assertThat(state.live()).isEqualTo(Map.of(1L, alice, 2L, leased(null, 3)));
            assertThat(state.users().all()).containsExactly(alice, leased("carol", 4));
            journal.granted(1, leased("bob", 5), true);
        }
        LeaseState third = LeaseFile.read(directory.resolve("leases"), 2100);
        assertThat(third.live()).isEqualTo(Map.of(1L, leased("bob", 5)));
        assertThat(third.held())
                .containsExactly(new LeaseState.Held(alice, 2000), new LeaseState.Held(leased(null, 3), 2000));
        assertThat(LeaseFile.read(directory.resolve("leases"), 2000 + 86_401).held())
                .isEmpty();
    }

    @Test
    void theFileIsItsOwnersAlone() throws IOException {
        open(1).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("leases"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aLineThatWasCutShortAndForeignOnesAreNoLeases() throws IOException {
        Path file = directory.resolve("leases");
        String lines = "+ 1 one alice 10.0.0.2 - -\n+ x one bob 10.0.0.3 - -\n+ 2 one bob\n? ? ?\n- \n* %zz - - -\n"
                + "+ 3 one eve 2001:db8::1 - -\n= 5\n" + "x".repeat(LeaseFile.MAX_LINE + 1)
                + "\n+ 4 one carol 10.0.0.4 -";
        Files.writeString(file, lines);
        open(100).close();
        LeaseState state = LeaseFile.read(file, 100);
        assertThat(state.live()).isEmpty();
        assertThat(state.held())
                .containsExactly(new LeaseState.Held(
                        new LeasedAddresses("alice", IpAddress.parse("10.0.0.2"), null, null), 100));
    }

    @Test
    void isMadeAnewWhenItHasGrownAndSaysTheSame() throws Exception {
        Path file = directory.resolve("leases");
        try (LeaseJournal journal = open(1000)) {
            long ticket = 0;
            long most = 0;
            for (int round = 0; round < 150; round++) {
                for (int i = 0; i < 1000; i++) {
                    ticket++;
                    journal.granted(ticket, leased("user" + i, i), true);
                    journal.released(ticket - 10);
                }
                while (journal.pending() > 0) {
                    Thread.onSpinWait();
                }
                most = Math.max(most, Files.size(file));
            }
            assertThat(most).isLessThan(2 * LeaseJournal.MIN_GROWTH);
        }
        LeaseState state = LeaseFile.read(file, 1000);
        assertThat(state.live()).hasSize(10).containsValue(leased("user999", 999));
        assertThat(state.users().all()).hasSize(1000);
        assertThat(Files.exists(directory.resolve("leases.new"))).isFalse();
    }

    @Test
    void aFullDiskCostsACounterAndNothingThatFitsTheQueue() throws Exception {
        AtomicBoolean isFull = new AtomicBoolean();
        try (LeaseJournal journal = open(1000, (channel, octets) -> {
            if (isFull.get()) {
                octets.limit(octets.position() + octets.remaining() / 2);
                channel.write(octets);
                throw new IOException("No space left on device");
            }
            channel.write(octets);
        })) {
            journal.granted(1, leased("alice", 1), true);
            while (Files.size(directory.resolve("leases")) < 20) {
                Thread.sleep(5);
            }
            isFull.set(true);
            journal.granted(2, leased("bob", 2), true);
            while (counter(journal, "lease_write_failures") == 0) {
                Thread.sleep(5);
            }
            for (int i = 0; i < LeaseJournal.MAX_PENDING + 100; i++) {
                journal.released(1000 + i);
            }
            assertThat(counter(journal, "lease_changes_lost")).isPositive();
            isFull.set(false);
            while (journal.pending() > 0) {
                Thread.sleep(5);
            }
            journal.granted(3, leased("carol", 3), true);
        }
        LeaseState state = LeaseFile.read(directory.resolve("leases"), 1000);
        assertThat(List.copyOf(state.live().values()))
                .isEqualTo(List.of(leased("alice", 1), leased("bob", 2), leased("carol", 3)));
    }

    @Test
    void noMoreUsersThanTheLimitAreRemembered() {
        RememberedUsers users = new RememberedUsers(2);
        users.add(leased("a", 1));
        users.add(leased("b", 2));
        users.add(leased("a", 3));
        users.add(leased("c", 4));
        assertThat(users.all()).containsExactly(leased("a", 3), leased("c", 4));
    }
}
