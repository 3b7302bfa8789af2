package org.jl2tpd.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.jl2tpd.engine.Command;
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
    void takesAnswersBeforeCommands() {
        mailbox.submit(new Command.ShowSystem());
        mailbox.answer((e, now) -> e.onResolved(now, 1, java.util.List.of(), null));
        mailbox.take().run(engine, 0);
        assertThat(engine.inputs).containsExactly("resolved 1 [] null");
    }
}
