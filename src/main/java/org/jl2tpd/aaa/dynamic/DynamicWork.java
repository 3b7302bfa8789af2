package org.jl2tpd.aaa.dynamic;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.SessionOutcome;
import org.jl2tpd.radius.DynamicResult;
import org.jl2tpd.radius.ErrorCause;

/**
 * Hands commands to the engine, a few at a time, so that a burst of requests does not hold up its other work. What has not begun in time
 * is not done at all. One thread.
 */
final class DynamicWork {
    /** Commands that wait in the engine at once. */
    static final int AT_ONCE = 8;

    /** One of them. */
    private static final class Item {
        final Command command;
        final Consumer<DynamicResult> result;
        CompletableFuture<CommandResult> answer;
        boolean over;

        Item(Command command, Consumer<DynamicResult> result) {
            this.command = command;
            this.result = result;
        }
    }

    private final Function<Command, CompletableFuture<CommandResult>> engine;
    private final Executor thread;
    private final Executor limit;
    private final Queue<Item> waiting = new ArrayDeque<>();
    private int running;

    /**
     * @param engine an answer can be cancelled as long as its command has not begun, and never afterwards
     * @param thread runs tasks on the thread that everything here runs on
     * @param limit runs a task when a request's time is over
     */
    DynamicWork(Function<Command, CompletableFuture<CommandResult>> engine, Executor thread, Executor limit) {
        this.engine = engine;
        this.thread = thread;
        this.limit = limit;
    }

    /** @param result hears once, on the thread */
    void begin(Command command, Consumer<DynamicResult> result) {
        Item item = new Item(command, result);
        limit.execute(() -> thread.execute(() -> onLimit(item)));
        waiting.add(item);
        next();
    }

    private void next() {
        while (running < AT_ONCE && !waiting.isEmpty()) {
            Item item = waiting.remove();
            running++;
            item.answer = engine.apply(item.command);
            item.answer.whenComplete((done, thrown) -> thread.execute(() -> onAnswer(item, done)));
        }
    }

    /** @param done null where the command was never executed, or failed */
    private void onAnswer(Item item, CommandResult done) {
        running--;
        finish(item, done == null ? DynamicResult.refused(ErrorCause.RESOURCES_UNAVAILABLE) : result(done));
        next();
    }

    private static DynamicResult result(CommandResult done) {
        if (!(done.value() instanceof SessionOutcome outcome)) {
            return DynamicResult.refused(ErrorCause.RESOURCES_UNAVAILABLE);
        }
        if (outcome.refusal() == null) {
            return DynamicResult.done(outcome.sessions());
        }
        return DynamicResult.refused(
                switch (outcome.refusal()) {
                    case NO_SESSION -> ErrorCause.SESSION_CONTEXT_NOT_FOUND;
                    case INVALID -> ErrorCause.INVALID_ATTRIBUTE_VALUE;
                    case NOT_CHANGEABLE -> ErrorCause.ADMINISTRATIVELY_PROHIBITED;
                    case TOO_MANY, FAILED -> ErrorCause.RESOURCES_UNAVAILABLE;
                });
    }

    /** What the engine has begun goes on, and its answer comes. */
    private void onLimit(Item item) {
        if (item.answer != null) {
            item.answer.cancel(false);
        } else if (waiting.remove(item)) {
            finish(item, DynamicResult.refused(ErrorCause.RESOURCES_UNAVAILABLE));
        }
    }

    private static void finish(Item item, DynamicResult result) {
        if (!item.over) {
            item.over = true;
            item.result.accept(result);
        }
    }
}
