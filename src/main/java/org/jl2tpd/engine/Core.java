package org.jl2tpd.engine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jl2tpd.control.Session;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.StaticTunnelAttributes;
import org.jl2tpd.profile.StaticTunnelDefinition;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.RandomSource;
import org.jl2tpd.wire.TraceFacility;

/** What the parts of one engine share: ports, tables, counters, limits. No part keeps protocol state elsewhere. */
final class Core {
    /** Ids of tunnels and sessions rest so long before they are used again (L2TP-9.1-02). */
    static final long LINGER_NS = 31_000_000_000L;

    /** Events that strangers can cause, a second; more are counted and not told. */
    static final int WARNINGS_PER_SECOND = 50;

    /** Replaced by {@link Command.Reconfigure}, like the mapper and the limits. */
    Configuration configuration;

    final EnginePorts ports;
    final Datapath datapath;
    /** Null where the datapath only carries IP packets. */
    final Offload offload;

    final DebugSwitch debug = new DebugSwitch(this);

    final Authenticator authenticator;
    final RandomSource random;
    final Counters counters = new Counters();
    final Deadlines deadlines = new Deadlines();
    final TunnelTable tunnels = new TunnelTable();
    final LiveSessions live = new LiveSessions();
    /** Tunnels that peers opened, by what makes a retransmitted SCCRQ recognisable. */
    final Map<PeerKey, TunnelEntry> byPeer = new HashMap<>();
    /** Sessions whose PPP starts after the control messages of this turn have left. */
    final ArrayDeque<SessionEntry> starting = new ArrayDeque<>();

    final HalfOpen halfOpen;
    ProfileMapper mapper;
    final ControlEffects control;
    final DataPlane data;
    final Dialer dialer;
    final CallSwitch switching;
    final ChosenTunnels chosen;
    final TunnelGate gate;

    final AdminState admin = new AdminState(this);
    final RetiredSockets retired = new RetiredSockets(this);
    final Accounts accounts = new Accounts(this);
    final Capture capture = new Capture(this);
    final LimitAlarm tunnelLimit = new LimitAlarm(this, "max_tunnels");
    final LimitAlarm sessionLimit = new LimitAlarm(this, "max_sessions");
    final LimitAlarm halfOpenLimit = new LimitAlarm(this, "max_half_open_tunnels");
    int maxTunnels;
    int maxSessions;
    int sessions;
    int sessionsEstablished;
    int tunnelsEstablished;
    boolean draining;
    /** Whether it stops when no session is left that a peer opened. */
    boolean endsWhenDrained;

    /** The resource for whose lack new tunnels and sessions of peers are refused; empty for none. */
    String lacking = "";

    boolean stopping;
    int traceMask;
    private final RateLimit warnings = new RateLimit(WARNINGS_PER_SECOND);
    private long nextTicket = 1;
    private long nextSerial = 1;
    private long nowNs;

    Core(
            Configuration configuration,
            EnginePorts ports,
            Datapath datapath,
            Authenticator authenticator,
            RandomSource random) {
        this.configuration = configuration;
        this.ports = ports;
        this.datapath = datapath;
        this.authenticator = authenticator;
        this.random = random;
        var system = configuration.system();
        this.halfOpen = new HalfOpen(
                system.get(SystemAttributes.MAX_HALF_OPEN_TUNNELS),
                system.get(SystemAttributes.MAX_HALF_OPEN_PER_PREFIX));
        setLimits(system);
        this.draining = system.get(SystemAttributes.DRAIN_TUNNELS);
        this.traceMask = system.get(SystemAttributes.TRACE_FLAGS);
        this.mapper = new ProfileMapper(configuration);
        this.control = new ControlEffects(this);
        this.data = new DataPlane(this);
        this.offload = datapath instanceof FrameDatapath frames ? new Offload(this, frames) : null;
        this.dialer = new Dialer(this);
        this.switching = new CallSwitch(this);
        this.chosen = new ChosenTunnels(this);
        this.gate = new TunnelGate(this);
        reserve(List.of(), configuration.staticTunnels());
    }

    /** Ids of static tunnels are theirs alone; those of tunnels that are gone may be given again. */
    private void reserve(List<StaticTunnelDefinition> former, List<StaticTunnelDefinition> now) {
        if (former != now) {
            ids(former).forEach(tunnels::unreserve);
            ids(now).forEach(tunnels::reserve);
        }
    }

    private static IntStream ids(List<StaticTunnelDefinition> all) {
        return all.stream()
                .mapToLong(tunnel -> tunnel.tunnel().get(StaticTunnelAttributes.TUNNEL_ID))
                .filter(id -> id <= TunnelTable.CAPACITY)
                .mapToInt(id -> (int) id);
    }

    /** Another configuration for what is made from now on. */
    void reconfigure(Configuration other) {
        Profile former = configuration.system();
        Profile system = other.system();
        reserve(configuration.staticTunnels(), other.staticTunnels());
        configuration = other;
        mapper = new ProfileMapper(other);
        setLimits(system);
        if (!system.get(SystemAttributes.DRAIN_TUNNELS).equals(former.get(SystemAttributes.DRAIN_TUNNELS))) {
            draining = system.get(SystemAttributes.DRAIN_TUNNELS);
        }
        if (!system.get(SystemAttributes.TRACE_FLAGS).equals(former.get(SystemAttributes.TRACE_FLAGS))) {
            traceMask = system.get(SystemAttributes.TRACE_FLAGS);
        }
        switching.reconfigure();
        authenticator.reconfigure(other);
        accounts.trim();
    }

    private void setLimits(Profile system) {
        maxTunnels = limit(system.get(SystemAttributes.MAX_TUNNELS), TunnelTable.CAPACITY);
        maxSessions = limit(system.get(SystemAttributes.MAX_SESSIONS), Integer.MAX_VALUE);
        halfOpen.setLimits(
                system.get(SystemAttributes.MAX_HALF_OPEN_TUNNELS),
                system.get(SystemAttributes.MAX_HALF_OPEN_PER_PREFIX));
    }

    /** Whether no session is left in a tunnel that a peer opened. */
    boolean isDrained() {
        for (TunnelEntry entry = tunnels.after(0); entry != null; entry = tunnels.after(entry.id)) {
            if (entry.client == null && entry.tunnel.sessionCount() > 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether one session more is too many; operators are told. */
    boolean hasMostSessions(TunnelEntry tunnel) {
        return sessionLimit.isFull(sessions, maxSessions, tunnel, tunnel.peerAddress());
    }

    /** Begins an input. */
    void begin(long now) {
        nowNs = now;
    }

    private static int limit(int configured, int none) {
        return configured == 0 ? none : Math.min(configured, none);
    }

    long ticket() {
        return nextTicket++;
    }

    /** A number for a tunnel or session, from 1, never given again by this process. */
    long serial() {
        return nextSerial++;
    }

    /** The session with that ticket, null without one; looks through all of them. */
    SessionEntry sessionOf(long ticket) {
        for (TunnelEntry entry = tunnels.after(0); entry != null; entry = tunnels.after(entry.id)) {
            for (Session session : entry.tunnel.sessions()) {
                if (session.attachment instanceof SessionEntry found && found.ticket() == ticket) {
                    return found;
                }
            }
        }
        return null;
    }

    void count(EngineCounter counter) {
        counters.add(counter);
    }

    boolean traced(TraceFacility facility, int mask) {
        return facility.in(traceMask | mask);
    }

    /** After every input that touched a tunnel: its deadline, and its end. */
    void touch(TunnelEntry entry, long nowNs) {
        if (entry.isGone()) {
            entry.leave(nowNs);
        } else {
            deadlines.update(entry);
        }
    }

    /** The time of this input. */
    long nowNs() {
        return nowNs;
    }

    /** Ends an input: starts the PPP of sessions that came up in it, and goes on with switched calls. */
    void finish(long nowNs) {
        for (SessionEntry session = starting.poll(); session != null; session = starting.poll()) {
            session.startPpp(nowNs);
        }
        switching.finish(nowNs);
    }

    /** Returns whether it was told, and not withheld because there were too many. */
    boolean event(EngineEvent.Kind kind, TunnelEntry tunnel, SessionEntry session, String detail) {
        if (isWithheld(kind)) {
            return false;
        }
        ports.event(new EngineEvent(
                kind,
                tunnel == null ? 0 : tunnel.id,
                session == null ? 0 : session.localSessionId(),
                name(tunnel, session),
                tunnel == null ? null : tunnel.peerAddress(),
                session == null ? "" : session.last.userName(),
                session == null ? null : session.last.peerAddress(kind),
                session == null ? "" : session.last.device(kind),
                detail,
                FactFinder.of(this, kind, tunnel, session)));
        return true;
    }

    boolean event(EngineEvent.Kind kind, IpAddress peer, String detail) {
        if (isWithheld(kind)) {
            return false;
        }
        ports.event(new EngineEvent(kind, 0, 0, "", peer, "", null, "", detail));
        return true;
    }

    /** The configured name of a tunnel, and behind a slash that of its session. */
    private static String name(TunnelEntry tunnel, SessionEntry session) {
        String name = tunnel == null ? "" : tunnel.name();
        return session == null || session.client == null ? name : name + "/" + session.client.definition.name();
    }

    private boolean isWithheld(EngineEvent.Kind kind) {
        if (!kind.warning || warnings.tryTake(nowNs)) {
            return false;
        }
        count(EngineCounter.EVENTS_WITHHELD);
        return true;
    }

    /** Recognises a tunnel of a peer before its header carries our id: source and the peer's own tunnel id. */
    record PeerKey(IpAddress address, int port, int peerTunnelId) {}
}
