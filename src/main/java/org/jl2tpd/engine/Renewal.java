package org.jl2tpd.engine;

import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.Resolved;

/** Has what a tunnel or session is made with follow the configuration in force, with what an operator changed while it lived laid over. */
final class Renewal {
    private Configuration seen;
    /** Session attributes, null for none. */
    private Profile changes;

    /** @param seen what the profiles were taken from */
    Renewal(Configuration seen) {
        this.seen = seen;
    }

    /** @param former what the tunnel was dialled with, null for nothing */
    Renewal(Configuration seen, Renewal former) {
        this(seen);
        this.changes = former == null ? null : former.changes;
    }

    /** An operator has changed session attributes. */
    void changed(Profile session) {
        changes = changes == null ? session : changes.with(session);
    }

    /** Whether it is another configuration than the one that was asked for last. */
    boolean isDue(Configuration now) {
        boolean due = seen != now;
        seen = now;
        return due;
    }

    /** A tunnel's profiles for its sessions to come: its own tunnel profile stays. */
    Resolved ofTunnel(Configuration now, Resolved former) {
        return isDue(now) ? laidOver(now.renewed(former)) : former;
    }

    Resolved laidOver(Resolved now) {
        return changes == null
                ? now
                : new Resolved(now.peer(), now.tunnel(), now.session().with(changes), now.ppp());
    }
}
