package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.daemon.log.LogSettings;
import org.jl2tpd.daemon.log.Logging;
import org.jl2tpd.datapath.kernel.PppdSpawner;
import org.jl2tpd.linux.Identity;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one daemon of a process, from its configuration to its end, in the steps that {@code jl2tpd} and jsvc both take: {@link #prepare},
 * {@link #start}, {@link #close}. Start and stop are for one thread; {@link #reload} and {@link #report} for any.
 */
final class Service implements AutoCloseable {
    /** Milliseconds that {@link #close} takes at most. */
    static final long CLOSE_LIMIT_MS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Configuration configuration;
    private final Path file;
    /** Who starts pppds; null when the daemon does, or nobody has to. */
    private final PppdSpawner spawner;

    /** Started once the process is what it is to be. */
    private final CapableThread capable = new CapableThread("reload");

    /** Signals whose threads may wait: one for the reload under way, one for the next. */
    private final Semaphore reloads = new Semaphore(2);

    private Daemon daemon;

    private Service(Configuration configuration, Path file, PppdSpawner spawner) {
        this.configuration = configuration;
        this.file = file;
        this.spawner = spawner;
    }

    /**
     * What is to be done before anything serves: the log is opened, and what a killed daemon left behind goes.
     *
     * @param file that the configuration was read from
     * @throws StartFailure with words for an operator
     */
    static Service prepare(Configuration configuration, Path file) throws StartFailure {
        return prepare(configuration, file, null);
    }

    /**
     * The same, and started as root the process becomes the user's, after what needs root: the calling thread and those that it starts keep the capabilities
     * that the configuration needs, see {@link Privileges}.
     *
     * @param userName of {@code --user}; null leaves the process what it is
     */
    static Service prepare(Configuration configuration, Path file, String userName) throws StartFailure {
        Identity user = Privileges.userOf(userName);
        List<String> done = new ArrayList<>();
        if (user != null) {
            PrivilegedStep.run(configuration, user, done::add);
        }
        PppdSpawner spawner = user == null ? null : SpawnerProcess.start(configuration, file);
        try {
            become(user, configuration, file);
            openLog(configuration.system());
        } catch (StartFailure | RuntimeException | Error e) {
            close(spawner);
            throw e;
        }
        done.forEach(line -> LOG.atInfo().addKeyValue("done", line).log("prepared"));
        Privileges.log(configuration, user);
        CleanUp.run(configuration);
        return new Service(configuration, file, spawner);
    }

    private static void become(Identity user, Configuration configuration, Path file) throws StartFailure {
        if (user != null) {
            Privileges.drop(configuration, user);
            Privileges.requireFiles(configuration, file, user);
        }
    }

    private static void close(PppdSpawner spawner) {
        if (spawner != null) {
            spawner.close();
        }
    }

    private static void openLog(Profile system) throws StartFailure {
        try {
            Logging.configure(LogSettings.of(system));
        } catch (IOException e) {
            throw new StartFailure(e.getMessage(), e);
        }
    }

    /** Serves from when this returns. */
    void start() throws StartFailure {
        daemon = Daemon.start(configuration, file, "", spawner);
        daemon.control().follow(new LogPart());
    }

    /** One line of what there is at the moment; completes when the reactor has answered. */
    CompletableFuture<String> glance() {
        return daemon.look().thenApply(StatusReport::line);
    }

    /** Completes when the daemon has ended by itself, exceptionally after a failure. */
    CompletableFuture<Void> ended() {
        return daemon.ended();
    }

    /** Whether the daemon ended by a failure of its own. */
    boolean hasFailed() throws InterruptedException {
        if (!daemon.ended().isDone()) {
            return false;
        }
        try {
            daemon.ended().get();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    /** The log's target is opened again, after a rotation, and the configuration file taken over; may be called on a signal's thread. */
    void reload() {
        if (reloads.tryAcquire()) {
            try {
                capable.run(this::reloadHere);
            } finally {
                reloads.release();
            }
        } else {
            LOG.atWarn()
                    .addKeyValue("by", "signal")
                    .addKeyValue("reason", "a reload is under way, and another one waits")
                    .log("reload_refused");
        }
    }

    /** On a thread that may open what the daemon may. */
    private void reloadHere() {
        reopenLog();
        try {
            daemon.control().reload(false, "signal");
        } catch (ControlException e) {
            // The log says why, a line for each fault.
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("reload_by_signal");
        }
    }

    private static void reopenLog() {
        try {
            Logging.reopen();
        } catch (IOException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("log_reopen_failed");
        }
    }

    /** Writes the status to the log; elsewhere than on a signal's thread, which must not wait for the engine. */
    void report() {
        new Thread(() -> StatusReport.write(daemon.control()), "status").start();
    }

    /** One line for whoever started it: what runs, and how. */
    String readyLine() {
        return "jl2tpd " + Version.text() + " ready: process "
                + ProcessHandle.current().pid() + ", listening on " + daemon.listening() + ", datapath "
                + daemon.datapathText() + Pppd.readyText(configuration, spawner);
    }

    /** Tells every peer and takes everything away, see {@link Daemon#close}, within {@link #CLOSE_LIMIT_MS}. */
    @Override
    public void close() {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_LIMIT_MS);
        capable.close();
        if (daemon != null) {
            daemon.close();
        }
        // It ends its pppds and itself also when nobody waits for that.
        Bounded.run("close-spawner", () -> close(spawner), deadlineNs);
    }
}
