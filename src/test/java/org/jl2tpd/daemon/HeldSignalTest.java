package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeldSignalTest {
    private final AtomicInteger count = new AtomicInteger();

    @Test
    void doesWhatItAsksForOnceWhenItCameBefore() {
        HeldSignal signal = new HeldSignal();
        signal.arrive();
        signal.arrive();
        signal.become(count::incrementAndGet);
        assertThat(count).hasValue(1);
        signal.arrive();
        assertThat(count).hasValue(2);
    }

    @Test
    void doesNothingBeforeItComes() {
        HeldSignal signal = new HeldSignal();
        signal.become(count::incrementAndGet);
        assertThat(count).hasValue(0);
    }

    @Test
    void doesNotEndTheProcessAnyLonger() throws Exception {
        // USR1's default effect would end the virtual machine of these tests.
        HeldSignal signal = HeldSignal.of("USR1");
        long self = ProcessHandle.current().pid();
        assertThat(new ProcessBuilder("kill", "-USR1", Long.toString(self))
                        .start()
                        .waitFor())
                .isZero();
        signal.become(count::incrementAndGet);
        Eventually.equal(count::get, 1);
    }
}
