package org.jl2tpd.daemon;

import java.util.List;
import java.util.function.Consumer;
import org.jl2tpd.aaa.LocalAuthenticator;
import org.jl2tpd.aaa.RadiusAuthenticator;
import org.jl2tpd.aaa.SessionAccounts;
import org.jl2tpd.aaa.SessionIds;
import org.jl2tpd.engine.Authenticator.LateAnswers;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.radius.RadiusSender;

/**
 * Who judges the daemon's sessions, and what RADIUS hears of them. Without a server and without a client in the configuration nothing of
 * RADIUS runs; a reload starts and ends it.
 */
final class RadiusPart implements Reloadable, RadiusSender, AutoCloseable {
    private final String name;
    private final LocalAuthenticator local;
    private final RadiusAuthenticator authenticator;
    private final SessionAccounts accounts = new SessionAccounts();
    private final SessionIds ids = new SessionIds(System.currentTimeMillis() / 1000);

    /**
     * @param name of the daemon, for names of threads
     * @param late takes answers that come later
     */
    RadiusPart(Configuration configuration, LateAnswers late, String name) {
        this.name = name;
        this.local = new LocalAuthenticator(configuration);
        this.authenticator = new RadiusAuthenticator(configuration, local, this, late, ids, accounts);
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

    /** The engine is there: begins what the configuration wants. */
    void open(Configuration configuration) {}

    /** An event of the engine, on its thread; must not block. */
    void onEvent(EngineEvent event) {}

    /** Asks the servers of the configuration that holds. */
    @Override
    public void send(RadiusRequest request, Consumer<RadiusResult> result) {
        result.accept(new RadiusResult.Failed(RadiusResult.Failure.NO_SERVER, "no RADIUS server is configured"));
    }

    @Override
    public List<String> plan(Configuration before, Configuration after) {
        return List.of();
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) throws ControlException {
        return List.of();
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "RadiusPart " + name;
    }
}
