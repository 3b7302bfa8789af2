package org.jl2tpd.aaa.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jl2tpd.aaa.accounting.SpooledRecord.Kind;
import org.jl2tpd.radius.AttributeSet;
import org.junit.jupiter.api.Test;

final class DeliveryTest {
    private static final long SECOND = 1_000_000_000L;

    private final Deque<Segment.Numbered> source = new ArrayDeque<>();
    private final Delivery delivery = new Delivery(source::poll);
    private long number;

    private void add(Kind kind, String key) {
        number++;
        source.add(new Segment.Numbered(number, new SpooledRecord(kind, "", key, number, new AttributeSet())));
    }

    private List<Long> poll(long nowNs) {
        return delivery.poll(nowNs).stream().map(Segment.Numbered::number).toList();
    }

    @Test
    void tellsOneOfASessionAtATimeAndManySessionsAtOnce() {
        add(Kind.START, "a");
        add(Kind.STOP, "a");
        add(Kind.START, "b");
        assertThat(poll(0)).containsExactly(1L, 3L);
        assertThat(poll(1)).isEmpty();
        delivery.taken(1, 2);
        assertThat(poll(3)).containsExactly(2L);
    }

    @Test
    void nothingPassesABarrier() {
        add(Kind.STOP, "a");
        add(Kind.ON, "on");
        add(Kind.START, "b");
        assertThat(poll(0)).containsExactly(1L);
        delivery.taken(1, 1);
        assertThat(poll(2)).containsExactly(2L);
        assertThat(poll(3)).isEmpty();
        delivery.taken(2, 4);
        assertThat(poll(5)).containsExactly(3L);
    }

    @Test
    void triesASingleRecordNowAndThenWhileNobodyAnswers() {
        for (int i = 0; i < 100; i++) {
            add(Kind.START, "s" + i);
        }
        List<Long> first = poll(0);
        assertThat(first).hasSize(32);
        first.forEach(sent -> delivery.failed(sent, SECOND));
        assertThat(poll(SECOND)).isEmpty();
        assertThat(delivery.nextNs()).isEqualTo(SECOND + Delivery.FIRST_PAUSE_NS);
        long nowNs = SECOND;
        for (int i = 0; i < 10; i++) {
            nowNs = delivery.nextNs();
            List<Long> probe = poll(nowNs);
            assertThat(probe).hasSize(1);
            delivery.failed(probe.get(0), nowNs);
        }
        assertThat(delivery.nextNs() - nowNs).isEqualTo(Delivery.MAX_PAUSE_NS);
        nowNs = delivery.nextNs();
        delivery.taken(poll(nowNs).get(0), nowNs + 1);
        assertThat(poll(nowNs + 2)).hasSize(2);
    }

    @Test
    void aRecordThatAServerWillNotHaveHoldsNobodyUp() {
        add(Kind.START, "bad");
        add(Kind.START, "good");
        add(Kind.ON, "on");
        assertThat(poll(0)).containsExactly(1L, 2L);
        delivery.taken(2, 1);
        delivery.failed(1, 2);
        long nowNs = delivery.nextNs();
        assertThat(poll(nowNs)).containsExactly(1L);
        delivery.failed(1, nowNs);
        List<Long> tried = List.of();
        for (int i = 2; i < Delivery.STUBBORN_TRIES; i++) {
            nowNs = delivery.nextNs();
            tried = poll(nowNs);
            assertThat(tried).containsExactly(1L);
            delivery.failed(1, nowNs);
        }
        nowNs = delivery.nextNs();
        tried = poll(nowNs);
        assertThat(tried).containsExactly(3L);
        delivery.taken(3, nowNs + 1);
        assertThat(poll(nowNs + 2)).containsExactly(1L);
    }

    @Test
    void aRecordThatAServerWillNotHaveDoesNotHoldUpWhatComesLater() {
        add(Kind.TUNNEL_START, "bad");
        assertThat(poll(0)).containsExactly(1L);
        delivery.failed(1, 1);
        add(Kind.START, "later");
        assertThat(poll(delivery.nextNs())).containsExactly(2L);
    }

    @Test
    void manyRecordsThatAServerWillNotHaveDoNotHoldABarrierForEver() {
        int bad = 5 * Delivery.STUBBORN_RECORDS;
        for (int i = 0; i < bad; i++) {
            add(Kind.TUNNEL_START, "bad" + i);
        }
        add(Kind.ON, "on");
        add(Kind.START, "good");
        long on = bad + 1;
        long nowNs = 0;
        boolean isOn = false;
        for (int i = 0; i < 10 * bad && !isOn; i++) {
            for (Long sent : poll(nowNs)) {
                isOn |= sent == on;
                if (sent != on) {
                    delivery.failed(sent, nowNs);
                }
            }
            nowNs = delivery.hasDeadline() ? Math.max(nowNs + 1, delivery.nextNs()) : nowNs + 1;
        }
        assertThat(isOn).isTrue();
        delivery.taken(on, nowNs);
        assertThat(poll(nowNs + 1)).contains(on + 1);
    }

    @Test
    void neverHasMoreOnItsWayThanItsWindow() {
        for (int i = 0; i < 3000; i++) {
            add(Kind.START, "s" + i);
        }
        int most = 0;
        long nowNs = 0;
        while (!delivery.isIdle() || !source.isEmpty()) {
            List<Long> sent = poll(nowNs++);
            most = Math.max(most, delivery.inFlight());
            for (Long one : sent) {
                delivery.taken(one, nowNs);
            }
        }
        assertThat(most).isEqualTo(Delivery.MAX_IN_FLIGHT);
    }
}
