package org.jl2tpd.engine;

import org.jl2tpd.wire.IpAddress;

/** Tells once that a limit was reached; again only after what it limits has fallen by a twentieth of it meanwhile. */
final class LimitAlarm {
    private static final int PART = 20;

    private final Core core;
    private final String name;
    private boolean told;

    /** @param name of the limiting attribute */
    LimitAlarm(Core core, String name) {
        this.core = core;
        this.name = name;
    }

    /** Something came while so many of at most {@code limit} were there. Returns whether there is no room. */
    boolean isFull(int size, int limit, TunnelEntry tunnel, IpAddress peer) {
        if (size < limit) {
            told &= size > limit - Math.max(1, limit / PART);
            return false;
        }
        String detail = name + " " + limit;
        if (!told && tunnel != null) {
            told = core.event(EngineEvent.Kind.LIMIT_REACHED, tunnel, null, detail);
        } else if (!told) {
            told = core.event(EngineEvent.Kind.LIMIT_REACHED, peer, detail);
        }
        return true;
    }
}
