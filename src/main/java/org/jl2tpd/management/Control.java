package org.jl2tpd.management;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.profile.TunnelRules;

/**
 * Everything an operator can do with a running daemon, one method each. Thread-safe: a call offers a command to the engine's
 * thread and waits at most a bounded time for the answer. The command line, SNMP and JMX are faces of it.
 */
public final class Control {
    /** How long a call waits for the engine unless told otherwise. */
    public static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);

    /** How long RADIUS servers are waited for. */
    public static final Duration RADIUS_WAIT = Duration.ofSeconds(60);

    /** Rows that one page of a list holds at most. */
    public static final int PAGE_LIMIT = 500;

    /** Names in the {@link StateStore}. */
    public static final String DRAINING = "draining";

    public static final String DISABLED = "disabled";

    private final EngineCalls calls;
    private final ConfigurationStore configuration;
    private final ProfileDesk profiles;
    private final ConfigurationDesk files;
    private final ReloadDesk reloads;
    private final StateStore state;
    private final DaemonInfo info;
    private volatile Supplier<List<StaticTunnelView>> staticTunnels = List::of;
    private volatile Supplier<List<PoolView>> pools = List::of;
    private final RadiusDesk radius = new RadiusDesk();
    private volatile BiConsumer<Command, Object> changes = (done, value) -> {};

    private volatile Supplier<List<String>> alarms = List::of;

    /**
     * A facade.
     *
     * @param configuration the one in force, for the profiles that new tunnels and sessions name
     * @param state where draining and the administrative state outlive a restart
     */
    public Control(
            CommandGateway gateway,
            ConfigurationStore configuration,
            StateStore state,
            DaemonInfo info,
            Duration wait) {
        this.calls = new EngineCalls(gateway, wait);
        this.configuration = configuration;
        this.state = state;
        this.profiles = new ProfileDesk(configuration);
        this.files = new ConfigurationDesk(this, configuration);
        this.reloads = new ReloadDesk(this, configuration, files.lock());
        configuration.executeBy(calls::call, command -> changes.accept(command, null));
        this.info = info;
    }

    public SystemStatus showSystem() throws ControlException {
        return SystemStatus.of(system(), info, System.nanoTime(), alarms());
    }

    /** Where to ask which resources of the process or host are nearly used up. */
    public void showAlarmsOf(Supplier<List<String>> source) {
        alarms = source;
    }

    /** Resources of the process or host that are nearly used up, in words; none is empty. */
    public List<String> alarms() {
        return alarms.get();
    }

    public Views.Counters counters() throws ControlException {
        return ask(new Command.ShowCounters(), Views.Counters.class);
    }

    /** @param after local id after which the page begins, 0 for the first; {@code limit} 1 to {@link #PAGE_LIMIT} */
    public Views.TunnelPage listTunnels(int after, int limit) throws ControlException {
        return ask(new Command.ListTunnels(after, checkedLimit(limit)), Views.TunnelPage.class);
    }

    /** @param tunnelId 0 for the sessions of all tunnels; {@code limit} 1 to {@link #PAGE_LIMIT} */
    public Views.SessionPage listSessions(int tunnelId, int afterTunnel, int afterSession, int limit)
            throws ControlException {
        var command = new Command.ListSessions(tunnelId, afterTunnel, afterSession, checkedLimit(limit));
        return ask(command, Views.SessionPage.class);
    }

    /** {@link #listTunnels} for nobody who looks: the datapath need not read its figures more often. */
    public Views.TunnelPage glanceAtTunnels(int after, int limit) throws ControlException {
        return glance(new Command.ListTunnels(after, checkedLimit(limit)), Views.TunnelPage.class);
    }

    /** {@link #listSessions} of all tunnels for nobody who looks. */
    public Views.SessionPage glanceAtSessions(int afterTunnel, int afterSession, int limit) throws ControlException {
        return glance(
                new Command.ListSessions(0, afterTunnel, afterSession, checkedLimit(limit)), Views.SessionPage.class);
    }

    /** {@link #peers} for nobody who looks. */
    public List<Views.Peer> glanceAtPeers() throws ControlException {
        return glance(new Command.ShowPeers(), Views.Peers.class).peers();
    }

    private <T> T glance(Command.Look look, Class<T> type) throws ControlException {
        return ask(new Command.Glance(look), type);
    }

    /** Who is told on the caller's thread what the engine has changed, and what it answered (null for nothing), before the call of whoever changed it returns. */
    public void onChange(BiConsumer<Command, Object> listener) {
        changes = listener;
    }

    /** Where {@link #listStaticTunnels} looks from now on. */
    public void showStaticTunnelsOf(Supplier<List<StaticTunnelView>> source) {
        staticTunnels = source;
    }

    /** The tunnels without control protocol, in the order of the configuration, with the kernel's figures of this moment. */
    public List<StaticTunnelView> listStaticTunnels() {
        return staticTunnels.get();
    }

    /** Where {@link #listPools} looks from now on; it may be asked on any thread, and must not wait. */
    public void showPoolsOf(Supplier<List<PoolView>> source) {
        pools = source;
    }

    /** Pools of addresses by name, and how full they are at this moment. */
    public List<PoolView> listPools() {
        return pools.get();
    }

    /** Where {@link #radius} looks from now on; it may be asked on any thread, and must not wait. */
    public void showRadiusOf(Supplier<RadiusView> source) {
        radius.showOf(source);
    }

    /** RADIUS servers, clients and the accounting spool at this moment; the engine is not asked, so that {@code denied} is empty. */
    public RadiusView radius() {
        return radius.view();
    }

    /** Who answers {@link #testRadius} from now on. */
    public void testRadiusBy(RadiusTrial.Asker asker) {
        radius.testBy(asker);
    }

    /** Asks RADIUS servers whether they would let a user in; waits for their answer, {@link #RADIUS_WAIT} at most. */
    public RadiusTrial.Answer testRadius(RadiusTrial trial) throws ControlException {
        return radius.test(trial);
    }

    /** The same with LNSs that are tried last. */
    public RadiusView showRadius() throws ControlException {
        return radius().with(ask(new Command.ShowDenied(), Views.DeniedLnss.class).rows().stream()
                .map(row -> new RadiusView.Denied(row.endpoint(), row.seconds()))
                .toList());
    }

    public StaticTunnelView showStaticTunnel(String name) throws ControlException {
        return listStaticTunnels().stream()
                .filter(tunnel -> tunnel.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ControlException(Kind.REFUSED, "there is no static tunnel \"" + name + "\""));
    }

    public Views.Tunnel showTunnel(TunnelKey tunnel) throws ControlException {
        return ask(new Command.ShowTunnel(tunnel), Views.Tunnel.class);
    }

    public Views.Session showSession(TunnelKey tunnel, SessionKey session) throws ControlException {
        return ask(new Command.ShowSession(tunnel, session), Views.Session.class);
    }

    public Views.Tunnel createTunnel(TunnelDefinition definition) throws ControlException {
        refuse(configuration.get() == null ? null : TunnelRules.refuses(configuration.get(), definition));
        Views.Tunnel made = ask(new Command.CreateTunnel(definition), Views.Tunnel.class);
        configuration.remember(before -> TunnelMemory.with(before, definition));
        return made;
    }

    /** @param attributes by the schema's names; see {@link DefinitionText} */
    public Views.Tunnel createTunnel(Map<String, String> attributes) throws ControlException {
        return createTunnel(DefinitionText.tunnel(configuration.get(), attributes));
    }

    /** @throws ControlException INVALID where no tunnel can be made of these attributes, as {@link #createTunnel(Map)} would say */
    public void checkTunnel(Map<String, String> attributes) throws ControlException {
        DefinitionText.tunnel(configuration.get(), attributes);
    }

    public Views.Session createSession(TunnelKey tunnel, SessionDefinition definition) throws ControlException {
        refuse(
                configuration.get() == null
                        ? null
                        : TunnelRules.refuses(configuration.get(), nameOf(tunnel), definition));
        Views.Session made = ask(new Command.CreateSession(tunnel, definition), Views.Session.class);
        // A tunnel that is not up has the session placed later, and there is no view of it yet.
        String tunnelName = made == null ? nameOf(tunnel) : made.tunnelName();
        configuration.remember(before -> TunnelMemory.with(before, tunnelName, definition));
        return made;
    }

    /** @param attributes by the schema's names; see {@link DefinitionText} */
    public Views.Session createSession(TunnelKey tunnel, Map<String, String> attributes) throws ControlException {
        return createSession(tunnel, DefinitionText.session(configuration.get(), attributes));
    }

    /** @param reason sent to the peer with the StopCCN, may be empty */
    public void closeTunnel(TunnelKey tunnel, String reason) throws ControlException {
        String name = nameOf(tunnel);
        close(new Command.CloseTunnel(tunnel, reason), before -> TunnelMemory.without(before, name));
    }

    /** What has ended by itself is known to the configuration alone: there it is forgotten. */
    private void close(Command command, UnaryOperator<Configuration> forget) throws ControlException {
        try {
            execute(command);
        } catch (ControlException e) {
            Configuration known = configuration.get();
            if (e.kind() != Kind.REFUSED || known == null || forget.apply(known) == known) {
                throw e;
            }
        }
        configuration.remember(forget);
    }

    /** @param reason sent to the peer with the CDN, may be empty */
    public void closeSession(TunnelKey tunnel, SessionKey session, String reason) throws ControlException {
        String tunnelName = nameOf(tunnel);
        String name = tunnelName.isEmpty() ? "" : nameOf(tunnel, session);
        close(
                new Command.CloseSession(tunnel, session, reason),
                before -> TunnelMemory.without(before, tunnelName, name));
    }

    private static void refuse(String problem) throws ControlException {
        if (problem != null) {
            throw ControlException.invalid(problem);
        }
    }

    /** Of a tunnel that the configuration has; empty for any other. */
    private String nameOf(TunnelKey tunnel) throws ControlException {
        Configuration known = configuration.get();
        if (tunnel.id() == 0 || known == null || known.tunnels().isEmpty()) {
            return tunnel.id() == 0 ? tunnel.name() : "";
        }
        return showTunnel(tunnel).name();
    }

    private String nameOf(TunnelKey tunnel, SessionKey session) throws ControlException {
        return session.id() == 0 ? session.name() : showSession(tunnel, session).name();
    }

    /** The mask of a session, of a tunnel ({@code session} null) or of the system (both null). */
    public int trace(TunnelKey tunnel, SessionKey session) throws ControlException {
        if (tunnel == null) {
            return system().traceMask();
        }
        return session == null
                ? showTunnel(tunnel).traceMask()
                : showSession(tunnel, session).traceMask();
    }

    /**
     * Changes a mask; one change at a time, so that two operators' {@code +name} both count.
     *
     * @param changes see {@link TraceNames#apply}
     * @return the new mask
     */
    public synchronized int setTrace(TunnelKey tunnel, SessionKey session, List<String> changes)
            throws ControlException {
        int mask = TraceNames.apply(trace(tunnel, session), changes);
        execute(new Command.SetTrace(tunnel, session, mask));
        if (tunnel == null) {
            configuration.remember(before -> TunnelMemory.traced(before, configuration.filed(), mask));
        }
        return mask;
    }

    /** The debug mask of a session, or of a tunnel ({@code session} null), and what took effect when it was set. */
    public Views.DebugMask debugMask(TunnelKey tunnel, SessionKey session) throws ControlException {
        return ask(new Command.ShowDebugMask(tunnel, session), Views.DebugMask.class);
    }

    /**
     * Changes a debug mask; one change at a time, so that two operators' {@code +name} both count.
     *
     * @param changes see {@link DebugNames#apply}
     * @return the new mask, and what took effect
     */
    public synchronized Views.DebugMask setDebugMask(TunnelKey tunnel, SessionKey session, List<String> changes)
            throws ControlException {
        int mask = DebugNames.apply(debugMask(tunnel, session).mask(), changes);
        return ask(new Command.SetDebugMask(tunnel, session, mask), Views.DebugMask.class);
    }

    /** Profiles of all kinds. */
    public ProfileDesk profiles() {
        return profiles;
    }

    /** The configuration in force. */
    public ConfigurationStore configuration() {
        return configuration;
    }

    /** Where configurations are read and written from now on. */
    public void useConfigurationFile(ConfigurationFile file) {
        files.use(file);
        reloads.use(file);
    }

    /**
     * Writes the configuration in force into a file, what operators made included.
     *
     * @param file empty for the one that the daemon was started with; a relative one lies beside that
     * @param force replaces a file with comments, one written by hand, and one that was changed since the daemon read it
     * @throws ControlException REFUSED with what would be lost
     */
    public SaveReport saveConfiguration(String file, boolean force) throws ControlException {
        return saveConfiguration(file, force, FileReach.ANYWHERE);
    }

    /** The same for who may not name every file. */
    public SaveReport saveConfiguration(String file, boolean force, FileReach reach) throws ControlException {
        return files.save(file, force, reach);
    }

    /** The configuration in force as it would be written, secrets masked. */
    public String configurationText() {
        return files.text();
    }

    /** What makes the configuration in force of the daemon's file, a line each; empty where they do the same. */
    public List<String> compareConfiguration() throws ControlException {
        return files.compare();
    }

    /**
     * Lays profiles, secrets and tunnels of a file over the configuration in force: what is missing is made, what differs is changed for what
     * comes; nothing that lives is touched, and what the file does not have stays.
     *
     * @param file as in {@link #saveConfiguration}
     */
    public RestoreReport restoreConfiguration(String file) throws ControlException {
        return restoreConfiguration(file, FileReach.ANYWHERE);
    }

    /** The same for who may not name every file. */
    public RestoreReport restoreConfiguration(String file, FileReach reach) throws ControlException {
        return files.restore(file, reach);
    }

    /** A part of the daemon that follows its file from now on; parts follow in the order in which they were added, and back in reverse. */
    public void follow(Reloadable part) {
        reloads.add(part);
    }

    /** Where reloads run from now on; the caller waits. */
    public void reloadBy(Executor executor) {
        reloads.runBy(executor);
    }

    /** The daemon stops: no reload opens anything any more. Waits for one that is under way, for two seconds at most. */
    public void stopReloads() {
        reloads.stop();
    }

    /**
     * Takes the daemon's file as the truth: what it changes takes effect, what it does not have goes, made by whom it may, and no session is dropped
     * that this does not concern.
     *
     * @param dryRun only says what would be done
     * @param who asks, for the log
     * @throws ControlException INVALID with every fault of the file, a line each, or REFUSED when it can't be taken over; nothing has changed then
     */
    public ReloadReport reload(boolean dryRun, String who) throws ControlException {
        return reloads.reload(dryRun, who);
    }

    /** What the facade knows of its daemon. */
    public DaemonInfo info() {
        return info;
    }

    /** Peer profiles and what their tunnels have done. */
    public List<Views.Peer> peers() throws ControlException {
        return ask(new Command.ShowPeers(), Views.Peers.class).peers();
    }

    /** What ended last. */
    public Views.Closed closed() throws ControlException {
        return ask(new Command.ShowClosed(), Views.Closed.class);
    }

    /** Refuses new tunnels and sessions while {@code drain}; outlives a restart. */
    public void drain(boolean drain) throws ControlException {
        execute(new Command.Drain(drain));
        keep(DRAINING, drain ? "true" : null);
    }

    /**
     * Refuses new tunnels and sessions, and ends the daemon in order once the last session that a peer opened is gone. It ends with the daemon: the
     * next start takes them again, unless it was draining before.
     */
    public void stopWhenDrained() throws ControlException {
        execute(new Command.StopWhenDrained());
    }

    /** Refuses new sessions in one tunnel while {@code drain}. */
    public Views.Tunnel drainTunnel(TunnelKey tunnel, boolean drain) throws ControlException {
        return ask(new Command.DrainTunnel(tunnel, drain), Views.Tunnel.class);
    }

    /** False closes all tunnels at once and refuses new ones; outlives a restart. */
    public void setEnabled(boolean enabled) throws ControlException {
        execute(new Command.SetEnabled(enabled));
        keep(DISABLED, enabled ? null : "true");
    }

    /** Switches a peer profile off or on, or has it drain; null leaves a value; outlives a restart. */
    public void setPeerState(String profile, Boolean enabled, Boolean drain) throws ControlException {
        execute(new Command.SetPeerState(profile, enabled, drain));
        if (enabled != null) {
            keep(PeerStates.DISABLED.nameOf(profile), enabled ? null : "true");
        }
        if (drain != null) {
            keep(PeerStates.DRAINING.nameOf(profile), drain ? "true" : null);
        }
    }

    /** Has the engine take over what {@link #setPeerState} kept of profiles that the configuration still has. */
    public void restorePeerStates() throws ControlException {
        for (String profile : profiles.names(ProfileKind.PEER)) {
            boolean disabled =
                    !state.get(PeerStates.DISABLED.nameOf(profile), "").isEmpty();
            boolean draining =
                    !state.get(PeerStates.DRAINING.nameOf(profile), "").isEmpty();
            if (disabled || draining) {
                execute(new Command.SetPeerState(profile, disabled ? false : null, draining ? true : null));
            }
        }
    }

    /** @param attributes of {@link org.jl2tpd.engine.Changeable#TUNNEL}, and of SESSION for sessions that begin later, by name */
    public Views.Tunnel modifyTunnel(TunnelKey tunnel, Map<String, String> attributes) throws ControlException {
        var changes = DefinitionText.tunnelChanges(attributes);
        Views.Tunnel changed = ask(new Command.ModifyTunnel(tunnel, changes), Views.Tunnel.class);
        configuration.remember(before -> TunnelMemory.changed(before, configuration.filed(), changed.name(), changes));
        return changed;
    }

    /** @param attributes of {@link org.jl2tpd.engine.Changeable#SESSION}, by name */
    public Views.Session modifySession(TunnelKey tunnel, SessionKey session, Map<String, String> attributes)
            throws ControlException {
        var changes = DefinitionText.changes(attributes);
        Views.Session changed = ask(new Command.ModifySession(tunnel, session, changes), Views.Session.class);
        configuration.remember(before ->
                TunnelMemory.changed(before, configuration.filed(), changed.tunnelName(), changed.name(), changes));
        return changed;
    }

    /** Begins or ends the copying of a tunnel's ({@code session} null) or a session's control messages and PPP frames to the capture port. */
    public void capture(TunnelKey tunnel, SessionKey session, boolean on) throws ControlException {
        execute(new Command.Capture(tunnel, session, on));
    }

    private void keep(String name, String value) throws ControlException {
        try {
            state.put(name, value);
        } catch (IOException e) {
            throw new ControlException(Kind.UNAVAILABLE, "done, but it will not outlive a restart: " + e.getMessage());
        }
    }

    /** Closes everything and tells every peer; the daemon ends when that is done. */
    public void stop() throws ControlException {
        execute(new Command.Stop());
    }

    /** Status of the whole as the engine has it. */
    public Views.System system() throws ControlException {
        return ask(new Command.ShowSystem(), Views.System.class);
    }

    private static int checkedLimit(int limit) throws ControlException {
        if (limit < 1 || limit > PAGE_LIMIT) {
            throw ControlException.invalid("a page has 1 to " + PAGE_LIMIT + " rows, not " + limit);
        }
        return limit;
    }

    private <T> T ask(Command command, Class<T> type) throws ControlException {
        return type.cast(execute(command));
    }

    Object execute(Command command) throws ControlException {
        Object value = calls.call(command);
        if (!(command instanceof Command.Look)) {
            changes.accept(command, value);
        }
        return value;
    }
}
