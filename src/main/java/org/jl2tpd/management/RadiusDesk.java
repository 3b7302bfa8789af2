package org.jl2tpd.management;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jl2tpd.management.ControlException.Kind;

/** What {@link Control} knows of RADIUS, and whom it has ask servers. Thread-safe. */
final class RadiusDesk {
    private volatile Supplier<RadiusView> source = () -> RadiusView.NONE;
    private volatile RadiusTrial.Asker trials = trial ->
            CompletableFuture.completedFuture(new RadiusTrial.Answer("failed", "", 0, "RADIUS is not used", List.of()));

    void showOf(Supplier<RadiusView> other) {
        source = other;
    }

    RadiusView view() {
        return source.get();
    }

    void testBy(RadiusTrial.Asker asker) {
        trials = asker;
    }

    /** Waits for the answer, {@link Control#RADIUS_WAIT} at most. */
    RadiusTrial.Answer test(RadiusTrial trial) throws ControlException {
        try {
            return trials.ask(trial).get(Control.RADIUS_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ControlException(
                    Kind.TIMED_OUT, "no server has answered within " + Control.RADIUS_WAIT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException(Kind.UNAVAILABLE, "interrupted");
        } catch (ExecutionException e) {
            throw new ControlException(Kind.UNAVAILABLE, "internal error, see the daemon's log");
        }
    }
}
