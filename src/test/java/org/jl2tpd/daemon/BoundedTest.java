package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BoundedTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void goesOnWithoutWhatTakesTooLong() {
        var never = new CountDownLatch(1);
        boolean isDone = Bounded.run("test", () -> await(never), System.nanoTime() + SHORT.toNanos());
        never.countDown();
        assertThat(isDone).isFalse();
    }

    @Test
    void waitsForWhatIsDoneInTime() {
        var done = new CountDownLatch(1);
        assertThat(Bounded.run(
                        "test",
                        done::countDown,
                        System.nanoTime() + Duration.ofSeconds(10).toNanos()))
                .isTrue();
        assertThat(done.getCount()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
