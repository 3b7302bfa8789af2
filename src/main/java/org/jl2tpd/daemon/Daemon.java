package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jl2tpd.daemon.hooks.Hooks;
import org.jl2tpd.daemon.log.EventLog;
import org.jl2tpd.daemon.log.Logging;
import org.jl2tpd.datapath.MemoryDatapath;
import org.jl2tpd.datapath.kernel.KernelDatapath;
import org.jl2tpd.datapath.kernel.PppdSpawner;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.Engine;
import org.jl2tpd.engine.Views;
import org.jl2tpd.linux.Ledger;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.management.ConfigurationStore;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.DaemonInfo;
import org.jl2tpd.management.model.CaptureHub;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.FreshRows;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.InventoryThread;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.ProfileUses;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.reactor.EngineInputs;
import org.jl2tpd.reactor.Reactor;
import org.jl2tpd.reactor.ReactorSettings;
import org.jl2tpd.wire.IpAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One running daemon: datapath, authenticator, engine, the reactor's thread and the control socket. Several fit in a process.
 * Start and stop are for one thread; the rest for any.
 */
public final class Daemon implements AutoCloseable {
    /** Milliseconds that an orderly stop may take before what is left is cut. */
    public static final long STOP_LIMIT_MS = 3_000;

    /** Milliseconds for taking away devices and rules when it was cut. */
    private static final long CUT_LIMIT_MS = 1_500;

    /** Milliseconds after which {@link #close} returns, whatever has not ended by then; half a second of 5 s is left for who starts pppds. */
    static final long CLOSE_LIMIT_MS = 4_700;

    /** Milliseconds that servers may take to hear the last of accounting; what they don't stays in the spool. */
    private static final long ACCOUNTING_LIMIT_MS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Configuration configuration;
    private final EventLog log;
    private final String name;
    private final Ledger ledger;
    private final DatapathChoice datapath;
    private final Reactor reactor;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private final Control control;
    private final EventHub events;
    private final Hooks hooks;
    private final RadiusPart radius;
    private final CaptureHub captures;
    private final Inventory inventory;
    private final StateStore state;
    private final ClosingStack closing;
    private final boolean hasSpawner;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param closing what is to be closed, also when this throws */
    private Daemon(Configuration written, Path file, String name, PppdSpawner spawner, ClosingStack closing)
            throws StartFailure {
        this.closing = closing;
        this.hasSpawner = spawner != null;
        this.configuration = HostName.fill(written);
        this.name = name;
        this.log = new EventLog(name);
        this.state = openState(configuration);
        this.events = closing.add(EventHub.start(name.isEmpty() ? "events" : "events-" + name));
        this.ledger = Ledger.in(CleanUp.runtimeDirectory(configuration));
        this.datapath = DatapathChoice.make(configuration, ledger, spawner);
        this.reactor = closing.add(reactor());
        this.radius = closing.add(new RadiusPart(
                configuration, reactor::postAuthReply, new EventTee(log, events, event -> {})::event, reactor::submit));
        Engine engine = new Engine(
                configuration, reactor.ports(), datapath.datapath(), radius.authenticator(), new StrongRandom());
        this.thread = new Thread(() -> run(engine), name.isEmpty() ? "reactor" : "reactor-" + name);
        DaemonInfo info = new DaemonInfo(Version.text(), ProcessHandle.current().pid(), System.nanoTime());
        ConfigurationStore store = new ConfigurationStore(written, HostName::fill);
        this.control = new Control(this::submit, store, state, info, Control.DEFAULT_WAIT);
        control.showPoolsOf(() -> PoolViews.of(radius.local()));
        control.showRadiusOf(() -> RadiusViews.of(radius));
        control.testRadiusBy(new RadiusTrials(radius));
        control.useConfigurationFile(new TomlConfigurationFile(file));
        this.captures = new CaptureHub(control);
        this.inventory = new Inventory(control);
        HopLimits.tell(inventory.interfaces());
        control.onChange(new FreshRows(inventory));
        control.profiles().countUsesBy(new ProfileUses(inventory));
        events.listen(event -> inventory.onEvent(event.event()));
        this.hooks = new Hooks(new EventTee(log, events, event -> {})::event);
        events.listen(hooks::onEvent);
    }

    /**
     * Starts a daemon.
     *
     * @param name tells it from others in the process, in logs and threads; may be empty
     * @throws StartFailure with words for an operator; nothing is left running
     */
    public static Daemon start(Configuration configuration, String name) throws StartFailure {
        return start(configuration, null, name);
    }

    /**
     * The same with a file.
     *
     * @param file that the configuration was read from, for saving it; null for none
     */
    public static Daemon start(Configuration configuration, Path file, String name) throws StartFailure {
        return start(configuration, file, name, null);
    }

    /**
     * The same for a daemon that is not root.
     *
     * @param spawner who starts pppds, closed with the daemon; null when the daemon does
     */
    static Daemon start(Configuration configuration, Path file, String name, PppdSpawner spawner) throws StartFailure {
        Daemon daemon = make(configuration, file, name, spawner);
        daemon.warnOfLoss(spawner);
        try {
            daemon.open();
        } catch (IOException | RuntimeException | Error e) {
            daemon.close();
            throw StartFailure.of(e);
        }
        return daemon;
    }

    private static Daemon make(Configuration configuration, Path file, String name, PppdSpawner spawner)
            throws StartFailure {
        ClosingStack closing = new ClosingStack();
        try {
            return new Daemon(configuration, file, name, spawner, closing);
        } catch (StartFailure | RuntimeException | Error e) {
            closing.close();
            throw StartFailure.of(e);
        }
    }

    private void open() throws IOException {
        hooks.use(configuration.management().hooks());
        radius.open(configuration);
        thread.start();
        control.reloadBy(closing.add(new ReloadThread()));
        control.follow(new PrivilegePart(
                Privileges::effective, hasSpawner, datapath.datapath().name()));
        control.follow(new ListenerPart(reactor));
        control.follow(new DatapathPart(datapath.datapath(), reactor));
        control.follow(new HooksPart(hooks));
        control.follow(radius);
        restoreState();
        openControlSocket();
        Background.open(this::openFaces);
        startStaticTunnels();
        watchResources();
        note(LOG.atInfo())
                .addKeyValue("version", Version.text())
                .addKeyValue("listen", listening())
                .addKeyValue("datapath", datapath.datapath().name())
                .addKeyValue("reason", datapath.reason())
                .log("started");
        warnOfForwarding();
        warnOfRules();
    }

    private void watchResources() {
        var resources = new ProcessResources(configuration);
        ResourceWatch watch = closing.add(ResourceWatch.start(
                name.isEmpty() ? "resources" : "resources-" + name, resources::sample, reactor::submit));
        closing.add(ProcessResources.onCollections(watch::lookSoon));
        control.showAlarmsOf(() -> Stream.concat(watch.alarms().stream(), Stream.ofNullable(ledger.problem()))
                .toList());
        forewarn(configuration);
        control.follow(new LimitsPart(this::forewarn));
    }

    /** Tells of limits of the system that are below those of a configuration: at the start, and when it is another one. */
    void forewarn(Configuration next) {
        Forewarning.of(next, datapath.datapath().name())
                .forEach(warning ->
                        note(LOG.atWarn()).addKeyValue("warning", warning).log("limit_in_sight"));
        if (ledger.problem() != null) {
            note(LOG.atWarn()).addKeyValue("reason", ledger.problem()).log("ledger_is_not_kept");
        }
    }

    /** Never changed by the daemon: it is for the operator to say whether this host is a router. */
    private void warnOfForwarding() {
        boolean carriesPackets = !(datapath.datapath() instanceof MemoryDatapath);
        if (carriesPackets && !reactor.listeners().isEmpty()) {
            String advice = Forwarding.advice(Forwarding.SYSTEM, configuration);
            if (!advice.isEmpty()) {
                note(LOG.atWarn()).addKeyValue("do", advice).log("forwarding_is_off");
            }
        }
    }

    /** Sessions without pppd go on; those with one end, see {@link PppdSpawner}. */
    private void warnOfLoss(PppdSpawner spawner) {
        if (spawner != null) {
            spawner.lost()
                    .thenAccept(words -> note(LOG.atError())
                            .addKeyValue("process", spawner.pid())
                            .addKeyValue("reason", words)
                            .log("pppd_spawner_lost"));
        }
    }

    private void warnOfRules() {
        if (datapath.datapath() instanceof KernelDatapath kernel) {
            kernel.packetRules().thenAccept(problem -> {
                if (problem != null) {
                    Level level = ServedPeers.areThere(configuration) ? Level.WARN : Level.INFO;
                    note(LOG.atLevel(level)).addKeyValue("reason", problem).log("packet_rules_missing");
                }
            });
        }
    }

    private LoggingEventBuilder note(LoggingEventBuilder line) {
        return name.isEmpty() ? line : line.addKeyValue("daemon", name);
    }

    private Reactor reactor() throws StartFailure {
        ReactorSettings settings = ListenerPart.settings(configuration);
        try {
            return new Reactor(
                    settings,
                    datapath.datapath(),
                    new EventTee(log, events, event -> radius.onEvent(event)),
                    new TraceTee(log, () -> captures));
        } catch (SystemCallException e) {
            datapath.datapath().close();
            throw new StartFailure(e.getMessage() + advice(e), e);
        } catch (RuntimeException | Error e) {
            datapath.datapath().close();
            throw e;
        }
    }

    private static String advice(SystemCallException e) {
        boolean taken = e.getMessage().contains(Reactor.IN_USE);
        return taken ? "; another daemon may run: stop it, or set udp_port or listen_addresses" : "";
    }

    /** A directory that can't be used is told, and costs what outlives a restart; it does not keep the daemon from its work. */
    private StateStore openState(Configuration configuration) {
        String directory = configuration.system().get(SystemAttributes.STATE_DIRECTORY);
        try {
            return directory.isEmpty() ? StateStore.inMemory() : StateStore.open(Path.of(directory));
        } catch (IOException e) {
            note(LOG.atWarn())
                    .addKeyValue("directory", directory)
                    .addKeyValue("reason", e.toString())
                    .addKeyValue("do", "set state_directory in [system] to a directory of the daemon's user")
                    .log("state_is_not_kept");
            return StateStore.inMemory();
        }
    }

    private void restoreState() {
        try {
            if (state.get(Control.DISABLED, "").equals("true")) {
                control.setEnabled(false);
            }
            if (state.get(Control.DRAINING, "").equals("true")) {
                control.drain(true);
            }
            control.restorePeerStates();
        } catch (ControlException e) {
            note(LOG.atWarn()).addKeyValue("reason", e.getMessage()).log("state_is_not_restored");
        }
    }

    private void openFaces() throws IOException {
        closing.add(InventoryThread.start(inventory, name.isEmpty() ? "inventory" : "inventory-" + name));
        Faces.open(managed(), closing);
    }

    ManagedDaemon managed() {
        return new ManagedDaemon(name, control, inventory, events, state);
    }

    private void openControlSocket() throws IOException {
        SocketPart socket = closing.add(new SocketPart(managed(), captures));
        socket.open(configuration);
        control.follow(socket);
    }

    private void startStaticTunnels() {
        StaticTunnelDesk desk = closing.add(StaticTunnelDesk.start(configuration, ledger));
        control.showStaticTunnelsOf(desk::views);
        control.follow(desk);
    }

    private void run(Engine engine) {
        try {
            reactor.run(EngineInputs.of(engine));
            ended.complete(null);
        } catch (Throwable e) {
            ended.completeExceptionally(e);
            note(LOG.atError()).setCause(e).log("reactor_failed");
        }
    }

    /** Everything an operator can do with it. */
    public Control control() {
        return control;
    }

    /** The datapath's name, and why it is this one. */
    public String datapathText() {
        return datapath.datapath().name() + " (" + datapath.reason() + ")";
    }

    /** Addresses and ports that it listens on, with spaces between them; {@code none} for a client alone. */
    public String listening() {
        String text = String.join(" ", reactor.listening());
        return text.isEmpty() ? "none" : text;
    }

    /** Completes when the reactor has ended: normally after a stop, exceptionally after a failure. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Asks the engine how it is; completes when the reactor has answered. */
    CompletableFuture<Views.System> look() {
        return reactor.submit(new Command.ShowSystem()).thenApply(result -> (Views.System) result.value());
    }

    /** Offers a command to the engine; the reactor's, the datapath's and the log's counters are laid over the engine's. */
    private CompletableFuture<CommandResult> submit(Command command) {
        CompletableFuture<CommandResult> answer = reactor.submit(command);
        return command instanceof Command.ShowCounters ? answer.thenApply(this::withEdgeCounters) : answer;
    }

    private CommandResult withEdgeCounters(CommandResult result) {
        if (!(result.value() instanceof Views.Counters counters)) {
            return result;
        }
        Map<String, Long> all = new LinkedHashMap<>(counters.values());
        reactor.counters(all::put);
        all.put("log_lines_dropped", Logging.droppedLines());
        hooks.counters(all::put);
        radius.counters(all::put);
        all.put("log_lines_elsewhere", Logging.linesElsewhere());
        all.put("events_lost", events.lost());
        all.put("event_readers_cut_off", events.cutOff());
        return CommandResult.done(new Views.Counters(all));
    }

    /**
     * Pings through a session of a daemon with the memory datapath.
     *
     * @return round trip in ns; fails with the reason
     */
    public CompletableFuture<Long> ping(int tunnelId, int sessionId, IpAddress destination, int payloadOctets) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        if (!(datapath.datapath() instanceof MemoryDatapath memory)) {
            answer.completeExceptionally(new IllegalStateException("only the memory datapath pings"));
        } else {
            reactor.execute(() -> PingAnswer.send(
                            memory, memory.session(tunnelId, sessionId), destination, payloadOctets, answer))
                    .whenComplete((done, problem) -> {
                        if (problem != null) {
                            answer.completeExceptionally(problem);
                        }
                    });
        }
        return answer;
    }

    /**
     * Tells every peer, waits at most {@link #STOP_LIMIT_MS}, and takes everything away, all in {@link #CLOSE_LIMIT_MS}. What manages it is closed last, so that it hears of
     * every tunnel's end.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_LIMIT_MS);
        control.stopReloads();
        reactor.submit(new Command.Stop());
        if (!hasEnded(STOP_LIMIT_MS)) {
            note(LOG.atWarn()).log("stop_cut_short");
            reactor.stop();
            hasEnded(CUT_LIMIT_MS);
        }
        if (!Bounded.run("close", this::closeRest, deadlineNs)) {
            note(LOG.atWarn()).addKeyValue("reason", "not all of it is closed").log("stop_cut_short");
        }
        note(LOG.atInfo()).log("stopped");
    }

    private void closeRest() {
        radius.endAccounting(ACCOUNTING_LIMIT_MS);
        events.close();
        hooks.close();
        closing.close();
    }

    private boolean hasEnded(long milliseconds) {
        try {
            ended.get(milliseconds, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
