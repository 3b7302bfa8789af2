package org.jl2tpd.management;

import java.util.concurrent.CompletableFuture;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;

/** Port: the way to the engine's thread. Any thread may offer a command; the future completes on the engine's thread. */
@FunctionalInterface
public interface CommandGateway {
    /** Offers a command; the future fails when the engine no longer takes any. */
    CompletableFuture<CommandResult> submit(Command command);
}
