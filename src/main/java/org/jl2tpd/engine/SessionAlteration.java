package org.jl2tpd.engine;

import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;

/** One session's part of a {@link SessionChange}, which can be taken back. */
final class SessionAlteration {
    final SessionEntry entry;
    private final Core core;
    private final SessionChange change;
    /** Laid over the session's ppp profile, null for none. */
    private final Profile named;

    private final SessionAuthorization.Laid formerProfiles;
    private final int formerSessionTimeout;
    private final int formerIdleTimeout;
    private final int formerMask;
    private final int formerMtu;
    private final long formerRx;
    private final long formerTx;
    private final String formerFilter;

    SessionAlteration(Core core, SessionEntry entry, SessionChange change, Profile named) {
        this.core = core;
        this.entry = entry;
        this.change = change;
        this.named = named;
        this.formerProfiles = entry.authorization.laid();
        this.formerSessionTimeout = entry.times().sessionTimeoutSeconds();
        this.formerIdleTimeout = entry.times().idleTimeoutSeconds();
        this.formerMask = entry.debug.mask();
        this.formerMtu = entry.mtu;
        this.formerRx = entry.rates.changedRx();
        this.formerTx = entry.rates.changedTx();
        this.formerFilter = entry.authorization.filterId();
    }

    /** Returns why this session can't be changed so at all, null when it can. */
    String refusal() {
        boolean timed = change.sessionTimeoutSeconds() >= 0 || change.idleTimeoutSeconds() >= 0 || named != null;
        if (timed && entry.pppd != null) {
            return "its PPP is a pppd's, which was told its times and profile when it started";
        }
        if (timed && entry.link == null && !entry.isSwitched()) {
            return "it is without PPP";
        }
        boolean limited = change.rxBitsPerSecond() >= 0 || change.txBitsPerSecond() >= 0;
        return limited && entry.link == null && entry.pppd == null ? "its data is not limited here" : null;
    }

    /** Returns null, or what failed; then {@link #undo} has to follow. */
    String apply(long nowNs) {
        entry.times().override(change.sessionTimeoutSeconds(), change.idleTimeoutSeconds());
        if (change.filterId() != null) {
            entry.authorization.filterBy(change.filterId());
        }
        String problem = named == null ? null : layOver();
        if (problem == null && change.debugMask() >= 0) {
            problem = core.debug.set(entry.tunnel, entry, change.debugMask());
        }
        if (problem == null) {
            // The profile that is laid over may have rates too.
            problem = entry.rates.set(nowNs, change.rxBitsPerSecond(), change.txBitsPerSecond());
        }
        core.deadlines.update(entry);
        return problem;
    }

    private String layOver() {
        entry.authorization.layOver(named);
        return entry.link != null && !entry.isSwitched() ? resize(core.mapper.mtu(entry)) : null;
    }

    private String resize(int mtu) {
        boolean other = mtu != entry.mtu;
        entry.mtu = mtu;
        entry.mssMtu = entry.profiles.ppp().get(PppAttributes.MSS_CLAMP) ? mtu : Integer.MAX_VALUE;
        return other ? entry.ppp.reopen() : null;
    }

    /** All is as it was before {@link #apply}; a session that can't be so ends. */
    void undo(long nowNs) {
        entry.times().set(formerSessionTimeout, formerIdleTimeout);
        entry.authorization.restore(formerProfiles);
        entry.authorization.filterBy(formerFilter);
        if (entry.debug.mask() != formerMask) {
            core.debug.set(entry.tunnel, entry, formerMask);
        }
        String problem = entry.rates.restore(nowNs, formerRx, formerTx);
        if (named != null && entry.link != null && !entry.isSwitched()) {
            String gone = resize(formerMtu);
            problem = gone == null ? problem : gone;
        }
        if (problem != null) {
            core.count(EngineCounter.DATAPATH_FAILURES);
            entry.setProblem(problem);
            entry.close(nowNs, "no network");
        }
        core.deadlines.update(entry);
    }
}
