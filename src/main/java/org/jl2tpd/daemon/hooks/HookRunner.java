package org.jl2tpd.daemon.hooks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jl2tpd.config.HookFile;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.ChildProcess.Program;
import org.jl2tpd.linux.Poller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that starts hooks, watches them and reads what they write. */
final class HookRunner implements AutoCloseable {
    /** Octets read at once of what a hook writes. */
    private static final int BUFFER = 4_096;

    private static final int EVENTS = 64;
    private static final long MILLISECOND_NS = 1_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger("org.jl2tpd.hooks");

    private final HookQueue queue;
    private final HookCounters counters;
    private final BiConsumer<HookJob, String> failure;
    private final HookStarter starter;
    private final Poller poller;
    private final Thread thread;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Map<Long, RunningHook> running = new TreeMap<>();
    private volatile HookSettings settings;
    private volatile boolean isEnding;
    /** Whether what waits is for another runner. */
    private volatile boolean isRetired;
    /** Told that the next job of a session may start, when this runner does not start it. */
    private volatile Runnable freed = () -> {};

    private volatile long endNs;
    private long last;

    private HookRunner(
            HookSettings settings,
            HookQueue queue,
            HookCounters counters,
            BiConsumer<HookJob, String> failure,
            HookStarter starter,
            Poller poller) {
        this.settings = settings;
        this.queue = queue;
        this.counters = counters;
        this.failure = failure;
        this.starter = starter;
        this.poller = poller;
        thread = new Thread(this::run, "hooks");
        thread.setDaemon(true);
    }

    /**
     * Starts the thread, and the one that starts programs.
     *
     * @param failure is told of a job that failed, with words; on this thread
     */
    static HookRunner start(
            HookSettings settings, HookQueue queue, HookCounters counters, BiConsumer<HookJob, String> failure)
            throws IOException {
        HookStarter starter = HookStarter.open(settings.user());
        try {
            var runner = new HookRunner(settings, queue, counters, failure, starter, new Poller(EVENTS));
            runner.thread.start();
            return runner;
        } catch (IOException | RuntimeException e) {
            starter.close();
            throw e;
        }
    }

    HookSettings settings() {
        return settings;
    }

    /** Other limits from now on; not another user. */
    void use(HookSettings other) {
        settings = other;
        poller.wake();
    }

    /** Something was queued. */
    void wake() {
        poller.wake();
    }

    private void run() {
        try {
            while (!isEnding || hasWork()) {
                startWaiting();
                int events = poller.await(waitMs());
                for (int i = 0; i < events; i++) {
                    if (!poller.takeWake(i)) {
                        on(poller.token(i));
                    }
                }
                endLate(System.nanoTime());
            }
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("hooks_failed");
        } finally {
            abandon();
        }
    }

    /** Whether there is something left to do at the end, and time to do it. */
    private boolean hasWork() {
        return (!running.isEmpty() || !isRetired && queue.waiting() > 0) && endNs - System.nanoTime() > 0;
    }

    private void startWaiting() {
        while (!isRetired && running.size() < settings.maxRunning()) {
            HookJob job = queue.next();
            if (job == null) {
                return;
            }
            start(job);
        }
    }

    private void start(HookJob job) {
        String problem = HookFile.problem(job.program(), settings.user());
        if (problem == null) {
            try {
                watch(job, starter.start(program(job)));
                counters.started.incrementAndGet();
                return;
            } catch (IOException e) {
                problem = "could not be started: " + e.getMessage();
            }
        }
        fail(job, problem);
        queue.ended(job);
    }

    /** The program's path is all that it gets as an argument. */
    private static Program program(HookJob job) {
        return new Program(job.program(), List.of(job.program()), job.environment(), null, -1, true);
    }

    private void watch(HookJob job, ChildProcess child) throws IOException {
        long token = last;
        last += 2;
        long dueNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.timeoutSeconds());
        try {
            poller.add(child.pidfd(), token);
            poller.add(child.output(), token + 1);
        } catch (IOException e) {
            child.signalGroup(ChildProcess.SIGKILL);
            child.close();
            throw e;
        }
        running.put(token, new RunningHook(job, child, new HookOutput(line -> tell(job, line)), dueNs));
    }

    private static void tell(HookJob job, String line) {
        LOG.atInfo()
                .addKeyValue("hook", job.hook())
                .addKeyValue("tunnel", job.event().tunnelId())
                .addKeyValue("session", job.event().sessionId())
                .addKeyValue("text", line)
                .log("hook_output");
    }

    private void on(long token) {
        RunningHook hook = running.get(token & ~1L);
        if (hook == null) {
            return;
        }
        if (token % 2 == 0) {
            end(token, hook);
        } else if (!hook.output.readFrom(hook.child, buffer)) {
            hook.isReading = false;
            poller.remove(hook.child.output());
        }
    }

    private void end(long token, RunningHook hook) {
        running.remove(token);
        poller.remove(hook.child.pidfd());
        poller.remove(hook.child.output());
        String problem = hook.problem(hook.end(buffer), settings.timeoutSeconds());
        if (hook.timedOut) {
            counters.timedOut.incrementAndGet();
        }
        if (problem != null) {
            fail(hook.job, problem);
        }
        queue.ended(hook.job);
        if (isRetired) {
            freed.run();
        }
    }

    private void fail(HookJob job, String problem) {
        counters.failed.incrementAndGet();
        failure.accept(job, problem);
    }

    private void endLate(long nowNs) {
        for (RunningHook hook : running.values()) {
            if (hook.dueNs - nowNs <= 0) {
                hook.due(nowNs);
            }
        }
    }

    /** Until something is due; -1 for nothing. */
    private int waitMs() {
        long nowNs = System.nanoTime();
        long dueNs = isEnding ? endNs : Long.MAX_VALUE;
        boolean any = isEnding;
        for (RunningHook hook : running.values()) {
            dueNs = !any || hook.dueNs - dueNs < 0 ? hook.dueNs : dueNs;
            any = true;
        }
        return any ? (int) Math.max(0, Math.min(60_000, (dueNs - nowNs) / MILLISECOND_NS + 1)) : -1;
    }

    /** What is left is not waited for. */
    private void abandon() {
        running.forEach((token, hook) -> {
            hook.child.signalGroup(ChildProcess.SIGKILL);
            hook.end(buffer);
            fail(hook.job, "was ended, since the daemon stops");
        });
        running.clear();
        poller.close();
        starter.close();
    }

    /**
     * Starts nothing more, and ends when nothing runs any more.
     *
     * @param next is told when what waits may go on
     */
    void retire(Runnable next) {
        freed = next;
        isRetired = true;
        String name = thread.getName() + "-ending";
        long limitMs = TimeUnit.SECONDS.toMillis(settings.timeoutSeconds()) + RunningHook.GRACE_MS;
        Thread ending = new Thread(() -> finish(limitMs), name);
        ending.setDaemon(true);
        ending.start();
    }

    /** Lets what waits and runs come to its end, so long at most; what is left is killed. */
    void finish(long limitMs) {
        endNs = System.nanoTime() + limitMs * MILLISECOND_NS;
        isEnding = true;
        poller.wake();
        try {
            thread.join(limitMs + 500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish(0);
    }
}
