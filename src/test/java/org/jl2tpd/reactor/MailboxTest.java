package org.jl2tpd.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final AtomicInteger wakes = new AtomicInteger();
    private final ReactorCounters counters = new ReactorCounters();
    private final Mailbox mailbox = new Mailbox(wakes::incrementAndGet, counters);
    private final FakeEngine engine = new FakeEngine(null);

    @Test
    void wakesTheReaderOnlyWhenItWaits() {
        mailbox.offer((e, now) -> {});
        assertThat(wakes).hasValue(0);
        assertThat(mailbox.prepareToWait()).as("there is work").isTrue();
        assertThat(mailbox.take()).isNotNull();
        assertThat(mailbox.prepareToWait()).isFalse();
        mailbox.offer((e, now) -> {});
        mailbox.answer((e, now) -> {});
        assertThat(wakes).hasValue(1);
    }

    @Test
    void refusesACommandWhenTooManyWait() {
        for (int i = 0; i < Mailbox.LIMIT; i++) {
            assertThat(mailbox.submit(new Command.ShowSystem())).isNotDone();
        }
        assertThat(mailbox.submit(new Command.ShowSystem()).join().problem()).contains("too many");
        assertThat(counters.get(ReactorCounter.COMMANDS_REFUSED)).isEqualTo(1);
        mailbox.take().run(engine, 0);
        assertThat(mailbox.submit(new Command.ShowSystem())).isNotDone();
    }

    @Test
    void answersACommandThatThrewOrThatNobodyRuns() {
        var failed = mailbox.submit(new Command.ShowSystem());
        mailbox.take().failed(new IllegalStateException());
        assertThat(failed.join().problem()).contains("internal error");
        var waiting = mailbox.submit(new Command.ShowSystem());
        mailbox.close();
        assertThat(waiting.join().problem()).isEqualTo("the daemon is stopping");
        assertThat(mailbox.offer((e, now) -> {})).isFalse();
    }

    @Test
    void aCommandThatWasCancelledIsNotExecuted() {
        var cancelled = mailbox.submit(new Command.Stop());
        assertThat(cancelled.cancel(false)).isTrue();
        mailbox.take().run(engine, 0);
        assertThat(engine.stopped).isFalse();
        assertThat(cancelled).isCancelled();
    }

    @Test
    void aCommandThatWasBegunCanNoLongerBeCancelled() {
        var answers = new java.util.ArrayList<Boolean>();
        var begun = new java.util.concurrent.atomic.AtomicReference<java.util.concurrent.Future<?>>();
        begun.set(mailbox.submit(new Command.Stop()));
        mailbox.take()
                .run(
                        new FakeEngine(null) {
                            @Override
                            public CommandResult execute(long nowNs, Command command) {
                                answers.add(begun.get().cancel(false));
                                return super.execute(nowNs, command);
                            }
                        },
                        0);
        assertThat(answers).containsExactly(false);
        assertThat(begun.get().isCancelled()).isFalse();
        assertThat(begun.get()).isDone();
    }

    @Test
    void whatTheEngineDidNotDecideOnIsUnavailableAndNotRefused() {
        var failed = mailbox.submit(new Command.ShowSystem());
        mailbox.take().failed(new IllegalStateException());
        var first = mailbox.submit(new Command.ShowSystem());
        for (int i = 1; i < Mailbox.LIMIT; i++) {
            mailbox.submit(new Command.ShowSystem());
        }
        var tooMany = mailbox.submit(new Command.ShowSystem());
        mailbox.close();
        var late = mailbox.submit(new Command.ShowSystem());
        assertThat(java.util.List.of(failed, first, tooMany, late))
                .allMatch(answer -> answer.join().unavailable());
    }

    @Test
    void takesAnswersBeforeCommands() {
        mailbox.submit(new Command.ShowSystem());
        mailbox.answer((e, now) -> e.onResolved(now, 1, java.util.List.of(), null));
        mailbox.take().run(engine, 0);
        assertThat(engine.inputs).containsExactly("resolved 1 [] null");
    }
}
