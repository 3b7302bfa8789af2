package org.jl2tpd.management.snmp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/**
 * Keeps notifications few (RFC 4181 4.7): one of a kind and source in {@link Notifications#SOURCE_PAUSE_NS}, and a token bucket over all. Not
 * thread-safe.
 */
final class Throttle {
    /** Sources that are remembered; of more the oldest is forgotten. */
    static final int SOURCE_LIMIT = 10_000;

    private static final long SECOND_NS = 1_000_000_000L;

    private final int perSecond;
    private final Map<Key, Long> lastNs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > SOURCE_LIMIT;
        }
    };
    private double tokens;
    private long filledNs;

    private record Key(OID kind, OctetString source) {}

    /** @param perSecond notifications a second; as many may go at once */
    Throttle(int perSecond, long nowNs) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.filledNs = nowNs;
    }

    boolean permits(OID kind, OctetString source, long nowNs) {
        var key = new Key(kind, source);
        Long last = lastNs.get(key);
        if (last != null && nowNs - last < Notifications.SOURCE_PAUSE_NS) {
            return false;
        }
        tokens = Math.min(perSecond, tokens + (double) (nowNs - filledNs) * perSecond / SECOND_NS);
        filledNs = nowNs;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        lastNs.remove(key);
        lastNs.put(key, nowNs);
        return true;
    }
}
