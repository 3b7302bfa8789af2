package org.jl2tpd.engine;

import org.jl2tpd.control.Session;
import org.jl2tpd.control.SessionState;
import org.jl2tpd.control.TunnelState;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.wire.ResultCode;

/**
 * A session that we ask for in a dialled tunnel: placed when the tunnel is up, again after back-off when it ended, and given up
 * after {@code max_failure_count} attempts in a row that brought no network up.
 */
final class ClientSession extends Timed {
    /** A session whose authentication is refused again and again waits at most so many times the pause after the first refusal. */
    private static final int MAX_REFUSED_FACTOR = 16;

    private static final String DRAINING = "the tunnel is draining";

    /** Replaced by a reload of the configuration, as are its profiles; the name stays. */
    SessionDefinition definition;

    final ClientTunnel tunnel;
    /** Replaced when an operator changes attributes of the live tunnel or session: the next attempt has them. */
    Resolved profiles;

    Renewal renewal;

    final Backoff backoff;
    /** The attempt that is under way or up, null between attempts. */
    SessionEntry current;

    boolean closed;
    /** Closed because it failed: once in a tunnel that is not persistent, else too often. */
    boolean givenUp;

    String lastResult = "";
    /** The result of the last attempt's CDN, null for none. */
    ResultCode lastCdn;

    private int failures;
    /** Pauses after refused authentication; null as long as none was refused since the network was up. */
    private Backoff refusals;

    private long retryAtNs = Long.MAX_VALUE;

    ClientSession(SessionDefinition definition, ClientTunnel tunnel) {
        this.definition = definition;
        this.tunnel = tunnel;
        this.profiles = tunnel.core.configuration.resolve(tunnel.renewedProfiles(), definition);
        this.renewal = new Renewal(tunnel.core.configuration);
        this.backoff = tunnel.newBackoff();
    }

    /** Another definition of the same name: the next attempt has it. */
    void redefine(SessionDefinition other) {
        Configuration now = tunnel.core.configuration;
        definition = other;
        profiles = now.resolve(tunnel.profiles, other);
        renewal = new Renewal(now);
    }

    /** Places the call in the tunnel of now; false when the tunnel refuses it at once. */
    boolean place(long nowNs) {
        retryAtNs = Long.MAX_VALUE;
        TunnelEntry entry = tunnel.current;
        if (closed || current != null || entry == null) {
            return false;
        }
        Core core = tunnel.core;
        if (core.admin.holdsSessions(entry)) {
            return heldBack(nowNs);
        }
        if (core.hasMostSessions(entry)) {
            return failed(nowNs, "max_sessions " + core.maxSessions + " reached");
        }
        renew(core.configuration);
        Session session = entry.tunnel.placeCall(
                nowNs, core.mapper.callType(profiles), core.mapper.callParameters(profiles, definition, core.random));
        if (session == null || session.state() == SessionState.CLOSED) {
            return failed(nowNs, Results.words(session == null ? entry.tunnel.refusal() : session.localResult(), null));
        }
        current = new SessionEntry(core, entry, profiles, session, this);
        current.admitted();
        return true;
    }

    /** Takes over what has become of its profiles. */
    private void renew(Configuration now) {
        Resolved ofTunnel = tunnel.renewedProfiles();
        if (renewal.isDue(now)) {
            profiles = renewal.laidOver(now.resolve(ofTunnel, definition));
        }
    }

    /** The tunnel drains: a persistent session tries again, and that counts for nothing. */
    private boolean heldBack(long nowNs) {
        if (!tunnel.definition.persist()) {
            return failed(nowNs, DRAINING);
        }
        lastResult = DRAINING;
        again(nowNs, 0);
        return false;
    }

    private boolean failed(long nowNs, String why) {
        lastResult = why;
        failures++;
        again(nowNs, 0);
        return false;
    }

    /** The tunnel is up: places the call, unless it has to wait because its authentication was refused. */
    void onTunnelUp(long nowNs) {
        if (refusals == null || retryAtNs == Long.MAX_VALUE || retryAtNs - nowNs <= 0) {
            place(nowNs);
        }
    }

    void onEstablished() {
        lastResult = "";
    }

    void onClosed(long nowNs, SessionEntry ended, String reason) {
        if (current != ended) {
            return;
        }
        current = null;
        lastCdn = RecentlyClosed.cdnOf(ended);
        lastResult = ended.problem() == null ? reason : ended.problem();
        if (ended.establishedNs() != 0 && nowNs - ended.establishedNs() > Backoff.STABLE_NS) {
            backoff.reset();
        }
        if (ended.tunnel.tunnel.state() == TunnelState.ESTABLISHED) {
            failures = ended.cameUp() ? 0 : failures + 1;
            again(nowNs, leastPauseNs(ended));
        }
    }

    /** A peer that said no is left in peace; one that knows no password of ours, longer every time. */
    private long leastPauseNs(SessionEntry ended) {
        long refusedNs = tunnel.core.mapper.refusedSessionPauseNs();
        if (ended.cameUp()) {
            refusals = null;
        }
        if (ended.isAuthenticationRefused()) {
            refusals = refusals == null ? new Backoff(refusedNs, refusedNs * MAX_REFUSED_FACTOR) : refusals;
            return Math.max(refusedNs, refusals.nextNs(tunnel.core.random));
        }
        return ended.establishedNs() == 0 && ended.session.peerResult() != null ? refusedNs : 0;
    }

    /** What follows on an attempt: another one, or the end. */
    private void again(long nowNs, long atLeastNs) {
        if (closed) {
            return;
        }
        if (!tunnel.definition.persist()) {
            finish();
            return;
        }
        int most = profiles.ppp().get(PppAttributes.MAX_FAILURE_COUNT);
        if (most > 0 && failures >= most) {
            giveUp("given up after " + failures + " failures; " + lastResult);
            return;
        }
        retryAtNs = nowNs + Math.max(atLeastNs, backoff.nextNs(tunnel.core.random));
        tunnel.core.counters.add(EngineCounter.REDIALS);
        tunnel.core.deadlines.update(this);
    }

    /** Without persistence there is one attempt: what failed stays to be looked at, what was up and ended is forgotten. */
    private void finish() {
        if (failures > 0) {
            giveUp(lastResult);
        } else {
            closed = true;
            tunnel.sessions.remove(this);
        }
    }

    private void giveUp(String why) {
        closed = true;
        givenUp = true;
        tunnel.core.event(EngineEvent.Kind.SESSION_REFUSED, tunnel.current, null, definition.name() + ": " + why);
    }

    void close(long nowNs, String reason) {
        closed = true;
        retryAtNs = Long.MAX_VALUE;
        tunnel.core.deadlines.update(this);
        if (current != null) {
            current.close(nowNs, reason);
        }
    }

    /** Seconds until the next attempt, 0 when none is planned. */
    long retrySeconds(long nowNs) {
        return retryAtNs == Long.MAX_VALUE ? 0 : Math.max(0, (retryAtNs - nowNs) / 1_000_000_000L);
    }

    @Override
    long nextDeadlineNs() {
        return retryAtNs;
    }

    @Override
    void onDue(long nowNs) {
        if (retryAtNs != Long.MAX_VALUE && retryAtNs - nowNs <= 0) {
            place(nowNs);
            if (tunnel.current != null) {
                tunnel.core.touch(tunnel.current, nowNs);
            }
        }
        tunnel.core.deadlines.update(this);
    }

    @Override
    public String toString() {
        return "dialled session " + definition.name();
    }
}
