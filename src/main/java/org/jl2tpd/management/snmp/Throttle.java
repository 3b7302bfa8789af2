package org.jl2tpd.management.snmp;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/**
 * Keeps notifications few (RFC 4181 4.7): one of a kind and source in {@link Notifications#SOURCE_PAUSE_NS}, and a token bucket over all. What may not go
 * now is held back for that pause; a later one of the same source, of whatever kind, takes its place, so that in the end a manager knows the latest
 * state of each source. Not thread-safe.
 */
final class Throttle<T> {
    /** Sources that are remembered; of more the oldest is forgotten. */
    static final int SOURCE_LIMIT = 10_000;

    /** Sources of which a notification is held back at most; those of others are suppressed. */
    static final int HELD_LIMIT = 10_000;

    private static final long SECOND_NS = 1_000_000_000L;

    private final int perSecond;
    private final Map<Key, Long> lastNs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > SOURCE_LIMIT;
        }
    };
    /** By source; the one that was held first is the first. */
    private final Map<OctetString, Held<T>> held = new LinkedHashMap<>();

    private double tokens;
    private long filledNs;
    private long suppressed;

    private record Key(OID kind, OctetString source) {}

    /** @param sinceNs when the first of its source was held back */
    private record Held<T>(OID kind, T notification, long sinceNs) {}

    /** @param perSecond notifications a second; as many may go at once */
    Throttle(int perSecond, long nowNs) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.filledNs = nowNs;
    }

    /**
     * A notification is there to be sent. Ask {@link #poll} first for those that have waited longer.
     *
     * @param room whether it could be sent at all
     * @return whether it is to be sent now; if not it is held back, or suppressed
     */
    boolean offer(OID kind, OctetString source, T notification, boolean room, long nowNs) {
        Held<T> earlier = held.get(source);
        if (earlier != null) {
            held.put(source, new Held<>(kind, notification, earlier.sinceNs()));
            suppressed++;
            return false;
        }
        var key = new Key(kind, source);
        Long last = lastNs.get(key);
        boolean pauses = last != null && nowNs - last < Notifications.SOURCE_PAUSE_NS;
        if (room && !pauses && !isOverdue(nowNs) && takeToken(nowNs)) {
            sent(key, nowNs);
            return true;
        }
        if (held.size() < HELD_LIMIT) {
            held.put(source, new Held<>(kind, notification, nowNs));
        } else {
            suppressed++;
        }
        return false;
    }

    /** The notification that has been held back longest, when its pause is over and so many may be sent; null for none. */
    T poll(long nowNs) {
        if (!isOverdue(nowNs) || !takeToken(nowNs)) {
            return null;
        }
        Iterator<Map.Entry<OctetString, Held<T>>> all = held.entrySet().iterator();
        Map.Entry<OctetString, Held<T>> first = all.next();
        all.remove();
        sent(new Key(first.getValue().kind(), first.getKey()), nowNs);
        return first.getValue().notification();
    }

    /** Notifications that are never sent: a later one took their place, or too many were held back. */
    long suppressed() {
        return suppressed;
    }

    /** Whether one is held back whose pause is over: it goes before all others. */
    private boolean isOverdue(long nowNs) {
        return !held.isEmpty() && nowNs - held.values().iterator().next().sinceNs() >= Notifications.SOURCE_PAUSE_NS;
    }

    private boolean takeToken(long nowNs) {
        tokens = Math.min(perSecond, tokens + (double) (nowNs - filledNs) * perSecond / SECOND_NS);
        filledNs = nowNs;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    private void sent(Key key, long nowNs) {
        lastNs.remove(key);
        lastNs.put(key, nowNs);
    }
}
