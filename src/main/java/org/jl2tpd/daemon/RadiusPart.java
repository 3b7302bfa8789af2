package org.jl2tpd.daemon;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jl2tpd.aaa.LeaseJournal;
import org.jl2tpd.aaa.LocalAuthenticator;
import org.jl2tpd.aaa.RadiusAuthenticator;
import org.jl2tpd.aaa.SessionAccounts;
import org.jl2tpd.aaa.SessionIds;
import org.jl2tpd.aaa.accounting.Accounting;
import org.jl2tpd.aaa.dynamic.DynamicServer;
import org.jl2tpd.aaa.edge.RadiusThread;
import org.jl2tpd.engine.Authenticator.LateAnswers;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.RadiusView;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.radius.RadiusSender;
import org.jl2tpd.radius.ServerListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who judges the daemon's sessions, and what RADIUS hears of them. Without a server and without a client in the configuration nothing of
 * RADIUS runs; a reload starts and ends it.
 */
final class RadiusPart implements Reloadable, RadiusSender, ServerListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RadiusPart.class);

    private final Consumer<EngineEvent> events;
    private final Function<Command, CompletableFuture<CommandResult>> engine;
    private final LocalAuthenticator local;
    /** Null where leases are not kept. */
    private final LeaseJournal leases;

    private final RadiusAuthenticator authenticator;
    private final SessionAccounts accounts = new SessionAccounts();
    private final SessionIds ids = new SessionIds(System.currentTimeMillis() / 1000);
    private final AccountingPart accounting;
    /** Null while nobody is to be asked, and nobody may ask. */
    private volatile RadiusThread thread;
    /** Disconnect and CoA; null like the thread. */
    private volatile DynamicServer dynamic;

    /**
     * @param late takes answers that come later
     * @param events hears of servers, of what they had done, and of accounting; from any thread
     * @param engine does what servers ask for; and counts for accounting; an answer can be cancelled as long as its command waits
     */
    RadiusPart(
            Configuration configuration,
            LateAnswers late,
            Consumer<EngineEvent> events,
            Function<Command, CompletableFuture<CommandResult>> engine) {
        this.events = events;
        this.engine = engine;
        this.local = new LocalAuthenticator(configuration);
        local.tellPools(this::pool);
        this.leases = LeaseKeeping.open(configuration, local);
        this.authenticator = new RadiusAuthenticator(configuration, local, this, late, ids, accounts);
        this.accounting = new AccountingPart(new Accounting.Links(ids, accounts, this, engine, events));
    }

    /** Who judges sessions; the engine's thread alone asks. */
    RadiusAuthenticator authenticator() {
        return authenticator;
    }

    /** Who judges by the configuration alone, and has all addresses. */
    LocalAuthenticator local() {
        return local;
    }

    /** Sessions that RADIUS hears of; the engine's thread alone. */
    SessionAccounts accounts() {
        return accounts;
    }

    /** Names of sessions. */
    SessionIds ids() {
        return ids;
    }

    /** The sockets, null while nothing of RADIUS runs. */
    RadiusThread thread() {
        return thread;
    }

    /** Disconnect and CoA, null while nothing of RADIUS runs. */
    DynamicServer dynamic() {
        return dynamic;
    }

    /**
     * Begins what the configuration wants.
     *
     * @throws IOException when the system would not have it
     */
    void open(Configuration configuration) throws IOException {
        use(configuration);
    }

    private void use(Configuration configuration) throws IOException {
        RadiusDefinition radius = configuration.radius();
        boolean wanted = !radius.servers().isEmpty() || !radius.clients().isEmpty();
        RadiusThread running = thread;
        if (wanted && running == null) {
            running = RadiusThread.start(new StrongRandom(), this, RadiusPart::failed);
            thread = running;
            dynamic = new DynamicServer(running, engine, events, ids, accounts);
        }
        if (wanted) {
            String hostName = configuration.system().get(SystemAttributes.HOST_NAME);
            dynamic.reconfigure(radius, hostName);
            running.reconfigure(radius, hostName);
        } else {
            endThread();
        }
        accounting.use(configuration);
    }

    private static void failed(Exception e) {
        LOG.atError().setCause(e).log("radius_failed");
    }

    /** An event of the engine, on its thread; must not block. */
    void onEvent(EngineEvent event) {
        accounting.onEvent(event);
    }

    /** Accounting's spool. */
    RadiusView.Spool spool() {
        return accounting.view();
    }

    /** The engine has ended: servers hear the last of accounting, while they can still be asked. */
    void endAccounting(long limitMs) {
        accounting.close(limitMs);
    }

    /** Asks the servers of the configuration that holds. */
    @Override
    public void send(RadiusRequest request, Consumer<RadiusResult> result) {
        RadiusThread running = thread;
        if (running == null) {
            result.accept(new RadiusResult.Failed(RadiusResult.Failure.NO_SERVER, "no RADIUS server is configured"));
        } else {
            running.send(request, result);
        }
    }

    @Override
    public void serverDead(String server, RadiusRequest.Kind role, String words) {
        tell(EngineEvent.Kind.RADIUS_SERVER_DEAD, server, role, words);
    }

    @Override
    public void serverAlive(String server, RadiusRequest.Kind role, String words) {
        tell(EngineEvent.Kind.RADIUS_SERVER_ALIVE, server, role, words);
        accounting.serverIsBack();
    }

    private void pool(boolean isNearlyFull, String words) {
        EngineEvent.Kind kind = isNearlyFull ? EngineEvent.Kind.POOL_NEARLY_FULL : EngineEvent.Kind.POOL_RELIEVED;
        events.accept(new EngineEvent(kind, 0, 0, "", null, "", null, "", words));
    }

    private void tell(EngineEvent.Kind kind, String server, RadiusRequest.Kind role, String words) {
        String what = server + " (" + role.name().toLowerCase(Locale.ROOT) + ")";
        events.accept(
                new EngineEvent(kind, 0, 0, "", null, "", null, "", words.isEmpty() ? what : what + ": " + words));
    }

    @Override
    public List<String> plan(Configuration before, Configuration after) {
        return List.of();
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) throws ControlException {
        try {
            use(after);
        } catch (IOException e) {
            throw new ControlException(Kind.REFUSED, "RADIUS can't be started: " + e.getMessage());
        }
        return List.of();
    }

    private void endThread() {
        RadiusThread running = thread;
        thread = null;
        dynamic = null;
        if (running != null) {
            running.close();
        }
    }

    /** Tells its counters; any thread. */
    void counters(BiConsumer<String, Long> counters) {
        counters.accept("radius_accepts", authenticator.accepted());
        counters.accept("radius_refusals", authenticator.refused());
        counters.accept("radius_unanswered", authenticator.unanswered());
        counters.accept("radius_ignored_attributes", authenticator.ignored());
        counters.accept("session_limit_refusals", local.limited());
        counters.accept("addresses_exhausted", local.exhausted());
        if (leases != null) {
            leases.counters(counters);
        }
    }

    @Override
    public void close() {
        accounting.close(0);
        endThread();
        if (leases != null) {
            leases.close();
        }
    }
}
