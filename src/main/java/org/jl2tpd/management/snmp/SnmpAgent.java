package org.jl2tpd.management.snmp;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jl2tpd.management.model.InterfaceIndex;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SNMP agent of a daemon. It is initialised again, as if the daemon had been, when interface numbers begin anew (RFC 2863 3.1.5): then a
 * number may name another interface than before, and managers have to know.
 */
public final class SnmpAgent implements AutoCloseable {
    /** How often it is looked whether interface numbers began anew; there are 2,147,483,647 between two times. */
    private static final long WATCH_S = 60;

    private static final long CLOSE_WAIT_S = 2;

    private static final Logger LOG = LoggerFactory.getLogger(SnmpAgent.class);

    private final ManagedDaemon daemon;
    private final Function<SnmpContext, List<MibModule>> modules;
    private final ScheduledExecutorService watch;
    private long round;
    private Running running;

    private SnmpAgent(ManagedDaemon daemon, Function<SnmpContext, List<MibModule>> modules) throws IOException {
        this.daemon = daemon;
        this.modules = modules;
        this.round = round(daemon.inventory());
        this.running = Running.start(daemon, modules);
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "snmp-watch");
            thread.setDaemon(true);
            return thread;
        });
        watch.scheduleWithFixedDelay(this::look, WATCH_S, WATCH_S, TimeUnit.SECONDS);
    }

    /** @throws IOException with words for an operator; then nothing is open */
    public static SnmpAgent start(ManagedDaemon daemon) throws IOException {
        return start(daemon, SnmpModules::of);
    }

    static SnmpAgent start(ManagedDaemon daemon, Function<SnmpContext, List<MibModule>> modules) throws IOException {
        return new SnmpAgent(daemon, modules);
    }

    /** What it counted since it was initialised: SNMP's own counters by OID that are not 0. */
    public synchronized Map<String, Long> counters() {
        return running == null ? Map.of() : running.counters().figures();
    }

    /** Notifications that were not sent, because there were too many. */
    public synchronized long suppressed() {
        return running == null ? 0 : running.notifications().suppressed();
    }

    /** Informs that nobody acknowledged. */
    public synchronized long unacknowledged() {
        return running == null ? 0 : running.notifications().unacknowledged();
    }

    /** How often interface numbers have begun anew. */
    private static long round(Inventory inventory) {
        LongStream tunnels = inventory.tunnels().values().stream()
                .mapToLong(row -> row.view().detail().serial());
        LongStream sessions = inventory.sessions().values().stream()
                .mapToLong(row -> row.view().detail().serial());
        return InterfaceIndex.round(LongStream.concat(tunnels, sessions).max().orElse(0));
    }

    /** Initialises the agent again when it is time to. */
    synchronized void look() {
        try {
            long now = round(daemon.inventory());
            if (running == null || now > round) {
                closeRunning();
                running = Running.start(daemon, modules);
                round = Math.max(round, now);
            }
        } catch (IOException | RuntimeException e) {
            LOG.atError().setCause(e).log("snmp_not_initialised_again");
        }
    }

    private void closeRunning() throws IOException {
        Running closing = running;
        running = null;
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        synchronized (this) {
            closeRunning();
        }
        try {
            watch.awaitTermination(CLOSE_WAIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
