package org.jl2tpd.management;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jl2tpd.engine.Command;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ConfigurationDifference;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.Restart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the daemon's file as the truth: compares it with what is in force, says what will change, and has everything follow it. All or
 * nothing, but for tunnels that the network refuses. One at a time, and no other change of the configuration meanwhile.
 */
final class ReloadDesk {
    /** A reload that was done; one line each. */
    static final String DONE = "reload";

    /** One that changed nothing, and why. */
    static final String REFUSED = "reload_refused";

    private static final Logger LOG = LoggerFactory.getLogger(ReloadDesk.class);

    /** Reloads that run or wait, and how long one is waited for. */
    private static final int LIMIT = 2;

    private static final long WAIT_S = 60;

    /** Milliseconds that a stop waits for a reload that is under way. */
    private static final long STOP_WAIT_MS = 2_000;

    private final Control control;
    private final ConfigurationStore store;
    private final ReentrantLock lock;
    private final List<Reloadable> parts = new CopyOnWriteArrayList<>();
    private volatile Executor worker = Runnable::run;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean isStopping;
    private volatile ConfigurationFile files = ConfigurationFile.NONE;

    /** @param lock that saving and restoring take too */
    ReloadDesk(Control control, ConfigurationStore store, ReentrantLock lock) {
        this.control = control;
        this.store = store;
        this.lock = lock;
    }

    void use(ConfigurationFile file) {
        files = file;
    }

    void runBy(Executor executor) {
        worker = executor;
    }

    void add(Reloadable part) {
        parts.add(part);
    }

    /**
     * On the thread of {@link #runBy}, so that a face that it restarts does not end the work with the connection that asked for it.
     *
     * @param who for the log
     */
    ReloadReport reload(boolean dryRun, String who) throws ControlException {
        if (asked.incrementAndGet() > LIMIT) {
            asked.decrementAndGet();
            throw new ControlException(Kind.UNAVAILABLE, "a reload is under way, and another one waits");
        }
        CompletableFuture<ReloadReport> done = new CompletableFuture<>();
        done.whenComplete((report, failure) -> asked.decrementAndGet());
        try {
            worker.execute(() -> {
                try {
                    done.complete(work(dryRun, who));
                } catch (Throwable e) {
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            done.cancel(false);
            throw new ControlException(Kind.UNAVAILABLE, "the daemon is stopping");
        }
        try {
            return done.get(WAIT_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ControlException(
                    Kind.TIMED_OUT,
                    "the reload has not ended within " + WAIT_S + " s; it goes on, and the log will tell");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ControlException refused) {
                throw refused;
            }
            LOG.atError().setCause(e.getCause()).log("reload_failed");
            throw new ControlException(Kind.UNAVAILABLE, "internal error, see the daemon's log");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException(Kind.UNAVAILABLE, "interrupted; the reload goes on");
        }
    }

    private ReloadReport work(boolean dryRun, String who) throws ControlException {
        lock.lock();
        try {
            requireRunning();
            ReloadReport report = store.exclusively(() -> compared(dryRun));
            if (!dryRun) {
                log(report, who);
                store.tell();
            }
            return report;
        } catch (ControlException e) {
            if (!dryRun) {
                e.getMessage()
                        .lines()
                        .forEach(line -> LOG.atError()
                                .addKeyValue("by", who)
                                .addKeyValue("reason", line)
                                .log(REFUSED));
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void requireRunning() throws ControlException {
        if (isStopping) {
            throw new ControlException(Kind.UNAVAILABLE, "the daemon is stopping");
        }
    }

    /** The daemon stops: nothing is opened from now on, and what is being opened is waited for a while. */
    void stop() {
        isStopping = true;
        try {
            if (lock.tryLock(STOP_WAIT_MS, TimeUnit.MILLISECONDS)) {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void log(ReloadReport report, String who) {
        log("change", report.changes(), who);
        log("dropped", report.dropped(), who);
        log("needs_restart", report.restart(), who);
        report.failed()
                .forEach(line -> LOG.atWarn()
                        .addKeyValue("by", who)
                        .addKeyValue("failed", line)
                        .log(DONE));
        if (report.isEmpty()) {
            LOG.atInfo().addKeyValue("by", who).addKeyValue("change", "none").log(DONE);
        }
    }

    private static void log(String key, List<String> lines, String who) {
        lines.forEach(line ->
                LOG.atInfo().addKeyValue("by", who).addKeyValue(key, line).log(DONE));
    }

    private ReloadReport compared(boolean dryRun) throws ControlException {
        if (files.path().isEmpty()) {
            throw ControlException.invalid("this daemon was started without a configuration file");
        }
        Configuration wanted = files.readOwn();
        Configuration started = store.started();
        Configuration before = Restart.takenOver(store.get(), started);
        Configuration after = Restart.takenOver(wanted, started);
        Set<String> byCommand = ConfigurationDifference.lines(store.filed(), store.get()).stream()
                .map(ConfigurationDifference.Line::title)
                .collect(Collectors.toSet());
        List<String> changes = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (ConfigurationDifference.Line line : ConfigurationDifference.lines(before, after)) {
            (byCommand.contains(line.title()) ? dropped : changes).add(line.text());
        }
        List<TunnelSteps.Step> steps = TunnelSteps.between(before, after);
        steps.stream()
                .map(TunnelSteps.Step::line)
                .filter(line -> !line.isEmpty())
                .forEach(changes::add);
        check(before, after);
        parts.forEach(part -> changes.addAll(part.plan(before, after)));
        List<String> failed = dryRun ? List.of() : apply(before, after, wanted, steps);
        return new ReloadReport(files.path(), dryRun, changes, dropped, restart(started, wanted), failed);
    }

    private void check(Configuration before, Configuration after) throws ControlException {
        for (Reloadable part : parts) {
            try {
                part.check(before, after);
            } catch (ControlException e) {
                throw new ControlException(
                        e.kind(),
                        "nothing was changed, since not all of the file can be taken over: " + e.getMessage());
            }
        }
    }

    private static List<String> restart(Configuration started, Configuration wanted) {
        Stream<String> system = restart("system", started.system(), wanted.system());
        Stream<String> jmx =
                restart("jmx", started.management().jmx(), wanted.management().jmx());
        return Stream.concat(system, jmx).toList();
    }

    private static Stream<String> restart(String section, Profile started, Profile wanted) {
        return Restart.of(started, wanted).stream()
                .map(attribute -> section + ": " + attribute.name() + " " + shown(started, attribute) + " -> "
                        + shown(wanted, attribute) + ", since " + Restart.REASONS.get(attribute));
    }

    private static Object shown(Profile profile, Attribute<?> attribute) {
        Object value = profile.get(attribute);
        return value == null || value.toString().isEmpty()
                ? "(empty)"
                : org.jl2tpd.profile.Values.plain(attribute, value);
    }

    /** Returns what failed of it and stays undone. */
    private List<String> apply(
            Configuration before, Configuration after, Configuration wanted, List<TunnelSteps.Step> steps)
            throws ControlException {
        Configuration former = store.get();
        List<String> failed = new ArrayList<>();
        List<Reloadable> done = new ArrayList<>();
        try {
            // An engine that answers too late has the new one all the same, so that the former one is sent behind it.
            failed.addAll(store.follow(wanted));
            for (Reloadable part : parts) {
                requireRunning();
                done.add(part);
                failed.addAll(part.follow(before, after));
            }
        } catch (ControlException | RuntimeException e) {
            throw new ControlException(
                    Kind.REFUSED,
                    "nothing was changed, since not all of the file can be taken over: " + e.getMessage()
                            + takenBack(before, after, former, done));
        }
        requireRunning();
        steps.forEach(step -> execute(step, failed));
        store.saved(wanted);
        return failed;
    }

    /** What could not be taken back, for the end of a message. */
    private String takenBack(Configuration before, Configuration after, Configuration former, List<Reloadable> done) {
        if (isStopping) {
            return "";
        }
        StringBuilder problems = new StringBuilder();
        try {
            store.follow(former);
        } catch (ControlException e) {
            problems.append("; and then ").append(e.getMessage());
        }
        for (int i = done.size() - 1; i >= 0; i--) {
            try {
                done.get(i)
                        .follow(after, before)
                        .forEach(line -> problems.append("; and then ").append(line));
            } catch (ControlException | RuntimeException e) {
                problems.append("; and then ").append(e.getMessage());
            }
        }
        return problems.toString();
    }

    private void execute(TunnelSteps.Step step, List<String> failed) {
        try {
            control.execute(step.command());
        } catch (ControlException e) {
            boolean wasGone = e.kind() == Kind.REFUSED
                    && (step.command() instanceof Command.CloseTunnel
                            || step.command() instanceof Command.CloseSession);
            if (!wasGone) {
                failed.add(named(step) + ": " + e.getMessage());
            }
        }
    }

    private static String named(TunnelSteps.Step step) {
        if (step.command() instanceof Command.CreateSession session) {
            return "session \"" + session.definition().name() + "\" of tunnel \""
                    + session.tunnel().name() + "\"";
        }
        return step.line();
    }
}
