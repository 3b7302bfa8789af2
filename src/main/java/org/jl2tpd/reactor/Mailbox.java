package org.jl2tpd.reactor;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;

/** Work that other threads leave for the reactor's thread, which is woken only when it waits. */
final class Mailbox {
    /** Commands and tasks that wait at most. */
    static final int LIMIT = 1024;

    /** A piece of work, on the reactor's thread. */
    interface Work {
        void run(EngineInputs engine, long nowNs);

        /** It threw, or will never run ({@code thrown} null). */
        default void failed(Throwable thrown) {}
    }

    private final Queue<Work> offered = new ArrayBlockingQueue<>(LIMIT);
    /** Bounded by what the engine asked for. */
    private final Queue<Work> answers = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean waiting = new AtomicBoolean();
    private final Runnable wake;
    private final ReactorCounters counters;
    private volatile boolean closed;

    Mailbox(Runnable wake, ReactorCounters counters) {
        this.wake = wake;
        this.counters = counters;
    }

    /** Announces that the reader is about to wait; true when it must not, because there is work. */
    boolean prepareToWait() {
        waiting.set(true);
        boolean work = !offered.isEmpty() || !answers.isEmpty();
        if (work) {
            waiting.set(false);
        }
        return work;
    }

    private void wakeReader() {
        if (waiting.getAndSet(false)) {
            wake.run();
        }
    }

    Work take() {
        Work answer = answers.poll();
        return answer != null ? answer : offered.poll();
    }

    void answer(Work work) {
        answers.add(work);
        wakeReader();
    }

    boolean offer(Work work) {
        if (closed || !offered.offer(work)) {
            return false;
        }
        wakeReader();
        if (closed) {
            close();
        }
        return true;
    }

    /** The answer can be cancelled as long as the command waits; then it is never executed. */
    CompletableFuture<CommandResult> submit(Command command) {
        var work = new CommandWork(command, new CommandAnswer());
        counters.addShared(ReactorCounter.COMMANDS);
        if (!offer(work)) {
            counters.addShared(ReactorCounter.COMMANDS_REFUSED);
            String problem = closed ? "the daemon is stopping" : "too many commands are waiting, try again";
            work.future().complete(CommandResult.unavailable(problem));
        }
        return work.future();
    }

    /** Completes when the task ran, or exceptionally with why it will not. */
    CompletableFuture<Void> execute(Runnable task) {
        var work = new TaskWork(task, new CompletableFuture<>());
        if (!offer(work)) {
            work.failed(closed ? null : new IllegalStateException("too much is waiting, try again"));
        }
        return work.future();
    }

    private record TaskWork(Runnable task, CompletableFuture<Void> future) implements Work {
        @Override
        public void run(EngineInputs engine, long nowNs) {
            task.run();
            future.complete(null);
        }

        @Override
        public void failed(Throwable thrown) {
            future.completeExceptionally(thrown == null ? new IllegalStateException("the daemon is stopping") : thrown);
        }
    }

    private record CommandWork(Command command, CommandAnswer future) implements Work {
        @Override
        public void run(EngineInputs engine, long nowNs) {
            if (future.begin()) {
                future.complete(engine.execute(nowNs, command));
            }
        }

        @Override
        public void failed(Throwable thrown) {
            String problem = thrown == null ? "the daemon is stopping" : "internal error, see the log";
            future.complete(CommandResult.unavailable(problem));
        }
    }

    /** Refuses what waits and what comes. */
    void close() {
        closed = true;
        for (Work work = take(); work != null; work = take()) {
            work.failed(null);
        }
    }
}
