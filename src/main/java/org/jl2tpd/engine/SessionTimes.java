package org.jl2tpd.engine;

import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** Idle timeout and longest duration of a session: what it was changed to, else the grant's where it has them, else the ppp profile's. */
final class SessionTimes {
    private final Core core;
    private final SessionEntry entry;
    /** The session is on its way to the end because its time is over. */
    private boolean expired;

    /** What they were changed to while it lived, 0 for none; -1 when they were not. */
    private int sessionTimeoutSeconds = -1;

    private int idleTimeoutSeconds = -1;

    SessionTimes(Core core, SessionEntry entry) {
        this.core = core;
        this.entry = entry;
    }

    int sessionTimeoutSeconds() {
        return sessionTimeoutSeconds;
    }

    int idleTimeoutSeconds() {
        return idleTimeoutSeconds;
    }

    /** Lays these over what holds otherwise; -1 leaves one as it is. */
    void override(int sessionSeconds, int idleSeconds) {
        set(
                sessionSeconds < 0 ? sessionTimeoutSeconds : sessionSeconds,
                idleSeconds < 0 ? idleTimeoutSeconds : idleSeconds);
    }

    /** The same; -1 has the grant's and the profile's hold again. */
    void set(int sessionSeconds, int idleSeconds) {
        sessionTimeoutSeconds = sessionSeconds;
        idleTimeoutSeconds = idleSeconds;
    }

    /** The earlier of {@code other} and the next check; {@link Long#MAX_VALUE} is never. */
    long nextDeadlineNs(long other) {
        if (expired || !isTimed()) {
            return other;
        }
        long next = other;
        long idleNs = idleTimeoutNs();
        if (idleNs > 0) {
            next = earlier(next, entry.lastActivityNs + idleNs);
        }
        long connectNs = connectTimeoutNs();
        return connectNs > 0 ? earlier(next, entry.establishedNs() + connectNs) : next;
    }

    /** A switched call has the time limits of its incoming session. */
    private boolean isTimed() {
        return entry.link != null || entry.switched.isJoined() && entry.switched.incoming == entry;
    }

    static long earlier(long a, long b) {
        if (a == Long.MAX_VALUE || b == Long.MAX_VALUE) {
            return a == Long.MAX_VALUE ? b : a;
        }
        return a - b < 0 ? a : b;
    }

    private long idleTimeoutNs() {
        return ProfileMapper.seconds(idleTimeoutInForce());
    }

    private long connectTimeoutNs() {
        return ProfileMapper.seconds(sessionTimeoutInForce());
    }

    /** Seconds without data after which it ends, 0 for never. */
    int idleTimeoutInForce() {
        if (idleTimeoutSeconds >= 0) {
            return idleTimeoutSeconds;
        }
        AddressGrant grant = entry.ppp.grant();
        return grant != null && grant.idleTimeoutSeconds() > 0
                ? grant.idleTimeoutSeconds()
                : entry.profiles.ppp().get(PppAttributes.IDLE_TIMEOUT);
    }

    /** Seconds after which it ends, 0 for never. */
    int sessionTimeoutInForce() {
        if (sessionTimeoutSeconds >= 0) {
            return sessionTimeoutSeconds;
        }
        AddressGrant grant = entry.ppp.grant();
        return grant != null && grant.sessionTimeoutSeconds() > 0
                ? grant.sessionTimeoutSeconds()
                : entry.profiles.ppp().get(PppAttributes.MAX_CONNECT_TIME);
    }

    /** Ends the session where its time is over. */
    void check(long nowNs) {
        if (!isTimed()) {
            return;
        }
        if (entry.offloaded && isOver(idleTimeoutNs(), entry.lastActivityNs, nowNs)) {
            entry.lastActivityNs = core.offload.lastActivityNs(nowNs, entry);
        }
        if (!expired && isOver(idleTimeoutNs(), entry.lastActivityNs, nowNs)) {
            expire(nowNs, "idle timeout");
        } else if (!expired && isOver(connectTimeoutNs(), entry.establishedNs(), nowNs)) {
            expire(nowNs, "session timeout");
        }
    }

    private void expire(long nowNs, String why) {
        expired = true;
        var cause = new PppDisconnectCause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, why);
        if (entry.link == null) {
            entry.end(nowNs, ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, why), cause);
        } else {
            entry.link.close(nowNs, cause);
        }
    }

    private static boolean isOver(long limitNs, long sinceNs, long nowNs) {
        return limitNs > 0 && nowNs - sinceNs >= limitNs;
    }
}
