package org.jl2tpd.engine;

import java.util.Map;
import java.util.Set;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.TunnelParameters;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;

/** Changes attributes of tunnels and sessions that live ({@link Changeable}): all that are asked for, or none. */
final class LiveChanges {
    private final Core core;

    LiveChanges(Core core) {
        this.core = core;
    }

    /** Returns null, or why not; then nothing has changed. */
    String modify(long nowNs, TunnelEntry entry, Profile changes) {
        Profile tunnel = changes.part(ProfileKind.TUNNEL);
        Profile session = changes.part(ProfileKind.SESSION);
        String problem = unchangeable(tunnel, Changeable.TUNNEL, "tunnel");
        problem = problem == null ? unchangeable(session, Changeable.SESSION, "tunnel") : problem;
        if (problem == null && tunnel.sets(TunnelAttributes.KERNEL_DEBUG_MASK)) {
            problem = core.debug.set(entry, null, tunnel.get(TunnelAttributes.KERNEL_DEBUG_MASK));
        }
        if (problem != null) {
            return problem;
        }
        entry.profiles = changed(entry.profiles, tunnel, session);
        entry.renewal.changed(session);
        if (entry.client != null) {
            entry.client.profiles = changed(entry.client.profiles, tunnel, session);
            entry.client.renewal.changed(session);
            for (ClientSession later : entry.client.sessions) {
                later.profiles = changed(later.profiles, tunnel, session);
                later.renewal.changed(session);
            }
        }
        entry.tunnel.change(parameters(entry.tunnel.parameters(), entry.profiles.tunnel(), tunnel));
        if (tunnel.sets(TunnelAttributes.TRACE_FLAGS)) {
            entry.tunnel.setTraceMask(tunnel.get(TunnelAttributes.TRACE_FLAGS));
        }
        core.touch(entry, nowNs);
        return null;
    }

    /** Returns null, or why not; then nothing has changed. */
    String modify(SessionEntry entry, Profile changes) {
        Profile session = changes.part(ProfileKind.SESSION);
        String problem = unchangeable(changes, Changeable.SESSION, "session");
        problem = problem == null ? refusedNumbering(entry, session) : problem;
        if (problem != null) {
            return problem;
        }
        int formerMask = entry.debug.mask();
        if (session.sets(SessionAttributes.KERNEL_DEBUG_MASK)) {
            problem = core.debug.set(entry.tunnel, entry, session.get(SessionAttributes.KERNEL_DEBUG_MASK));
        }
        if (problem == null) {
            problem = number(entry, session);
            if (problem != null && entry.debug.mask() != formerMask) {
                core.debug.set(entry.tunnel, entry, formerMask);
            }
        }
        if (problem == null && entry.client != null) {
            entry.client.profiles =
                    changed(entry.client.profiles, new Profile(ProfileKind.TUNNEL, "", Map.of()), session);
            entry.client.renewal.changed(session);
        }
        if (problem == null && session.sets(SessionAttributes.TRACE_FLAGS)) {
            entry.session.setTraceMask(session.get(SessionAttributes.TRACE_FLAGS));
        }
        return problem;
    }

    private static String unchangeable(Profile changes, Set<Attribute<?>> changeable, String what) {
        for (var value : changes.entries()) {
            if (!changeable.contains(value.getKey())) {
                return value.getKey().name() + " cannot be changed while the " + what
                        + " lives; change the profile, or close it and create it anew";
            }
        }
        return null;
    }

    private static Resolved changed(Resolved former, Profile tunnel, Profile session) {
        return new Resolved(
                former.peer(), former.tunnel().with(tunnel), former.session().with(session), former.ppp());
    }

    private static TunnelParameters parameters(TunnelParameters former, Profile now, Profile changes) {
        int idle = now.get(TunnelAttributes.IDLE_TIMEOUT);
        return former.with(
                ProfileMapper.seconds(now.get(TunnelAttributes.HELLO_TIMEOUT)),
                ProfileMapper.seconds(now.get(TunnelAttributes.RETRY_TIMEOUT)),
                ProfileMapper.seconds(now.get(TunnelAttributes.MAX_RETRY_TIMEOUT)),
                now.get(TunnelAttributes.MAX_RETRIES),
                changes.sets(TunnelAttributes.IDLE_TIMEOUT)
                        ? idle == 0 ? -1 : ProfileMapper.seconds(idle)
                        : former.idleTimeoutNs(),
                now.get(TunnelAttributes.MAX_SESSIONS));
    }

    /** What was agreed at the call's set-up stays (RFC 2661 5.4): Sequencing Required, and that a LAC follows its LNS. */
    private static String refusedNumbering(SessionEntry entry, Profile changes) {
        boolean required = entry.session.sequencingRequired();
        if (changes.sets(SessionAttributes.SEQUENCING_REQUIRED)
                && changes.get(SessionAttributes.SEQUENCING_REQUIRED) != required) {
            return "sequencing_required is agreed when the call is set up; it holds for a session that is created anew";
        }
        boolean wanted = changes.get(SessionAttributes.USE_SEQUENCE_NUMBERS);
        if (!changes.sets(SessionAttributes.USE_SEQUENCE_NUMBERS) || wanted == entry.numbered) {
            return null;
        }
        if (required) {
            return "use_sequence_numbers cannot be changed: both sides have agreed that data messages are numbered";
        }
        return entry.session.type().isLac()
                ? "use_sequence_numbers cannot be changed: of a live session the LNS decides, and we are its LAC"
                : null;
    }

    private String number(SessionEntry entry, Profile changes) {
        Session session = entry.session;
        Resolved former = entry.profiles;
        boolean formerNumbered = entry.numbered;
        Profile now = former.session().with(changes);
        entry.profiles = new Resolved(former.peer(), former.tunnel(), now, former.ppp());
        if (changes.sets(SessionAttributes.USE_SEQUENCE_NUMBERS)) {
            entry.numbered = changes.get(SessionAttributes.USE_SEQUENCE_NUMBERS) || session.sequencingRequired();
        }
        String problem = entry.offloaded && isNumbering(changes)
                ? core.offload.frames.setOptions(entry, Offload.options(entry))
                : null;
        if (problem != null) {
            entry.profiles = former;
            entry.numbered = formerNumbered;
            return problem;
        }
        long reorderNs = now.get(SessionAttributes.REORDER_TIMEOUT) * 1_000_000L;
        session.change(session.parameters().withSequencing(entry.numbered, reorderNs));
        follow(entry, reorderNs, entry.numbered != formerNumbered);
        return null;
    }

    private static boolean isNumbering(Profile changes) {
        return changes.sets(SessionAttributes.USE_SEQUENCE_NUMBERS) || changes.sets(SessionAttributes.REORDER_TIMEOUT);
    }

    /** Has our own numbering follow, where data passes here. */
    private static void follow(SessionEntry entry, long reorderNs, boolean isSwitched) {
        if (entry.sequence != null) {
            entry.sequence.setReorderTimeoutNs(reorderNs);
            if (isSwitched) {
                entry.sequence.setSending(entry.numbered);
            }
        } else if (entry.numbered && !entry.offloaded && entry.establishedNs() != 0) {
            entry.sequence = entry.newSequence();
        }
    }
}
