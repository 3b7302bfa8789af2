package org.jl2tpd.management;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.management.ControlException.Kind;

/** Gives commands to the engine's thread, and waits for its answers for a bounded time. Thread-safe. */
final class EngineCalls {
    private final CommandGateway gateway;
    private final Duration wait;

    EngineCalls(CommandGateway gateway, Duration wait) {
        this.gateway = gateway;
        this.wait = wait;
    }

    /** Returns what the engine answers; waits at most twice as long as was said. */
    Object call(Command command) throws ControlException {
        CommandResult result = await(gateway.submit(command));
        if (result.problem() != null) {
            throw new ControlException(result.unavailable() ? Kind.UNAVAILABLE : Kind.REFUSED, result.problem());
        }
        return result.value();
    }

    private CommandResult await(CompletableFuture<CommandResult> answer) throws ControlException {
        try {
            return answer.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return takeBack(
                    answer,
                    new ControlException(
                            Kind.TIMED_OUT,
                            "the daemon did not answer within " + wait.toSeconds()
                                    + " s, and nothing was done; try again"));
        } catch (ExecutionException e) {
            throw stopping();
        } catch (InterruptedException e) {
            try {
                return takeBack(answer, new ControlException(Kind.UNAVAILABLE, "interrupted, and nothing was done"));
            } finally {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A command that nobody waits for any more must not be executed later; one that has begun is waited for, once more as long. */
    private CommandResult takeBack(CompletableFuture<CommandResult> answer, ControlException notDone)
            throws ControlException {
        if (answer.cancel(false)) {
            throw notDone;
        }
        try {
            return answer.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            throw new ControlException(Kind.TIMED_OUT, "the daemon began it and has not ended it; look what it did");
        } catch (ExecutionException e) {
            throw stopping();
        }
    }

    private static ControlException stopping() {
        return new ControlException(Kind.UNAVAILABLE, "the daemon is stopping");
    }
}
