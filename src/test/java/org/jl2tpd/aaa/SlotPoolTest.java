package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;

/** Slots, addresses of slots, and leases: small numbers by hand, large ones against a plain model. */
class SlotPoolTest {
    @Test
    void givesWhatWasNeverUsedAndThenWhatIsFreeForLongest() {
        SlotPool pool = new SlotPool(3);
        assertThat(List.of(pool.take(-1), pool.take(-1))).containsExactly(0, 1);
        pool.release(1);
        pool.release(0);
        assertThat(List.of(pool.take(-1), pool.take(-1), pool.take(-1))).containsExactly(2, 1, 0);
        assertThat(pool.take(-1)).isEqualTo(SlotPool.NONE);
    }

    @Test
    void givesThePreferredSlotWhileItIsFree() {
        SlotPool pool = new SlotPool(4);
        for (int i = 0; i < 3; i++) {
            pool.take(-1);
        }
        pool.release(0);
        pool.release(1);
        pool.release(2);
        assertThat(pool.take(1)).isEqualTo(1);
        assertThat(pool.take(1)).isEqualTo(3);
        assertThat(pool.take(-1)).isZero();
        assertThat(pool.take(-1)).isEqualTo(2);
    }

    @Test
    void neverGivesAReservedSlot() {
        SlotPool pool = new SlotPool(3);
        pool.reserve(0);
        pool.reserve(2);
        assertThat(pool.size()).isEqualTo(1);
        assertThat(pool.take(-1)).isEqualTo(1);
        assertThat(pool.take(0)).isEqualTo(SlotPool.NONE);
        assertThat(pool.release(0)).isFalse();
    }

    @Test
    void blocksRangesWithoutASlotForEachAndGivesThemAgainWhenNobodyHasThem() {
        SlotPool pool = new SlotPool(SlotPool.MAX_CAPACITY);
        pool.reserve(5);
        pool.block(0, SlotPool.MAX_CAPACITY - 1);
        pool.block(3, 9);
        assertThat(pool.used()).isEqualTo(SlotPool.MAX_CAPACITY - 2);
        assertThat(pool.take(-1)).isEqualTo(SlotPool.MAX_CAPACITY - 1);
        assertThat(pool.take(-1)).isEqualTo(SlotPool.NONE);
        pool.unblock(0, SlotPool.MAX_CAPACITY - 1);
        assertThat(pool.used()).isEqualTo(6);
        assertThat(pool.release(0)).isFalse();
        assertThat(List.of(pool.take(-1), pool.take(-1), pool.take(-1))).containsExactly(0, 1, 2);
        assertThat(pool.take(-1)).isEqualTo(9);
        pool.unblock(3, 9);
        assertThat(pool.used()).isEqualTo(5);
    }

    @Test
    void rangesThatOverlapAreCountedLikeSlotsInAModel() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            SlotPool pool = new SlotPool(40);
            int[] holders = new int[40];
            List<int[]> ranges = new java.util.ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int first = random.nextInt(40);
                ranges.add(new int[] {first, first + 1 + random.nextInt(40 - first)});
                pool.block(ranges.get(i)[0], ranges.get(i)[1]);
                count(holders, ranges.get(i), 1);
            }
            java.util.Set<Integer> taken = new java.util.HashSet<>();
            java.util.Collections.shuffle(ranges, random);
            for (int[] range : ranges) {
                assertThat(pool.used()).isEqualTo((int) blockedOf(holders) + taken.size());
                int slot = pool.take(-1);
                if (slot != SlotPool.NONE) {
                    assertThat(holders[slot]).isZero();
                    assertThat(taken.add(slot)).isTrue();
                }
                pool.unblock(range[0], range[1]);
                count(holders, range, -1);
            }
            while (taken.size() < 40) {
                assertThat(taken.add(pool.take(-1))).isTrue();
            }
            assertThat(pool.take(-1)).isEqualTo(SlotPool.NONE);
        }
    }

    private static void count(int[] holders, int[] range, int by) {
        for (int i = range[0]; i < range[1]; i++) {
            holders[i] += by;
        }
    }

    private static long blockedOf(int[] holders) {
        return java.util.Arrays.stream(holders).filter(n -> n > 0).count();
    }

    @Test
    void whatOverlapsAPrefixIsFoundInTheUpperHalfOfAllAddresses() {
        PrefixPool pool = new PrefixPool(List.of(IpPrefix.parse("fd00:1::/48")), 56);
        List<String> ranges = new java.util.ArrayList<>();
        for (String prefix : List.of("fc00::/7", "::/0", "fd00:1:0:100::/56", "fd00:1:0:280::/60", "fd00:2::/48")) {
            pool.overlapping(IpPrefix.parse(prefix), (first, end) -> ranges.add(first + "-" + end));
        }
        assertThat(ranges).containsExactly("0-256", "0-256", "1-2", "2-3");
    }

    @Test
    void takesBackOnlyWhatWasTaken() {
        SlotPool pool = new SlotPool(2);
        int slot = pool.take(-1);
        assertThat(pool.release(slot)).isTrue();
        assertThat(pool.release(slot)).isFalse();
        assertThat(pool.release(7)).isFalse();
        assertThat(pool.release(SlotPool.NONE)).isFalse();
        assertThat(pool.used()).isZero();
    }

    @Test
    void behavesLikeAQueueOfFreeSlots() {
        SlotPool pool = new SlotPool(100);
        Deque<Integer> model = new ArrayDeque<>();
        for (int i = 0; i < 100; i++) {
            model.add(i);
        }
        Deque<Integer> taken = new ArrayDeque<>();
        Random random = new Random(1);
        for (int step = 0; step < 20_000; step++) {
            if (random.nextBoolean()) {
                Integer expected = model.poll();
                assertThat(pool.take(-1)).isEqualTo(expected == null ? SlotPool.NONE : expected);
                if (expected != null) {
                    taken.add(expected);
                }
            } else if (!taken.isEmpty()) {
                int slot = random.nextBoolean() ? taken.pollFirst() : taken.pollLast();
                assertThat(pool.release(slot)).isTrue();
                model.add(slot);
            }
        }
        assertThat(pool.used()).isEqualTo(taken.size());
    }

    @Test
    void aMillionAddressesAreTakenAndGivenBackInATurn() {
        AddressPool pool = new AddressPool(
                List.of(new PoolDefinition.Range(IpAddress.parse("10.0.0.0"), IpAddress.parse("10.15.255.255"))));
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 1 << 20; i++) {
                if (pool.slots().take(-1) == SlotPool.NONE) {
                    throw new AssertionError("exhausted at " + i);
                }
            }
            assertThat(pool.slots().take(-1)).isEqualTo(SlotPool.NONE);
            for (int i = 0; i < 1 << 20; i++) {
                pool.slots().release(i);
            }
        }
        assertThat(pool.slots().used()).isZero();
    }

    @Test
    void numbersTheAddressesOfAllRanges() {
        AddressPool pool = new AddressPool(List.of(
                new PoolDefinition.Range(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2")),
                new PoolDefinition.Range(IpAddress.parse("255.255.255.254"), IpAddress.parse("255.255.255.255"))));
        assertThat(pool.slots().size()).isEqualTo(4);
        assertThat(pool.address(1)).isEqualTo(IpAddress.parse("10.0.0.2"));
        assertThat(pool.address(3)).isEqualTo(IpAddress.parse("255.255.255.255"));
        pool.reserve(IpAddress.parse("255.255.255.254"));
        pool.reserve(IpAddress.parse("192.0.2.1"));
        assertThat(pool.slots().size()).isEqualTo(3);
    }

    @Test
    void cutsPrefixesFromBlocks() {
        PrefixPool pool =
                new PrefixPool(List.of(IpPrefix.parse("2001:db8::/64"), IpPrefix.parse("2001:db8:100::/40")), 56);
        assertThat(pool.prefix(1)).isEqualTo(IpPrefix.parse("2001:db8:100::/56"));
        assertThat(pool.prefix(2)).isEqualTo(IpPrefix.parse("2001:db8:100:100::/56"));
        pool.reserve(IpPrefix.parse("2001:db8:100:100::/60"));
        pool.slots().take(-1);
        pool.slots().take(-1);
        assertThat(pool.prefix(pool.slots().take(-1))).isEqualTo(IpPrefix.parse("2001:db8:100:200::/56"));
    }

    @Test
    void leasesAreFoundLikeInAMap() {
        LeaseTable leases = new LeaseTable();
        Map<Long, Integer> model = new HashMap<>();
        Random random = new Random(2);
        for (int step = 0; step < 50_000; step++) {
            long ticket = random.nextInt(2_000) * 0x100000001L;
            int row = leases.find(ticket);
            assertThat(row != LeaseTable.NONE).isEqualTo(model.containsKey(ticket));
            if (row == LeaseTable.NONE) {
                leases.insert(new Lease(ticket, step, null, new int[] {1, 1, 1}, new int[] {2, 3, 4}));
                model.put(ticket, step);
            } else {
                assertThat(leases.user(row)).isEqualTo(model.remove(ticket));
                leases.remove(row);
            }
        }
        assertThat(leases.size()).isEqualTo(model.size());
        model.forEach(
                (ticket, user) -> assertThat(leases.user(leases.find(ticket))).isEqualTo(user));
    }
}
