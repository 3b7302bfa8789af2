package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.testing.SeededRandom;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final class Alarm extends Timed {
        long atNs = Long.MAX_VALUE;

        @Override
        long nextDeadlineNs() {
            return atNs;
        }

        @Override
        void onDue(long nowNs) {
            atNs = Long.MAX_VALUE;
        }
    }

    private final Deadlines deadlines = new Deadlines();

    @Test
    void anObjectWithoutDeadlineIsNeverDue() {
        var alarm = new Alarm();
        deadlines.update(alarm);
        assertThat(deadlines.nextNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(deadlines.due(Long.MAX_VALUE - 1)).isNull();
    }

    @Test
    void givesTheEarliestFirstWhateverMovesInBetween() {
        var random = new SeededRandom(7);
        List<Alarm> alarms = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            var alarm = new Alarm();
            alarm.atNs = random.nextInt(10_000);
            deadlines.update(alarm);
            alarms.add(alarm);
        }
        for (int i = 0; i < 2_000; i++) {
            Alarm alarm = alarms.get(random.nextInt(alarms.size()));
            alarm.atNs = random.nextInt(8) == 0 ? Long.MAX_VALUE : random.nextInt(10_000);
            deadlines.update(alarm);
            long earliest = alarms.stream().mapToLong(a -> a.atNs).min().orElseThrow();
            assertThat(deadlines.nextNs()).isEqualTo(earliest);
        }
        long last = Long.MIN_VALUE;
        for (Timed due = deadlines.due(10_000); due != null; due = deadlines.due(10_000)) {
            assertThat(due.dueNs).isGreaterThanOrEqualTo(last);
            last = due.dueNs;
            due.onDue(10_000);
            deadlines.update(due);
        }
        assertThat(deadlines.nextNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void comparesTimesThatWrapAround() {
        var early = new Alarm();
        var late = new Alarm();
        early.atNs = Long.MAX_VALUE - 10;
        late.atNs = Long.MIN_VALUE + 10;
        deadlines.update(late);
        deadlines.update(early);
        assertThat(deadlines.due(Long.MAX_VALUE - 5)).isSameAs(early);
    }
}
