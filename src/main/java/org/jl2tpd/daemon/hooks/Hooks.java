package org.jl2tpd.daemon.hooks;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EngineEvent.Kind;
import org.jl2tpd.management.model.ManagedEvent;
import org.jl2tpd.profile.Profile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs of {@code [hooks]}, from an event to their end. No method waits for a program but {@link #close}. */
public final class Hooks implements AutoCloseable {
    /** Milliseconds that programs have at the daemon's stop, those for sessions that ended by it included. */
    public static final long STOP_LIMIT_MS = 1_000;

    /** Failures a second that are told; all are counted. */
    private static final int TOLD_PER_SECOND = 10;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger("org.jl2tpd.hooks");

    private final HookCounters counters = new HookCounters();
    private final HookQueue queue = new HookQueue(0);
    private final Consumer<EngineEvent> events;
    private volatile HookSettings settings;
    private volatile HookRunner runner;
    private boolean closed;
    private long secondNs = System.nanoTime();
    private int told;

    /** @param events is told of failures; from any thread, must not wait */
    public Hooks(Consumer<EngineEvent> events) {
        this.events = events;
    }

    /**
     * Takes {@code [hooks]} into force; what waits and runs goes on.
     *
     * @throws IOException with words for an operator; what was in force stays
     */
    public synchronized void use(Profile hooks) throws IOException {
        HookSettings next = HookSettings.of(hooks);
        if (closed || next.equals(settings)) {
            return;
        }
        boolean otherUser = runner != null && !runner.settings().user().equals(next.user());
        if (!next.programs().isEmpty() && (runner == null || otherUser)) {
            HookRunner before = runner;
            runner = HookRunner.start(next, queue, counters, this::failed);
            if (before != null) {
                before.retire(this::wakeCurrent);
            }
        } else if (runner != null) {
            runner.use(next);
        }
        queue.setLimit(next.queueLimit());
        settings = next;
    }

    private void wakeCurrent() {
        HookRunner now = runner;
        if (now != null) {
            now.wake();
        }
    }

    /** An event: the program that is for it is queued. On the hub's thread. */
    public void onEvent(ManagedEvent managed) {
        HookSettings now = settings;
        HookRunner by = runner;
        String hook = now == null || by == null ? null : hook(managed.event());
        String program = hook == null ? null : now.programs().get(hook);
        if (program == null) {
            return;
        }
        long session = managed.event().facts().sessionSerial();
        long key = session == 0 ? managed.event().facts().tunnelSerial() : session;
        var job = new HookJob(hook, program, HookEnvironment.of(hook, managed), key, managed.event());
        if (queue.offer(job)) {
            by.wake();
        } else {
            counters.dropped.incrementAndGet();
            tell(job, "was dropped, since " + now.queueLimit() + " wait (queue_limit)");
        }
    }

    /** The hook that is for an event, null for none: a session that never came up has no end either. */
    private static String hook(EngineEvent event) {
        boolean isWanted = switch (event.kind()) {
            case TUNNEL_UP, TUNNEL_DOWN, SESSION_UP, SESSION_CHANGED -> true;
            case SESSION_DOWN -> event.facts().wasUp();
            default -> false;
        };
        return isWanted ? event.kind().name().toLowerCase(Locale.ROOT) : null;
    }

    private void failed(HookJob job, String problem) {
        tell(job, problem);
    }

    private void tell(HookJob job, String problem) {
        if (!mayTell()) {
            return;
        }
        EngineEvent about = job.event();
        events.accept(new EngineEvent(
                Kind.HOOK_FAILED,
                about.tunnelId(),
                about.sessionId(),
                about.tunnelName(),
                about.peer(),
                about.user(),
                about.address(),
                about.device(),
                job.hook() + ": " + job.program() + " " + problem,
                about.facts()));
    }

    private boolean mayTell() {
        synchronized (queue) {
            long nowNs = System.nanoTime();
            if (nowNs - secondNs >= SECOND_NS) {
                secondNs = nowNs;
                told = 0;
            }
            return told++ < TOLD_PER_SECOND;
        }
    }

    /** {@code hooks_started} and so on. */
    public void counters(ObjLongConsumer<String> to) {
        counters.read(to);
    }

    /** Lets programs end, at most for {@link #STOP_LIMIT_MS}; the rest is killed, or dropped, and told. */
    @Override
    public void close() {
        HookRunner last;
        synchronized (this) {
            closed = true;
            last = runner;
            runner = null;
        }
        if (last == null) {
            return;
        }
        last.finish(STOP_LIMIT_MS);
        int left = queue.clear();
        if (left > 0) {
            counters.dropped.addAndGet(left);
            LOG.atWarn().addKeyValue("count", left).log("hooks_dropped");
        }
    }
}
