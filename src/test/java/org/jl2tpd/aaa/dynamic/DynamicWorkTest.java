package org.jl2tpd.aaa.dynamic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.SessionOutcome;
import org.jl2tpd.engine.SessionOutcome.Refusal;
import org.jl2tpd.radius.DynamicResult;
import org.jl2tpd.radius.ErrorCause;
import org.junit.jupiter.api.Test;

/** Commands on their way through the engine, with an engine, a thread and a clock that the test moves. */
class DynamicWorkTest {
    private static final Command COMMAND = new Command.StopWhenDrained();
    private static final DynamicResult BUSY = DynamicResult.refused(ErrorCause.RESOURCES_UNAVAILABLE);

    private final List<CompletableFuture<CommandResult>> asked = new ArrayList<>();
    private final List<Runnable> limits = new ArrayList<>();
    private final List<DynamicResult> results = new ArrayList<>();
    private boolean begun;
    private final DynamicWork work = new DynamicWork(this::ask, Runnable::run, limits::add);

    /** As the reactor's: it can't be cancelled once it has begun. */
    private CompletableFuture<CommandResult> ask(Command command) {
        var answer = new CompletableFuture<CommandResult>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return !begun && super.cancel(mayInterrupt);
            }
        };
        asked.add(answer);
        return answer;
    }

    private void begin(int commands) {
        for (int i = 0; i < commands; i++) {
            work.begin(COMMAND, results::add);
        }
    }

    private static CommandResult outcome(int sessions, Refusal refusal) {
        return new CommandResult(new SessionOutcome(sessions, refusal, ""), refusal == null ? null : "no", false);
    }

    @Test
    void theEngineHasAFewAtOnce() {
        begin(20);
        assertThat(asked).hasSize(DynamicWork.AT_ONCE);
        asked.get(0).complete(outcome(3, null));
        assertThat(asked).hasSize(DynamicWork.AT_ONCE + 1);
        assertThat(results).containsExactly(DynamicResult.done(3));
    }

    @Test
    void whatTheEngineRefusesHasACause() {
        begin(7);
        asked.get(0).complete(outcome(0, Refusal.NO_SESSION));
        asked.get(1).complete(outcome(3, Refusal.INVALID));
        asked.get(2).complete(outcome(3, Refusal.NOT_CHANGEABLE));
        asked.get(3).complete(outcome(3, Refusal.FAILED));
        asked.get(4).complete(outcome(3000, Refusal.TOO_MANY));
        asked.get(5).complete(CommandResult.unavailable("too many commands are waiting"));
        asked.get(6).completeExceptionally(new IllegalStateException("it failed"));
        assertThat(results)
                .extracting(DynamicResult::refusal)
                .containsExactly(
                        ErrorCause.SESSION_CONTEXT_NOT_FOUND,
                        ErrorCause.INVALID_ATTRIBUTE_VALUE,
                        ErrorCause.ADMINISTRATIVELY_PROHIBITED,
                        ErrorCause.RESOURCES_UNAVAILABLE,
                        ErrorCause.RESOURCES_UNAVAILABLE,
                        ErrorCause.RESOURCES_UNAVAILABLE,
                        ErrorCause.RESOURCES_UNAVAILABLE);
    }

    @Test
    void whatHasNotBegunInTimeIsNeverDone() {
        begin(DynamicWork.AT_ONCE + 2);
        limits.forEach(Runnable::run);
        assertThat(results).hasSize(DynamicWork.AT_ONCE + 2).containsOnly(BUSY);
        assertThat(asked).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void whatHasBegunIsAwaited() {
        begin(1);
        begun = true;
        limits.forEach(Runnable::run);
        assertThat(results).as("neither done nor undone").isEmpty();
        asked.get(0).complete(outcome(2, null));
        assertThat(results).containsExactly(DynamicResult.done(2));
    }

    @Test
    void aLimitThatComesLaterChangesNothing() {
        begin(1);
        asked.get(0).complete(outcome(2, null));
        limits.forEach(Runnable::run);
        assertThat(results).containsExactly(DynamicResult.done(2));
    }
}
