package org.jl2tpd.reactor;

import java.util.concurrent.CompletableFuture;
import org.jl2tpd.engine.CommandResult;

/** The answer to a command, which is either executed or cancelled, never both. */
final class CommandAnswer extends CompletableFuture<CommandResult> {
    private boolean decided;
    private boolean cancelled;

    /** On the reactor's thread, before the command is executed: false when it was cancelled. */
    synchronized boolean begin() {
        decided = true;
        return !cancelled;
    }

    /** @return false when the command was begun before: then the result comes */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        synchronized (this) {
            if (decided && !cancelled) {
                return false;
            }
            decided = true;
            cancelled = true;
        }
        return super.cancel(mayInterruptIfRunning);
    }
}
