package org.jl2tpd.engine;

import org.jl2tpd.ppp.PppPhase;
import org.jl2tpd.ppp.SessionPolicy;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.wire.DebugBit;

/**
 * What the authorization of a session says of it, laid over what its profiles say, last of all: what is negotiated after authentication
 * follows it. Addresses are the grant's matter; rates are {@link SessionRates}' and a further LNS is {@link CallSwitch}'s.
 */
final class SessionAuthorization {
    private final Core core;
    private final SessionEntry entry;
    private SessionPolicy policy = SessionPolicy.NONE;
    private String filterId = "";
    /** The session's ppp profile before a named one was laid over it; null before there was a policy. */
    private Profile before;

    private Profile after;
    private String laidName = "";

    SessionAuthorization(Core core, SessionEntry entry) {
        this.core = core;
        this.entry = entry;
    }

    /**
     * The peer was let in with that policy. One who was asked again while its network stands has what it has.
     *
     * @return null, or why the session can't be so, in words for our operator; then nothing has changed
     */
    String apply(SessionPolicy said) {
        boolean stands = entry.link != null && entry.link.phase() == PppPhase.NETWORK;
        if (stands || said == SessionPolicy.NONE && policy == SessionPolicy.NONE) {
            return null;
        }
        Profile named = null;
        if (!said.pppProfileName().isEmpty()) {
            named = core.configuration.profile(ProfileKind.PPP, said.pppProfileName());
            if (named == null) {
                return "there is no ppp profile \"" + said.pppProfileName() + "\", which the server names";
            }
        }
        policy = said;
        filterId = said.filterId();
        layOver(named);
        entry.rates.authorized(said);
        if (entry.link != null) {
            negotiate();
        }
        if (said.debugMask() >= 0) {
            debug(said.debugMask() & DebugBit.ALL);
        }
        return null;
    }

    /** Name of the ppp profile that is laid over the session's own, empty for none. */
    String pppProfile() {
        return laidName;
    }

    /** What is laid over what, to be taken back. */
    record Laid(Resolved profiles, Profile before, Profile after, String name) {}

    Laid laid() {
        return new Laid(entry.profiles, before, after, laidName);
    }

    /** The live session has what it had then. */
    void restore(Laid former) {
        entry.profiles = former.profiles();
        before = former.before();
        after = former.after();
        laidName = former.name();
    }

    /** In place of the one that was laid over before, unless somebody has changed the session since. */
    void layOver(Profile named) {
        Resolved former = entry.profiles;
        before = former.ppp() == after ? before : former.ppp();
        laidName = named == null ? "" : named.name();
        after = named == null ? before : core.mapper.laidOver(before, named);
        entry.profiles = new Resolved(former.peer(), former.tunnel(), former.session(), after);
    }

    private void negotiate() {
        entry.mtu = core.mapper.mtu(entry);
        entry.mssMtu = entry.profiles.ppp().get(PppAttributes.MSS_CLAMP) ? entry.mtu : Integer.MAX_VALUE;
        entry.link.renew(core.mapper.pppSettings(entry));
    }

    /** A kernel that refuses it costs nobody the session. */
    private void debug(int mask) {
        String problem = core.debug.set(entry.tunnel, entry, mask);
        if (problem != null) {
            core.ports.trace(
                    "system",
                    entry.tunnel.id,
                    entry.session.localId(),
                    "the server's debug mask " + mask + " can't be had: " + problem);
        }
    }

    /** Longest packet that the authorization allows, given what the profiles say. */
    int mtu(int profiles) {
        return policy.mtu() == 0 ? profiles : Math.min(profiles, policy.mtu());
    }

    /** Name of the filter that scripts apply, empty for none. */
    String filterId() {
        return filterId;
    }

    /** A server or an operator names another filter for the live session. */
    void filterBy(String name) {
        filterId = name;
    }
}
