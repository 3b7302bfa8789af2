package org.jl2tpd.management.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

class WorkTest {
    private final ConcurrentSkipListMap<Integer, String> map =
            new ConcurrentSkipListMap<>(Map.of(1, "a", 3, "b", 5, "c", 7, "d"));
    private final Live rows = new Live();
    private final Work work = new Work();

    /** Rows by one number, which count how they are asked. */
    private final class Live implements Rows<String> {
        private int lookups;

        @Override
        public String get(int[] index) {
            return map.get(index[0]);
        }

        @Override
        public Found<String> after(int[] index) {
            lookups++;
            Map.Entry<Integer, String> next = map.higherEntry(index.length == 0 ? 0 : index[0]);
            return next == null ? null : new Found<>(new int[] {next.getKey()}, next.getValue());
        }

        @Override
        public Iterator<Found<String>> from(int[] index) {
            return map.tailMap(index[0], false).entrySet().stream()
                    .map(entry -> new Found<>(new int[] {entry.getKey()}, entry.getValue()))
                    .iterator();
        }
    }

    private String step(int column, int... after) {
        Rows.Found<String> found = work.step(rows, column, after);
        return found == null ? null : found.row();
    }

    @Test
    void aColumnIsGoneDownWithOneLookUp() {
        assertThat(step(1)).isEqualTo("a");
        assertThat(step(1, 1)).isEqualTo("b");
        assertThat(step(1, 3)).isEqualTo("c");
        assertThat(step(1, 5)).isEqualTo("d");
        assertThat(step(1, 7)).isNull();
        assertThat(rows.lookups).isEqualTo(1);
    }

    @Test
    void aStepFromElsewhereLooksUpAnew() {
        assertThat(step(1, 1)).isEqualTo("b");
        assertThat(step(1, 3)).isEqualTo("c");
        assertThat(step(1, 1)).isEqualTo("b");
        assertThat(step(1, 3)).isEqualTo("c");
        assertThat(step(2, 5)).isEqualTo("d");
        assertThat(step(1, 5)).isEqualTo("d");
        assertThat(rows.lookups).isEqualTo(4);
    }

    @Test
    void theEndOfAColumnIsNoPlaceToGoOnFrom() {
        assertThat(step(1, 5)).isEqualTo("d");
        assertThat(step(1, 7)).isNull();
        assertThat(step(2)).isEqualTo("a");
        assertThat(step(2, 1)).isEqualTo("b");
    }

    @Test
    void rowsThatGoUnderItLoseNoOthers() {
        assertThat(step(1)).isEqualTo("a");
        map.remove(1);
        map.remove(3);
        assertThat(step(1, 1)).isEqualTo("c");
        map.remove(7);
        map.put(9, "e");
        assertThat(step(1, 5)).isIn("d", "e");
    }
}
