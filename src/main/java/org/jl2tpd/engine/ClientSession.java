package org.jl2tpd.engine;

import org.jl2tpd.control.Session;
import org.jl2tpd.control.SessionState;
import org.jl2tpd.control.TunnelState;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.SessionDefinition;

/**
 * A session that we ask for in a dialled tunnel: placed when the tunnel is up, again after back-off when it ended, and given up
 * after {@code max_failure_count} attempts in a row that brought no network up.
 */
final class ClientSession extends Timed {
    final SessionDefinition definition;
    final ClientTunnel tunnel;
    final Resolved profiles;
    final Backoff backoff;
    /** The attempt that is under way or up, null between attempts. */
    SessionEntry current;

    boolean closed;
    /** Closed because it failed too often. */
    boolean givenUp;

    String lastResult = "";

    private int failures;
    private long retryAtNs = Long.MAX_VALUE;

    ClientSession(SessionDefinition definition, ClientTunnel tunnel) {
        this.definition = definition;
        this.tunnel = tunnel;
        this.profiles = tunnel.core.configuration.resolve(tunnel.profiles, definition);
        this.backoff = tunnel.newBackoff();
    }

    /** Places the call in the tunnel of now; false when the tunnel refuses it at once. */
    boolean place(long nowNs) {
        retryAtNs = Long.MAX_VALUE;
        TunnelEntry entry = tunnel.current;
        if (closed || current != null || entry == null) {
            return false;
        }
        Core core = tunnel.core;
        Session session = entry.tunnel.placeCall(
                nowNs, core.mapper.callType(profiles), core.mapper.callParameters(profiles, definition, core.random));
        if (session == null || session.state() == SessionState.CLOSED) {
            lastResult = Results.words(session == null ? entry.tunnel.refusal() : session.localResult(), null);
            failures++;
            retry(nowNs, 0);
            return false;
        }
        current = new SessionEntry(core, entry, profiles, session, this);
        current.admitted();
        return true;
    }

    void onEstablished() {
        lastResult = "";
    }

    void onClosed(long nowNs, SessionEntry ended, String reason) {
        if (current != ended) {
            return;
        }
        current = null;
        lastResult = ended.problem() == null ? reason : ended.problem();
        if (ended.establishedNs() != 0 && nowNs - ended.establishedNs() > Backoff.STABLE_NS) {
            backoff.reset();
        }
        if (ended.tunnel.tunnel.state() == TunnelState.ESTABLISHED) {
            boolean refused = ended.establishedNs() == 0 && ended.session.peerResult() != null;
            failures = ended.cameUp() ? 0 : failures + 1;
            retry(nowNs, refused ? tunnel.core.mapper.refusedSessionPauseNs() : 0);
        }
    }

    private void retry(long nowNs, long atLeastNs) {
        if (closed || !tunnel.definition.persist()) {
            return;
        }
        int most = profiles.ppp().get(PppAttributes.MAX_FAILURE_COUNT);
        if (most > 0 && failures >= most) {
            giveUp();
            return;
        }
        retryAtNs = nowNs + Math.max(atLeastNs, backoff.nextNs(tunnel.core.random));
        tunnel.core.counters.add(EngineCounter.REDIALS);
        tunnel.core.deadlines.update(this);
    }

    private void giveUp() {
        closed = true;
        givenUp = true;
        tunnel.core.event(
                EngineEvent.Kind.SESSION_REFUSED,
                tunnel.current,
                null,
                definition.name() + ": given up after " + failures + " failures; " + lastResult);
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
