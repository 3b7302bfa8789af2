package org.jl2tpd.aaa.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jl2tpd.aaa.accounting.SpooledRecord.Kind;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random servers, disks and crashes: nothing is lost, nothing is out of order, and only what no server's answer came for is told twice. */
final class SpoolMachineTest {
    private static final RadiusResult TAKEN =
            new RadiusResult.Answered(RadiusCode.ACCOUNTING_RESPONSE, new AttributeSet(), "one");
    private static final RadiusResult SILENT = new RadiusResult.Failed(RadiusResult.Failure.SILENT, "nobody answered");

    private record Sent(SpooledRecord record, long number) {}

    /** Daemons one after the other on one disk, and the server that they tell. */
    private static final class World {
        final Random random;
        final MemoryFiles files = new MemoryFiles();
        final List<String> told = new ArrayList<>();
        final List<Sent> air = new ArrayList<>();
        final Map<String, Kind> running = new LinkedHashMap<>();

        /** Names of records in the order in which they were made, and of those that are surely on disk. */
        final List<String> made = new ArrayList<>();

        final Set<String> safe = new HashSet<>();
        final List<String> heard = new ArrayList<>();

        /** Of this process: those that are not surely on disk yet. */
        final List<String> unsafe = new ArrayList<>();

        final Set<String> taken = new HashSet<>();
        final Set<String> surelyTaken = new HashSet<>();
        final Map<String, Integer> perKey = new HashMap<>();
        SpoolMachine machine;
        long nowNs = 1;
        int serial;
        int restarts;

        World(long seed) {
            random = new Random(seed);
        }

        static SpooledRecord record(Kind kind, String key, String name) {
            AttributeSet attributes = new AttributeSet()
                    .add(Attributes.ACCT_STATUS_TYPE, kind.number)
                    .add(Attributes.USER_NAME, name)
                    .add(Attributes.CLASS, new byte[] {0, 1, (byte) 0xff});
            return new SpooledRecord(kind, "", key, 1000, attributes);
        }

        void start(long limit) {
            air.clear();
            unsafe.clear();
            taken.clear();
            machine = new SpoolMachine(files, limit, (record, number) -> air.add(new Sent(record, number)), told::add);
            try {
                for (SpooledRecord left : machine.recover()) {
                    make(Kind.STOP, left.key());
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            make(Kind.ON, "on-" + restarts++);
            running.clear();
        }

        void make(Kind kind, String key) {
            String name = key + "/" + kind + "/" + perKey.merge(key, 1, Integer::sum);
            made.add(name);
            unsafe.add(name);
            machine.add(record(kind, key, name));
        }

        void someEvent() {
            int dice = random.nextInt(10);
            if (dice < 4 || running.isEmpty()) {
                String key = "session-" + serial++;
                running.put(key, Kind.START);
                make(Kind.START, key);
            } else {
                String key = List.copyOf(running.keySet()).get(random.nextInt(running.size()));
                make(dice < 7 ? Kind.INTERIM : Kind.STOP, key);
                if (dice >= 7) {
                    running.remove(key);
                }
            }
        }

        void turn() {
            machine.turn(nowNs);
            if (machine.numbers().problem().isEmpty()) {
                safe.addAll(unsafe);
                unsafe.clear();
                surelyTaken.addAll(taken);
            }
        }

        /** @param loss of requests and of answers, in hundredths */
        void answerSome(int loss) {
            for (Sent sent : List.copyOf(air)) {
                if (random.nextInt(3) == 0) {
                    continue;
                }
                air.remove(sent);
                boolean arrives = random.nextInt(100) >= loss;
                boolean isAnswered = arrives && random.nextInt(100) >= loss;
                String name = sent.record().attributes().text(Attributes.USER_NAME);
                if (arrives) {
                    assertThat(surelyTaken).doesNotContain(name);
                    heard.add(name);
                }
                if (isAnswered) {
                    taken.add(name);
                }
                machine.onResult("", sent.number(), isAnswered ? TAKEN : SILENT, nowNs);
            }
        }

        void drain() {
            for (int i = 0; i < 5000 && machine.waiting() > 0; i++) {
                nowNs += 1_000_000_000L;
                turn();
                answerSome(0);
            }
            turn();
            assertThat(machine.waiting()).isZero();
        }

        void check() {
            assertThat(heard).containsAll(safe);
            List<String> firsts = new ArrayList<>(new java.util.LinkedHashSet<>(heard));
            Map<String, Integer> place = new HashMap<>();
            firsts.forEach(name -> place.put(name, place.size()));
            Map<String, Integer> lastOfKey = new HashMap<>();
            int barrier = -1;
            int latest = -1;
            for (String name : made) {
                Integer at = place.get(name);
                if (at == null) {
                    continue;
                }
                assertThat(at).as(name + " comes after the barrier before it").isGreaterThan(barrier);
                String key = name.substring(0, name.indexOf('/'));
                assertThat(at).as(name).isGreaterThan(lastOfKey.getOrDefault(key, -1));
                lastOfKey.put(key, at);
                if (key.startsWith("on-")) {
                    assertThat(at).as(name + " comes after all before it").isGreaterThan(latest);
                    barrier = at;
                }
                latest = Math.max(latest, at);
            }
        }

        void everyStartHasItsStop() {
            for (String name : safe) {
                if (name.contains("/START/")) {
                    String key = name.substring(0, name.indexOf('/'));
                    assertThat(heard).anyMatch(other -> other.startsWith(key + "/STOP/"));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void losesNothingWhileServersAreSilentNowAndThenAndTheProcessIsKilled(long seed) {
        World world = new World(seed);
        world.start(1_000_000);
        for (int life = 0; life < 5; life++) {
            world.files.life = 2_000 + world.random.nextInt(40_000);
            try {
                runAWhile(world);
            } catch (MemoryFiles.Killed e) {
                // The next one begins with what is on the disk.
            }
            world.files.life = Long.MAX_VALUE;
            world.start(1_000_000);
        }
        world.drain();
        world.check();
        world.everyStartHasItsStop();
        assertThat(world.files.contents.keySet()).hasSizeLessThanOrEqualTo(3);
    }

    private static void runAWhile(World world) {
        for (int i = 0; i < 300; i++) {
            for (int n = world.random.nextInt(6); n > 0; n--) {
                world.someEvent();
            }
            world.nowNs += world.random.nextInt(400_000_000);
            world.turn();
            boolean isSilent = i % 100 > 60;
            world.answerSome(isSilent ? 100 : 10);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsRecordsInMemoryWhileTheDiskIsFullAndWritesThemLater(long seed) {
        World world = new World(seed);
        world.start(1_000_000);
        world.files.room = 20_000;
        for (int i = 0; i < 200; i++) {
            world.someEvent();
            world.nowNs += 100_000_000;
            world.turn();
            world.answerSome(i < 150 ? 100 : 30);
        }
        assertThat(world.told).hasSize(1).first().asString().contains("No space left on device");
        world.files.room = Long.MAX_VALUE;
        world.nowNs += SpoolMachine.DISK_RETRY_NS;
        world.turn();
        assertThat(world.machine.numbers().problem()).isEmpty();
        assertThat(world.told).hasSize(2).last().asString().contains("again");
        world.start(1_000_000);
        world.drain();
        world.check();
        world.everyStartHasItsStop();
    }

    @Test
    void readsWhatIsWholeWhereverTheFileEnds() throws IOException {
        World world = new World(1);
        world.start(1_000_000);
        for (int i = 0; i < 4; i++) {
            world.make(Kind.START, "s" + i);
        }
        world.turn();
        String file = world.files.contents.keySet().stream()
                .filter(name -> name.endsWith(Segment.RECORDS))
                .findFirst()
                .orElseThrow();
        byte[] whole = world.files.contents.get(file);
        int before = 0;
        for (int length = 0; length <= whole.length; length++) {
            MemoryFiles cut = new MemoryFiles();
            cut.contents.put(file, java.util.Arrays.copyOf(whole, length));
            List<String> told = new ArrayList<>();
            List<Sent> sent = new ArrayList<>();
            SpoolMachine machine =
                    new SpoolMachine(cut, 1000, (record, number) -> sent.add(new Sent(record, number)), told::add);
            machine.recover();
            int found = (int) machine.waiting();
            assertThat(found).isBetween(before, before + 1);
            boolean isAtTheEndOfOne = length == 0 || found > before || length == whole.length;
            assertThat(told).hasSize(isAtTheEndOfOne ? 0 : 1);
            before = found;
        }
        assertThat(before).isEqualTo(5);
    }

    /** The records' end is lost with the power, and what says that they were taken is not. */
    @Test
    void whatIsSaidToBeTakenAndIsNotThereHidesNothingThatWaits() throws IOException {
        World world = new World(1);
        world.start(1_000_000);
        for (int i = 0; i < 4; i++) {
            world.make(Kind.START, "s" + i);
        }
        world.turn();
        String file = world.files.contents.keySet().stream()
                .filter(name -> name.endsWith(Segment.RECORDS))
                .findFirst()
                .orElseThrow();
        byte[] whole = world.files.contents.get(file);
        String name = file.substring(0, file.length() - Segment.RECORDS.length());
        MemoryFiles files = new MemoryFiles();
        files.contents.put(file, java.util.Arrays.copyOf(whole, whole.length - 1));
        Segment taken = Segment.make(files, name, 1);
        for (int number = 2; number <= 5; number++) {
            taken.take(number);
        }
        taken.writeTaken();
        files.contents.put(file, java.util.Arrays.copyOf(whole, whole.length - 1));
        SpoolMachine machine = new SpoolMachine(files, 1000, (record, number) -> {}, told -> {});
        machine.recover();
        assertThat(machine.waiting()).isEqualTo(1);
        assertThat(files.contents).containsKey(file);
    }

    @Test
    void aDamagedRecordIsNotTold() throws IOException {
        World world = new World(1);
        world.start(1_000_000);
        world.make(Kind.START, "s");
        world.turn();
        String file = world.files.contents.keySet().stream()
                .filter(name -> name.endsWith(Segment.RECORDS))
                .findFirst()
                .orElseThrow();
        byte[] octets = world.files.contents.get(file);
        octets[octets.length - 1] ^= 1;
        SpoolMachine machine = new SpoolMachine(world.files, 1000, (record, number) -> {}, world.told::add);
        machine.recover();
        assertThat(machine.waiting()).isEqualTo(1);
        assertThat(world.told).singleElement().asString().contains("cut");
    }

    @Test
    void dropsInterimRecordsFirstWhenTooManyWait() {
        World world = new World(1);
        world.start(100);
        for (int i = 0; i < 200; i++) {
            world.make(Kind.INTERIM, "s" + i);
        }
        assertThat(world.machine.waiting()).isEqualTo(90);
        world.make(Kind.STOP, "s1");
        assertThat(world.machine.waiting()).isEqualTo(91);
        assertThat(world.machine.numbers().dropped()).isEqualTo(111);
        assertThat(world.told).hasSize(1);
        world.drain();
        world.turn();
        assertThat(world.told).hasSize(2).last().asString().contains("111 were dropped");
    }

    @Test
    void dropsInterimRecordsFirstWhenMemoryIsFullAndTheDiskTooThenStarts() {
        World world = new World(1);
        world.start(1_000_000);
        world.turn();
        world.files.room = 0;
        world.make(Kind.INTERIM, "first");
        world.turn();
        for (int i = 0; i < Spool.MAX_IN_MEMORY; i++) {
            world.machine.add(World.record(i % 2 == 0 ? Kind.START : Kind.INTERIM, "k" + i, "n"));
        }
        long before = world.machine.waiting();
        for (int i = 0; i < 100; i++) {
            world.machine.add(World.record(Kind.STOP, "stop" + i, "n"));
        }
        assertThat(world.machine.waiting()).isEqualTo(before);
        assertThat(world.machine.numbers().dropped()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void keepsEverythingInMemoryWithoutADirectory() throws IOException {
        List<Sent> sent = new ArrayList<>();
        SpoolMachine machine =
                new SpoolMachine(null, 1000, (record, number) -> sent.add(new Sent(record, number)), words -> {});
        assertThat(machine.recover()).isEmpty();
        machine.add(World.record(Kind.START, "a", "a"));
        machine.add(World.record(Kind.STOP, "a", "b"));
        machine.turn(1);
        assertThat(sent).hasSize(1);
        machine.onResult("", sent.get(0).number(), TAKEN, 2);
        machine.turn(3);
        assertThat(sent).hasSize(2);
        machine.onResult("", sent.get(1).number(), TAKEN, 4);
        assertThat(machine.waiting()).isZero();
    }

    @Test
    void whatIsTooLongForAPacketIsDroppedAndTold() {
        World world = new World(1);
        world.start(1000);
        world.turn();
        world.machine.onResult(
                "", world.air.get(0).number(), new RadiusResult.Failed(RadiusResult.Failure.TOO_LONG, "too long"), 1);
        assertThat(world.machine.waiting()).isZero();
        assertThat(world.machine.numbers().dropped()).isEqualTo(1);
        assertThat(world.told).singleElement().asString().contains("too long");
    }

    @Test
    void groupsDoNotWaitForEachOther() {
        World world = new World(1);
        world.start(1000);
        SpooledRecord other = World.record(Kind.START, "x", "x");
        world.machine.add(new SpooledRecord(other.kind(), "gold", "x", 1, other.attributes()));
        world.turn();
        assertThat(world.air).extracting(sent -> sent.record().group()).containsExactly("", "gold");
    }

    @Test
    void aRecordComesBackAsItWas() {
        SpooledRecord record = new SpooledRecord(
                Kind.STOP,
                "group",
                "key",
                1_790_000_000_123L,
                new AttributeSet()
                        .add(Attributes.CLASS, new byte[] {1, 0, (byte) 0xff})
                        .add(Attributes.CLASS, new byte[253])
                        .addTagged(Attributes.TUNNEL_CLIENT_ENDPOINT, 1, "10.0.0.1".getBytes())
                        .add(Attributes.ACCT_INPUT_OCTETS, 0xffff_ffffL));
        byte[] octets = RecordCodec.encode(record);
        SpooledRecord other = RecordCodec.decode(octets, 0, octets.length);
        assertThat(other).usingRecursiveComparison().isEqualTo(record);
        for (int length = 0; length < octets.length; length++) {
            assertThat(RecordCodec.decode(octets, 0, length)).isNull();
        }
    }

    @Test
    void whatCannotBeReadIsLeftAsItIs() throws IOException {
        World world = new World(1);
        world.start(1000);
        world.turn();
        Map<String, byte[]> before = new HashMap<>(world.files.contents);
        world.files.unreadable = Segment.RECORDS;
        SpoolMachine machine = new SpoolMachine(world.files, 1000, (record, number) -> {}, world.told::add);
        machine.recover();
        assertThat(world.told).singleElement().asString().contains("can't be read");
        world.files.unreadable = "";
        machine.add(World.record(Kind.START, "new", "new"));
        machine.turn(1);
        before.forEach((name, octets) -> {
            if (name.endsWith(Segment.RECORDS)) {
                assertThat(world.files.contents.get(name)).isEqualTo(octets);
            }
        });
        world.files.unreadable = OpenSessions.FILE;
        SpoolMachine other = new SpoolMachine(world.files, 1000, (record, number) -> {}, world.told::add);
        assertThatThrownBy(other::recover).isInstanceOf(IOException.class);
        Map<String, byte[]> left = new HashMap<>(world.files.contents);
        other.add(World.record(Kind.START, "more", "more"));
        other.turn(1);
        assertThat(world.files.contents).isEqualTo(left);
        assertThat(other.waiting()).isEqualTo(1);
    }
}
