package org.jl2tpd.interop;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something with a limit, and says what it waited for when it did not come. */
public final class Wait {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Wait() {}

    /** @param details asked for only on failure: logs, states */
    public static void until(String what, Duration limit, BooleanSupplier condition, Supplier<String> details) {
        long endNs = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > endNs) {
                throw new AssertionError("after " + limit.toMillis() + " ms still no " + what + "\n" + details.get());
            }
            pause(BETWEEN_LOOKS);
        }
    }

    public static void until(String what, Duration limit, BooleanSupplier condition) {
        until(what, limit, condition, () -> "");
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted");
        }
    }
}
