package org.jl2tpd.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jl2tpd.control.Tunnel;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TransportPath;

/**
 * A tunnel that we dial: candidates in order, each name resolved anew at every try, then back-off, for ever when it is persistent. What fails
 * before the tunnel is up leads to the next address; what ends afterwards starts with the first candidate again.
 */
final class ClientTunnel extends Timed {
    /** Addresses of one host name that are tried. */
    static final int MAX_ADDRESSES = 16;
    /** Addresses that peers may send us on to in one round. */
    static final int MAX_REDIRECTS = 3;
    /** A resolver that does not answer is given up after this. */
    static final long RESOLVE_TIMEOUT_NS = 30_000_000_000L;

    /** Calls that need the tunnel make no further attempt so soon after one that failed. */
    static final long DEMAND_PAUSE_NS = 5_000_000_000L;

    /** Between attempts, looking up a name, on its way or up, or over. */
    enum Stage {
        WAITING,
        RESOLVING,
        DIALING,
        UP,
        ENDED
    }

    final Core core;
    /** The authorization's words that it was made from; null for a tunnel of the configuration's or an operator's. */
    final TunnelChoice choice;

    /** Replaced by a reload of the configuration, as are its profiles; the name stays. */
    TunnelDefinition definition;
    /** Replaced when an operator changes attributes of the live tunnel. */
    Resolved profiles;

    Renewal renewal;
    final List<ClientSession> sessions = new ArrayList<>();
    /** Switched calls that wait for the tunnel, each of them a session that limits count. */
    final Set<SwitchedCall> calls = new LinkedHashSet<>();

    final Backoff backoff;
    /** The attempt that is under way or up, null between attempts. */
    TunnelEntry current;

    /** It is not persistent and every candidate refused or was silent: kept so that operators see why. */
    boolean failed;

    String lastResult = "";
    /** Whose fault {@link #lastResult} is. */
    Denylist.Fault fault = Denylist.Fault.OURS;

    Stage stage = Stage.WAITING;

    private final ArrayDeque<IpAddress> addresses = new ArrayDeque<>();
    private int candidate;
    private int redirects;
    /** Whether the last peer said that it will not have us, so that hurrying is of no use. */
    private boolean isRefused;

    private long token;
    private long wakeNs = Long.MAX_VALUE;
    private long establishedNs;
    /** Every candidate was tried: when that was. */
    private boolean paused;

    private long pausedNs;
    /** It waits until an operator's switch is taken back. */
    private boolean held;

    /** @param choice what an authorization says of it, null for none */
    ClientTunnel(Core core, TunnelDefinition definition, TunnelChoice choice) {
        this.core = core;
        this.choice = choice;
        this.definition = definition;
        this.profiles = core.configuration.resolve(definition);
        this.renewal = new Renewal(core.configuration);
        this.backoff = newBackoff();
        for (SessionDefinition session : definition.sessions()) {
            sessions.add(new ClientSession(session, this));
        }
    }

    /** Another definition of the same name, with the configuration in force: the next attempt has it, and what lives keeps its own. */
    void redefine(TunnelDefinition other) {
        definition = other;
        profiles = core.configuration.resolve(other);
        renewal = new Renewal(core.configuration);
        for (ClientSession session : sessions) {
            other.sessions().stream()
                    .filter(s -> s.name().equals(session.definition.name()))
                    .forEach(session::redefine);
        }
    }

    Backoff newBackoff() {
        return new Backoff(core.mapper.redialMinNs(), core.mapper.redialMaxNs());
    }

    boolean isUp() {
        return stage == Stage.UP;
    }

    /** Whether an attempt is being made, or will be so soon that a call waits for it. */
    boolean isUnderWay(long nowNs) {
        boolean comes = !paused || wakeNs != Long.MAX_VALUE && wakeNs - nowNs <= DEMAND_PAUSE_NS;
        return stage != Stage.ENDED && comes;
    }

    /** Whether the last attempt is long enough ago for another one. */
    boolean mayHurry(long nowNs) {
        return nowNs - pausedNs >= DEMAND_PAUSE_NS;
    }

    /** A call needs the tunnel: a pause ends now. */
    void hurry(long nowNs) {
        if (stage == Stage.WAITING && paused && mayHurry(nowNs)) {
            next(nowNs);
        }
    }

    /** Begins with the first candidate. */
    void dial(long nowNs) {
        redirects = 0;
        candidate = 0;
        addresses.clear();
        next(nowNs);
    }

    /** The next address, or the next candidate, or a pause. */
    private void next(long nowNs) {
        setDue(Long.MAX_VALUE);
        paused = false;
        held = false;
        if (isOff()) {
            hold(nowNs);
            return;
        }
        while (stage != Stage.ENDED) {
            IpAddress address = addresses.poll();
            if (address != null) {
                if (open(nowNs, address)) {
                    return;
                }
            } else if (candidate < definition.destinations().size()) {
                String destination = definition.destinations().get(candidate++);
                IpAddress literal = IpAddress.parse(destination);
                if (literal == null) {
                    resolve(nowNs, destination);
                    return;
                }
                addresses.add(literal);
            } else {
                pause(nowNs, false);
                return;
            }
        }
    }

    private boolean isOff() {
        return core.admin.isOff(profiles.peer().name());
    }

    /** An operator's switch forbids to dial it: an attempt that waits is put off until that is taken back. */
    void hold(long nowNs) {
        if (isOff() && current == null && stage != Stage.ENDED && !held) {
            lastResult = AdminState.OFF;
            pause(nowNs, false);
        }
    }

    /** A switch was taken back. */
    void resume(long nowNs) {
        if (held && !isOff()) {
            backoff.reset();
            dial(nowNs);
        }
    }

    private void resolve(long nowNs, String hostName) {
        stage = Stage.RESOLVING;
        fault = Denylist.Fault.SILENCE;
        token = core.dialer.register(this);
        setDue(nowNs + RESOLVE_TIMEOUT_NS);
        core.ports.resolve(token, hostName);
    }

    void onResolved(long nowNs, long answered, List<IpAddress> found, String problem) {
        if (stage != Stage.RESOLVING || answered != token) {
            return;
        }
        if (found.isEmpty()) {
            lastResult = problem == null ? "name has no address" : problem;
        }
        found.stream().limit(MAX_ADDRESSES).forEach(addresses::add);
        next(nowNs);
    }

    private boolean open(long nowNs, IpAddress address) {
        fault = Denylist.Fault.OURS;
        EnginePorts.Route route = core.ports.routeTo(address);
        String problem = core.dialer.loopOf(address, route);
        if (problem != null) {
            lastResult = problem;
            core.count(EngineCounter.ROUTE_LOOPS);
            core.event(EngineEvent.Kind.ROUTE_LOOP, address, problem);
            return false;
        }
        IpAddress source = core.mapper.sourceFor(profiles, address);
        EnginePorts.OpenedSocket socket = core.ports.openSocket(
                source,
                profiles.tunnel().get(TunnelAttributes.OUR_UDP_PORT),
                profiles.tunnel().get(TunnelAttributes.DO_PMTU_DISCOVERY));
        if (socket.problem() != null) {
            lastResult = socket.problem();
            return false;
        }
        boolean full = core.tunnelLimit.isFull(core.tunnels.size(), core.maxTunnels, null, address);
        int id = full ? 0 : core.tunnels.allocateId(nowNs, core.random);
        if (id == 0) {
            core.ports.closeSocket(socket.socket());
            lastResult = "tunnel limit reached";
            return false;
        }
        var path = new TransportPath(socket.socket(), source, socket.port(), address, peerPort());
        initiate(nowNs, id, path, route == null ? null : route.source());
        return true;
    }

    /** Its profiles with session and ppp profile as they are now. */
    Resolved renewedProfiles() {
        profiles = renewal.ofTunnel(core.configuration, profiles);
        return profiles;
    }

    private int peerPort() {
        return core.mapper.peerPort(profiles);
    }

    private void initiate(long nowNs, int id, TransportPath path, IpAddress routeSource) {
        stage = Stage.DIALING;
        fault = Denylist.Fault.SILENCE;
        var entry = new TunnelEntry(core, id, renewedProfiles(), path, this, nowNs);
        entry.setRouteSource(routeSource);
        current = entry;
        core.tunnels.put(entry);
        core.dialer.onInitiated(entry);
        entry.tunnel =
                Tunnel.initiate(nowNs, id, core.mapper.tunnelParameters(profiles), path, core.control, core.random);
        entry.tunnel.attachment = entry;
        core.touch(entry, nowNs);
    }

    void onEstablished(long nowNs) {
        stage = Stage.UP;
        establishedNs = nowNs;
        lastResult = "";
        core.dialer.onAnswered(current);
        if (choice != null) {
            core.chosen.denied.answers(choice);
        }
        for (ClientSession session : sessions) {
            session.onTunnelUp(nowNs);
        }
        core.switching.onTunnelUp(nowNs, this);
    }

    /** The tunnel ended, or was never answered. */
    void onClosed(long nowNs, TunnelEntry entry) {
        if (current != entry) {
            return;
        }
        current = null;
        core.dialer.onAnswered(entry);
        ResultCode answer = entry.tunnel.peerResult();
        lastResult = Results.words(entry.tunnel.localResult(), answer);
        if (answer != null || isUnauthorized(entry)) {
            fault = Denylist.Fault.REFUSAL;
        }
        boolean wasUp = stage == Stage.UP;
        if (stage == Stage.ENDED) {
            core.dialer.forget(this);
            return;
        }
        stage = Stage.WAITING;
        if (redirected(answer)) {
            setDue(nowNs);
        } else if (wasUp) {
            if (nowNs - establishedNs > Backoff.STABLE_NS) {
                backoff.reset();
            }
            pause(nowNs, true);
        } else if (lostTie(entry)) {
            pause(nowNs, false);
        } else {
            tellNext(entry);
            setDue(nowNs);
        }
    }

    /** One line for an address that failed, where another one is tried next. */
    private void tellNext(TunnelEntry entry) {
        if (!addresses.isEmpty() || candidate < definition.destinations().size()) {
            core.event(EngineEvent.Kind.TUNNEL_RETRY, entry, null, lastResult + "; the next address is tried");
        }
    }

    /** The LNS could not prove itself, or is another one than was named. */
    private static boolean isUnauthorized(TunnelEntry entry) {
        ResultCode local = entry.tunnel.localResult();
        return local != null && local.result() == ResultCode.STOP_NOT_AUTHORIZED;
    }

    /** The peer is there and opens a tunnel of its own: no reason to try another peer at once. */
    private static boolean lostTie(TunnelEntry entry) {
        ResultCode local = entry.tunnel.localResult();
        return local != null && local.result() == ResultCode.STOP_ALREADY_EXISTS;
    }

    /** The peer names another address for us (RFC 3193 section 4: result 2, error 7, the address as text). */
    private boolean redirected(ResultCode answer) {
        if (answer == null || answer.error() != ResultCode.ERROR_TRY_ANOTHER || redirects >= MAX_REDIRECTS) {
            isRefused = answer != null
                    && (answer.result() == ResultCode.STOP_NOT_AUTHORIZED
                            || answer.result() == ResultCode.STOP_VERSION);
            return false;
        }
        IpAddress other = IpAddress.parse(answer.message().trim());
        if (other == null) {
            return false;
        }
        redirects++;
        addresses.addFirst(other);
        return true;
    }

    /** The tunnel's linger is over, or its attempt was discarded without a word (tie breaker): its socket goes. */
    void onGone(long nowNs, TunnelEntry entry) {
        core.dialer.onAnswered(entry);
        core.ports.closeSocket(entry.path().socket());
        if (current == entry) {
            onClosed(nowNs, entry);
        }
        core.dialer.forget(this);
    }

    private void pause(long nowNs, boolean wasUp) {
        paused = true;
        pausedNs = nowNs;
        rest(nowNs, wasUp);
        core.switching.onTunnelFailed(nowNs, this);
    }

    private void rest(long nowNs, boolean wasUp) {
        if (!definition.persist() || core.stopping) {
            stage = Stage.ENDED;
            failed = !wasUp && !core.stopping && choice == null;
            if (!wasUp) {
                core.event(EngineEvent.Kind.TUNNEL_REFUSED, null, definition.name() + ": " + lastResult);
            }
            core.dialer.forget(this);
            return;
        }
        stage = Stage.WAITING;
        candidate = 0;
        redirects = 0;
        addresses.clear();
        if (isOff()) {
            held = true;
            setDue(Long.MAX_VALUE);
            return;
        }
        long waitNs = backoff.nextNs(core.random);
        setDue(nowNs + (isRefused ? Math.max(waitNs, core.mapper.refusedTunnelPauseNs()) : waitNs));
        isRefused = false;
        core.count(EngineCounter.REDIALS);
        core.event(
                EngineEvent.Kind.TUNNEL_RETRY,
                null,
                definition.name() + ": " + lastResult + "; next try in " + retrySeconds(nowNs) + " s");
    }

    /** Ends it for good. */
    void close(long nowNs, ResultCode result) {
        TunnelEntry last = end(nowNs);
        if (last != null) {
            last.closeForOperator(nowNs, result);
        }
    }

    /** The daemon ends. */
    void shutDown(long nowNs, ResultCode result) {
        TunnelEntry last = end(nowNs);
        if (last != null) {
            last.shutDown(nowNs, result);
        }
    }

    /** Returns what is to be closed still, null for nothing. */
    private TunnelEntry end(long nowNs) {
        boolean wasOver = current == null;
        failed = false;
        fault = Denylist.Fault.OURS;
        stage = Stage.ENDED;
        setDue(Long.MAX_VALUE);
        sessions.forEach(session -> session.closed = true);
        core.switching.onTunnelFailed(nowNs, this);
        if (wasOver) {
            core.dialer.forget(this);
        }
        return current;
    }

    ClientSession session(String name) {
        return sessions.stream()
                .filter(s -> s.definition.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Seconds until the next attempt, 0 when none is planned. */
    long retrySeconds(long nowNs) {
        return stage != Stage.WAITING || wakeNs == Long.MAX_VALUE
                ? 0
                : Math.max(0, (wakeNs - nowNs + 999_999_999L) / 1_000_000_000L);
    }

    private void setDue(long at) {
        wakeNs = at;
        core.deadlines.update(this);
    }

    @Override
    long nextDeadlineNs() {
        return wakeNs;
    }

    @Override
    void onDue(long nowNs) {
        if (stage == Stage.RESOLVING) {
            lastResult = "name resolution timed out";
            next(nowNs);
        } else if (stage == Stage.WAITING) {
            next(nowNs);
        } else {
            setDue(Long.MAX_VALUE);
        }
    }

    @Override
    public String toString() {
        return "dialled tunnel " + definition.name();
    }
}
