package org.jl2tpd.management.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** Few notifications, and in the end the latest of each source. */
class ThrottleTest {
    private static final OID UP = new OID("1.3.1");
    private static final OID DOWN = new OID("1.3.2");
    private static final long PAUSE = Notifications.SOURCE_PAUSE_NS;

    private Throttle<String> throttle = new Throttle<>(100, 0);

    private boolean offer(OID kind, String source, String text, long nowNs) {
        return throttle.offer(kind, new OctetString(source), text, true, nowNs);
    }

    @Test
    void oneOfAKindAndSourceIsSentInAPause() {
        assertThat(offer(UP, "a", "1", 0)).isTrue();
        assertThat(offer(DOWN, "a", "2", 1)).isTrue();
        assertThat(offer(UP, "b", "3", 1)).isTrue();
        assertThat(offer(UP, "b", "4", PAUSE)).isFalse();
        assertThat(offer(UP, "a", "5", PAUSE)).isTrue();
    }

    @Test
    void theLastStateOfAFlapIsTold() {
        assertThat(offer(UP, "a", "up 1", 0)).isTrue();
        assertThat(offer(DOWN, "a", "down 1", 10)).isTrue();
        assertThat(offer(UP, "a", "up 2", 20)).isFalse();
        assertThat(offer(DOWN, "a", "down 2", 30)).isFalse();
        assertThat(offer(UP, "a", "up 3", 40)).isFalse();
        assertThat(offer(DOWN, "a", "down 3", 50)).isFalse();
        assertThat(throttle.poll(PAUSE)).isNull();
        assertThat(throttle.poll(PAUSE + 20)).isEqualTo("down 3");
        assertThat(throttle.poll(PAUSE + 20)).isNull();
        assertThat(throttle.suppressed()).isEqualTo(3);
    }

    @Test
    void whatIsToldLateCountsAsTold() {
        offer(UP, "a", "1", 0);
        offer(UP, "a", "2", 1);
        assertThat(throttle.poll(PAUSE + 1)).isEqualTo("2");
        assertThat(offer(UP, "a", "3", PAUSE + 2)).isFalse();
        assertThat(throttle.poll(2 * PAUSE + 1)).isNull();
        assertThat(throttle.poll(2 * PAUSE + 2)).isEqualTo("3");
        assertThat(throttle.suppressed()).isZero();
    }

    @Test
    void ofTooManySourcesEachIsToldInItsTurn() {
        throttle = new Throttle<>(3, 0);
        int told = 0;
        for (int i = 0; i < 10; i++) {
            told += offer(DOWN, "t" + i, "down " + i, 0) ? 1 : 0;
        }
        assertThat(told).isEqualTo(3);
        assertThat(throttle.poll(PAUSE)).isEqualTo("down 3");
        assertThat(throttle.poll(PAUSE)).isEqualTo("down 4");
        assertThat(throttle.poll(PAUSE)).isEqualTo("down 5");
        assertThat(throttle.poll(PAUSE)).isNull();
        assertThat(offer(DOWN, "new", "later", PAUSE + PAUSE / 2)).isFalse();
        assertThat(throttle.poll(PAUSE + PAUSE / 2)).isEqualTo("down 6");
        assertThat(throttle.suppressed()).isZero();
    }

    @Test
    void onlySoManyAreHeldBack() {
        throttle = new Throttle<>(1, 0);
        for (int i = 0; i < Throttle.HELD_LIMIT + 6; i++) {
            offer(DOWN, "t" + i, "down", 0);
        }
        assertThat(throttle.suppressed()).isEqualTo(5);
    }

    @Test
    void whatHasNoRoomIsHeldBack() {
        assertThat(throttle.offer(UP, new OctetString("a"), "1", false, 0)).isFalse();
        assertThat(throttle.poll(PAUSE)).isEqualTo("1");
    }
}
