package org.jl2tpd.engine;

import org.jl2tpd.control.Session;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.SessionDefinition;

/** A session that we ask for in a dialled tunnel: placed when the tunnel is up, again after back-off when it ended. */
final class ClientSession extends Timed {
    final SessionDefinition definition;
    final ClientTunnel tunnel;
    final Backoff backoff;
    /** The attempt that is under way or up, null between attempts. */
    SessionEntry current;

    boolean closed;
    String lastResult = "";

    private long retryAtNs = Long.MAX_VALUE;

    ClientSession(SessionDefinition definition, ClientTunnel tunnel) {
        this.definition = definition;
        this.tunnel = tunnel;
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
        Resolved profiles = core.configuration.resolve(tunnel.profiles, definition);
        Session session = entry.tunnel.placeCall(
                nowNs, core.mapper.callType(profiles), core.mapper.callParameters(profiles, definition, core.random));
        if (session == null) {
            lastResult = Results.words(entry.tunnel.refusal(), null);
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
        lastResult = reason;
        boolean refused = ended.establishedNs() == 0 && ended.session.peerResult() != null;
        boolean lasted = ended.establishedNs() != 0 && nowNs - ended.establishedNs() > Backoff.STABLE_NS;
        if (lasted) {
            backoff.reset();
        }
        if (tunnel.isUp()) {
            retry(nowNs, refused ? tunnel.core.mapper.refusedSessionPauseNs() : 0);
        }
    }

    private void retry(long nowNs, long atLeastNs) {
        if (!closed && tunnel.definition.persist()) {
            retryAtNs = nowNs + Math.max(atLeastNs, backoff.nextNs(tunnel.core.random));
            tunnel.core.counters.add(EngineCounter.REDIALS);
            tunnel.core.deadlines.update(this);
        }
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
