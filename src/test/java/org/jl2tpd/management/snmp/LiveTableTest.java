package org.jl2tpd.management.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

class LiveTableTest {
    private static final String ENTRY = "1.3.6.1.4.1.5.1";
    private static final int PREFIX = 8;

    private final ConcurrentSkipListMap<Integer, String> rows = new ConcurrentSkipListMap<>(Integer::compareUnsigned);
    private final ObjectTree tree = new ObjectTree();

    private final class KeyedRows implements Rows<String> {
        @Override
        public String get(int[] index) {
            return index.length == 1 ? rows.get(index[0]) : null;
        }

        @Override
        public Found<String> after(int[] index) {
            var entry = index.length == 0 ? rows.firstEntry() : rows.higherEntry(index[0]);
            return entry == null ? null : new Found<>(new int[] {entry.getKey()}, entry.getValue());
        }
    }

    @BeforeEach
    void register() {
        tree.scalar("1.3.6.1.4.1.5.2", () -> new Integer32(5));
        tree.table(
                ENTRY,
                new KeyedRows(),
                List.of(
                        Column.of(7, row -> row.startsWith("odd") ? new OctetString(row) : null),
                        Column.of(2, OctetString::new)));
        tree.scalar("1.3.6.1.4.1.4", () -> new Integer32(4));
    }

    private List<String> walk() {
        var names = new ArrayList<String>();
        int[] name = Subids.parse("1.3.6");
        while (true) {
            Managed.Instance found = tree.next(name, View.ALL, new Work());
            if (found == null) {
                return names;
            }
            assertThat(Subids.compare(found.name(), name)).isPositive();
            names.add(new OID(found.name()).toString());
            name = found.name();
        }
    }

    private Variable get(String name) {
        return tree.get(Subids.parse(name), View.ALL);
    }

    @Test
    void walksColumnByColumnInTheOrderOfTheirNumbers() {
        rows.put(1, "odd one");
        rows.put(2, "two");
        assertThat(walk())
                .containsExactly(
                        "1.3.6.1.4.1.4.0", ENTRY + ".2.1", ENTRY + ".2.2", ENTRY + ".7.1", "1.3.6.1.4.1.5.2.0");
    }

    @Test
    void anEmptyTableIsPassedOver() {
        assertThat(walk()).containsExactly("1.3.6.1.4.1.4.0", "1.3.6.1.4.1.5.2.0");
    }

    @Test
    void subidentifiersAreUnsigned() {
        rows.put(-1, "last");
        rows.put(3, "first");
        assertThat(walk()).contains(ENTRY + ".2.4294967295").hasSize(4);
        assertThat(get(ENTRY + ".2.4294967295")).isEqualTo(new OctetString("last"));
    }

    @Test
    void whatIsNotThereSaysWhetherItsColumnIs() {
        rows.put(1, "one");
        assertThat(get(ENTRY + ".2.9")).isEqualTo(Null.noSuchInstance);
        assertThat(get(ENTRY + ".7.1")).isEqualTo(Null.noSuchInstance);
        assertThat(get(ENTRY + ".3.1")).isEqualTo(Null.noSuchObject);
        assertThat(get(ENTRY + ".2")).isEqualTo(Null.noSuchInstance);
        assertThat(get(ENTRY)).isEqualTo(Null.noSuchObject);
        assertThat(get("1.3.6.1.4.1.5.2")).isEqualTo(Null.noSuchInstance);
        assertThat(get("1.3.6.1.4.1.6")).isEqualTo(Null.noSuchObject);
    }

    @Test
    void aNameThatIsNoRowsHasANextOne() {
        rows.put(5, "five");
        for (String name : List.of(ENTRY + ".1.9", ENTRY + ".2", ENTRY + ".2.4", ENTRY + ".2.4.7.7", ENTRY)) {
            Managed.Instance found = tree.next(Subids.parse(name), View.ALL, new Work());
            assertThat(new OID(found.name())).hasToString(ENTRY + ".2.5");
        }
        Managed.Instance behind = tree.next(Subids.parse(ENTRY + ".2.5.0"), View.ALL, new Work());
        assertThat(new OID(behind.name())).hasToString("1.3.6.1.4.1.5.2.0");
    }

    @Test
    void aWalkEndsAndNeverGoesBackWhileRowsComeAndGo() {
        var random = new Random(5);
        for (int i = 0; i < 500; i++) {
            rows.put(random.nextInt(10_000), "odd");
        }
        int[] name = Subids.parse(ENTRY);
        int steps = 0;
        while (true) {
            for (int i = 0; i < 20; i++) {
                int key = random.nextInt(10_000);
                if (rows.remove(key) == null) {
                    rows.put(key, "odd " + key);
                }
            }
            // The row that the walk stands on goes too.
            rows.remove(name[name.length - 1]);
            Managed.Instance found = tree.next(name, View.ALL, new Work());
            if (!Subids.startsWith(found.name(), Subids.parse(ENTRY))) {
                break;
            }
            assertThat(Subids.compare(found.name(), name)).isPositive();
            name = found.name();
            assertThat(++steps).isLessThan(2 * 10_000);
        }
        assertThat(steps).isGreaterThan(100);
    }

    @Test
    void rowsThatStayAreMetEvenWhenAllOthersChange() {
        for (int i = 0; i < 1_000; i++) {
            rows.put(i * 10, "stays");
        }
        var met = new ArrayList<Integer>();
        int[] name = Subids.parse(ENTRY + ".2");
        int[] column = name;
        var random = new Random(6);
        for (Managed.Instance found = tree.next(name, View.ALL, new Work());
                Subids.startsWith(found.name(), column);
                found = tree.next(found.name(), View.ALL, new Work())) {
            if (found.value().toString().equals("stays")) {
                met.add(found.name()[PREFIX + 1]);
            }
            int key = random.nextInt(10_000);
            if (key % 10 != 0) {
                rows.put(key, "new");
            }
        }
        assertThat(met).hasSize(1_000).isSorted();
    }

    @Test
    void aHiddenSubtreeIsPassedOver() {
        rows.put(1, "one");
        var view = new View(List.of(Subids.parse("1.3.6.1.4.1.5.1")));
        Managed.Instance found = tree.next(Subids.parse("1.3.6.1.4.1.4.0"), view, new Work());
        assertThat(new OID(found.name())).hasToString("1.3.6.1.4.1.5.2.0");
        assertThat(tree.get(Subids.parse(ENTRY + ".2.1"), view)).isEqualTo(Null.noSuchObject);
    }

    @Test
    void objectsDoNotOverlap() {
        assertThatThrownBy(() -> tree.scalar(ENTRY + ".2", () -> null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.scalar("1.3.6.1.4.1.5", () -> null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.scalar("1.3.6.1.4.1.4", () -> null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAreJoinedAndCut() {
        int[] name = Subids.join(new int[] {1, 3}, 6, new int[] {7, 8});
        assertThat(name).isEqualTo(new int[] {1, 3, 6, 7, 8});
        assertThat(Arrays.asList(Subids.rest(name, 3).length, Subids.rest(name, 9).length))
                .containsExactly(2, 0);
    }
}
