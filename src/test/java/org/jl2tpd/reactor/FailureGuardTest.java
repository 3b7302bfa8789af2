package org.jl2tpd.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.reactor.FailureGuard.Input;
import org.junit.jupiter.api.Test;

class FailureGuardTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> reports = new ArrayList<>();
    private final ReactorCounters counters = new ReactorCounters();
    private final FailureGuard guard = new FailureGuard(
            new EventSink() {
                @Override
                public void event(EngineEvent event) {}

                @Override
                public void failure(String input, Throwable thrown, long suppressed) {
                    reports.add(input + " " + suppressed);
                }
            },
            counters);

    @Test
    void reportsOnceASecondAndCountsTheRest() {
        for (int i = 0; i < 5; i++) {
            guard.failed(Input.DATAGRAM, new IllegalStateException(), i);
        }
        guard.failed(Input.PACKET, new AssertionError(), SECOND);
        assertThat(reports).containsExactly("datagram 0", "packet 4");
        assertThat(counters.get(ReactorCounter.FAILURES)).isEqualTo(6);
    }

    @Test
    void givesUpOnlyWhenOneKindOfInputFailsInARow() {
        for (int i = 1; i < FailureGuard.CONSECUTIVE_LIMIT; i++) {
            guard.failed(Input.TIMEOUT, new StackOverflowError(), 0);
            guard.succeeded(Input.DATAGRAM);
        }
        assertThat(guard.isExhausted()).isFalse();
        guard.succeeded(Input.TIMEOUT);
        guard.failed(Input.TIMEOUT, new IllegalStateException(), 0);
        assertThat(guard.isExhausted()).isFalse();
        for (int i = 1; i < FailureGuard.CONSECUTIVE_LIMIT; i++) {
            guard.failed(Input.TIMEOUT, new IllegalStateException(), 0);
        }
        assertThat(guard.isExhausted()).isTrue();
    }

    @Test
    void doesNotGoOnWithoutMemory() {
        assertThatThrownBy(() -> guard.failed(Input.DATAGRAM, new OutOfMemoryError(), 0))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
