package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.RadiusAttributes;

/**
 * LNSs that an authorization named and that failed a short time ago: calls try them last, not never. One that is silent is denied to everybody;
 * one that refuses, to those who come by the same name, since another customer's names and secret may be right.
 */
final class Denylist {
    /** Entries at once; of more the oldest is forgotten. */
    static final int MAX_ENTRIES = 1024;

    private static final long SECOND_NS = 1_000_000_000L;

    /** Why a call could not be placed. */
    enum Fault {
        /** Something here: a limit, an operator. */
        OURS,
        /** It can't be found, or does not answer. */
        SILENCE,
        /** It answers, and will not have the tunnel or the call. */
        REFUSAL
    }

    private final Core core;
    /** When each may be forgotten, the oldest entry first. */
    private final Map<String, Long> untilNs = new LinkedHashMap<>();

    Denylist(Core core) {
        this.core = core;
    }

    /** It has failed: for {@code denylist_seconds} from now it is tried last. */
    void add(long nowNs, TunnelChoice choice, Fault fault) {
        long seconds = core.configuration.radius().settings().get(RadiusAttributes.DENYLIST_SECONDS);
        if (fault == Fault.OURS || seconds == 0) {
            return;
        }
        String name = fault == Fault.SILENCE ? endpoint(choice) : asWhom(choice);
        untilNs.remove(name);
        untilNs.put(name, nowNs + seconds * SECOND_NS);
        if (untilNs.size() > MAX_ENTRIES) {
            Iterator<String> oldest = untilNs.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    boolean has(long nowNs, TunnelChoice choice) {
        return !untilNs.isEmpty() && (has(nowNs, endpoint(choice)) || has(nowNs, asWhom(choice)));
    }

    private boolean has(long nowNs, String name) {
        Long until = untilNs.get(name);
        return until != null && until - nowNs > 0;
    }

    /** It takes tunnels, whatever it says to single calls. */
    void answers(TunnelChoice choice) {
        untilNs.remove(endpoint(choice));
    }

    /** It took a call. */
    void clear(TunnelChoice choice) {
        if (!untilNs.isEmpty()) {
            untilNs.remove(endpoint(choice));
            untilNs.remove(asWhom(choice));
        }
    }

    /** What is denied now, the oldest first; forgets what is not any more. */
    List<Views.Denied> view(long nowNs) {
        untilNs.values().removeIf(until -> until - nowNs <= 0);
        var rows = new ArrayList<Views.Denied>(untilNs.size());
        untilNs.forEach((name, until) -> rows.add(new Views.Denied(name, (until - nowNs + SECOND_NS - 1) / SECOND_NS)));
        return rows;
    }

    private static String endpoint(TunnelChoice choice) {
        return choice.serverEndpoint().toLowerCase(Locale.ROOT);
    }

    /** Ends in what tells it from an endpoint alone, even where no name is given. */
    private static String asWhom(TunnelChoice choice) {
        String name = choice.clientAuthId();
        return endpoint(choice) + " for " + (name.isEmpty() ? "our own name" : name);
    }
}
